//! Version 1.0 → version 2.0.
//!
//! In version 1.0 a number or boolean had a default value unless it was `@box`ed; in version 2.0
//! a default is written. After merging, shapes and members that stem from files of version 1.0
//! get the `@default` that says what they meant. Their `@box` stays, for the validators; what is
//! written of the model leaves it out. (Specification: "Migrating from IDL 1.0 to 2.0".)

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::{AppliedTrait, Member, Model, Shape, TraitSource};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Number, Value};
use crate::text::{FileId, Span};

use super::declarations::{Declarations, Version};

/// Adds the defaults that shapes of version 1.0 have implicitly. Linear in shapes and members;
/// returns at once where no file is of that version.
pub(super) fn upgrade(model: &mut Model, files: &[(&Declarations, bool)]) {
    let old: FxHashSet<FileId> = files
        .iter()
        .filter(|(declarations, bundled)| !bundled && declarations.version == Version::One)
        .map(|(declarations, _)| declarations.file)
        .collect();
    if old.is_empty() {
        return;
    }
    model.sets = sets(files);
    for shape in model.shapes.values_mut() {
        // An intEnum is no shape of version 1.0, and that has been reported.
        let boxed = shape.has_trait(known::BOX)
            || shape.has_trait(known::DEFAULT)
            || shape.shape_type == ShapeType::IntEnum;
        if old.contains(&shape.span.file) && !boxed {
            let zero = zero(shape.shape_type, shape.name_span);
            if let Some(zero) = zero {
                shape.traits.push(default(zero, shape.name_span));
            }
        }
    }
    let mut additions: Vec<(ShapeId, Node)> = Vec::new();
    for shape in model.shapes.values() {
        if shape.shape_type != ShapeType::Structure || !old.contains(&shape.span.file) {
            continue;
        }
        for member in shape.members.values() {
            let Some(target) = model.target(member) else {
                continue;
            };
            if let Some(value) = implied_default(member, target) {
                additions.push((member.id, value));
            }
        }
    }
    for (id, value) in additions {
        let shape = model.shapes.get_mut(&id.root());
        if let Some(member) = shape.and_then(|shape| shape.members.get_mut(&id.member)) {
            let span = member.name_span;
            member.traits.set(default(value, span));
        }
    }
}

/// The shapes that are written as sets, which version 1.0 still has.
fn sets(files: &[(&Declarations, bool)]) -> FxHashSet<ShapeId> {
    files
        .iter()
        .filter(|(declarations, _)| declarations.version == Version::One)
        .flat_map(|(declarations, _)| &declarations.shapes)
        .filter(|shape| shape.shape_type == ShapeType::Set)
        .map(|shape| shape.id)
        .collect()
}

/// What a member of a structure of version 1.0 means where it is absent.
fn implied_default(member: &Member, target: &Shape) -> Option<Node> {
    let span = member.name_span;
    let streams = target.shape_type == ShapeType::Blob
        && target.has_trait(known::STREAMING)
        && !member.has_trait(known::REQUIRED);
    let boxed = member.has_trait(known::BOX) || is_boxed(target);
    let zero = match zero(target.shape_type, span) {
        None if streams => Some(Node::string("", span)),
        zero => zero,
    };
    match zero {
        Some(zero) if !boxed && !member.has_trait(known::DEFAULT) => Some(zero),
        _ => member.has_trait(known::BOX).then(|| Node::null(span)),
    }
}

/// Whether a target was boxed in version 1.0: by the trait, or because it is a shape of version
/// 2.0, the prelude included, without the zero value as its default.
fn is_boxed(target: &Shape) -> bool {
    if target.has_trait(known::BOX) {
        return true;
    }
    let Some(zero) = zero(target.shape_type, target.name_span) else {
        return false;
    };
    !target
        .trait_value(known::DEFAULT)
        .is_some_and(|value| value.same_value(&zero))
}

/// The value that a type of version 1.0 had where none was given.
fn zero(shape_type: ShapeType, span: Span) -> Option<Node> {
    let value = match shape_type {
        ShapeType::Boolean => Value::Boolean(false),
        ShapeType::Byte
        | ShapeType::Short
        | ShapeType::Integer
        | ShapeType::IntEnum
        | ShapeType::Long
        | ShapeType::Float
        | ShapeType::Double => Value::Number(Number::from(0)),
        _ => return None,
    };
    Some(Node::new(value, span))
}

fn default(value: Node, span: Span) -> AppliedTrait {
    AppliedTrait {
        id: known::DEFAULT,
        value: Arc::new(value),
        span,
        source: TraitSource::Synthetic,
    }
}
