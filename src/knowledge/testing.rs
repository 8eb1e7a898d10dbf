//! Small models for the tests of this floor, made without the loader, which stands beside it.

use std::sync::Arc;

use crate::model::{
    AppliedTrait, Detail, Member, Model, Operation, Reference, Shape, TraitSource, Traits,
};
use crate::name::{ShapeId, ShapeType};
use crate::node::{Node, Value};
use crate::text::{FileId, Span};

/// Where everything in such a model stands.
pub(crate) fn nowhere() -> Span {
    Span::start_of(FileId(0))
}

/// A trait with a value.
pub(crate) fn trait_with(id: ShapeId, value: Value) -> AppliedTrait {
    AppliedTrait {
        id,
        value: Arc::new(Node::new(value, nowhere())),
        span: nowhere(),
        source: TraitSource::Declared,
    }
}

/// A trait whose value is a string.
pub(crate) fn trait_text(id: ShapeId, text: &str) -> AppliedTrait {
    trait_with(id, Value::String(text.into()))
}

/// A trait without a value.
pub(crate) fn trait_of(id: ShapeId) -> AppliedTrait {
    trait_with(id, Value::Object(crate::node::Object::default()))
}

/// `ns#name`.
pub(crate) fn id(name: &str) -> ShapeId {
    ShapeId::new("ns", name)
}

fn traits(applied: Vec<AppliedTrait>) -> Traits {
    let mut traits = Traits::default();
    for one in applied {
        traits.push(one);
    }
    traits
}

/// A shape without members.
pub(crate) fn shape(id: ShapeId, shape_type: ShapeType, applied: Vec<AppliedTrait>) -> Shape {
    Shape {
        id,
        shape_type,
        span: nowhere(),
        name_span: nowhere(),
        traits: traits(applied),
        members: Default::default(),
        mixins: Vec::new(),
        detail: Detail::None,
    }
}

/// A name, a target and traits.
pub(crate) type MemberRow<'a> = (&'a str, ShapeId, Vec<AppliedTrait>);

/// Adds a shape with members to a model.
pub(crate) fn add<'m>(
    model: &'m mut Model,
    mut shape: Shape,
    members: Vec<MemberRow<'_>>,
) -> &'m Shape {
    for (name, target, applied) in members {
        let member = Member {
            id: shape.id.with_member(name),
            target: Reference {
                id: target,
                span: nowhere(),
            },
            span: nowhere(),
            name_span: nowhere(),
            traits: traits(applied),
            mixins: Vec::new(),
            local: true,
        };
        shape.members.insert(member.id.member, member);
    }
    let id = shape.id;
    model.shapes.insert(id, shape);
    &model.shapes[&id]
}

/// An operation.
pub(crate) fn operation(
    name: &str,
    input: ShapeId,
    output: ShapeId,
    applied: Vec<AppliedTrait>,
) -> Shape {
    let reference = |id| Reference {
        id,
        span: nowhere(),
    };
    let mut shape = shape(id(name), ShapeType::Operation, applied);
    shape.detail = Detail::Operation(Box::new(Operation {
        input: reference(input),
        output: reference(output),
        errors: Vec::new(),
    }));
    shape
}

/// A model with the simple shapes of the prelude that tests target.
pub(crate) fn prelude() -> Model {
    use crate::name::known;
    let mut model = Model::default();
    for (id, shape_type) in [
        (known::STRING, ShapeType::String),
        (known::INTEGER, ShapeType::Integer),
        (known::BOOLEAN, ShapeType::Boolean),
        (known::TIMESTAMP, ShapeType::Timestamp),
        (known::BLOB, ShapeType::Blob),
        (known::DOCUMENT, ShapeType::Document),
        (known::UNIT, ShapeType::Structure),
    ] {
        add(&mut model, shape(id, shape_type, Vec::new()), Vec::new());
    }
    model
}
