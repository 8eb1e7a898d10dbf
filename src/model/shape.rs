//! Shapes and members.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::name::{ShapeId, ShapeType};
use crate::node::Node;
use crate::text::{Span, Spanned, Symbol};

use super::Traits;

/// A resolved reference to a shape and where it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The shape; `known::BROKEN` where it could not be resolved.
    pub id: ShapeId,
    /// Where the reference stands.
    pub span: Span,
}

/// A shape. (Specification: "The Smithy semantic model".)
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its id.
    pub id: ShapeId,
    /// Its type.
    pub shape_type: ShapeType,
    /// The whole declaration, without the traits before it.
    pub span: Span,
    /// The name in the declaration.
    pub name_span: Span,
    /// All traits, those of mixins included.
    pub traits: Traits,
    /// All members in the order the specification gives: those of mixins first.
    pub members: IndexMap<Symbol, Member, FxBuildHasher>,
    /// The mixins, as written.
    pub mixins: Vec<Reference>,
    /// What only services, resources and operations have.
    pub detail: Detail,
}

/// What only some shape types have.
#[derive(Clone, Default, Debug)]
pub enum Detail {
    /// Nothing.
    #[default]
    None,
    /// Of a service.
    Service(Box<Service>),
    /// Of a resource.
    Resource(Box<Resource>),
    /// Of an operation.
    Operation(Box<Operation>),
}

/// A member of a list, map, structure, union, enum or intEnum. Members of enums target
/// `smithy.api#Unit` and carry `@enumValue`.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id.
    pub id: ShapeId,
    /// What it targets.
    pub target: Reference,
    /// The whole declaration, without the traits before it.
    pub span: Span,
    /// The name in the declaration.
    pub name_span: Span,
    /// All traits, those of mixins included.
    pub traits: Traits,
    /// The members of mixins that it stems from, nearest last; empty for a member of the shape's
    /// own.
    pub mixins: Vec<ShapeId>,
    /// Whether the shape itself declares it or redeclares it, whatever mixins bring.
    pub local: bool,
}

/// What only services have.
#[derive(Clone, Default, Debug)]
pub struct Service {
    /// The version, if one is written.
    pub version: Option<Spanned<Box<str>>>,
    /// The operations bound to the service itself.
    pub operations: Vec<Reference>,
    /// The resources bound to the service itself.
    pub resources: Vec<Reference>,
    /// The errors that every operation can return.
    pub errors: Vec<Reference>,
    /// Shapes that have another name inside this service.
    pub rename: Vec<Rename>,
}

/// One entry of a service's `rename`.
#[derive(Clone, Debug)]
pub struct Rename {
    /// The shape.
    pub shape: Reference,
    /// Its name inside the service.
    pub name: Spanned<Box<str>>,
}

/// An identifier or a property of a resource.
#[derive(Clone, Copy, Debug)]
pub struct ResourceMember {
    /// Its name.
    pub name: Symbol,
    /// Where the name stands.
    pub name_span: Span,
    /// What it targets.
    pub target: Reference,
}

/// What only resources have.
#[derive(Clone, Default, Debug)]
pub struct Resource {
    /// The identifiers.
    pub identifiers: Vec<ResourceMember>,
    /// The properties.
    pub properties: Vec<ResourceMember>,
    /// The lifecycle operation `put`.
    pub put: Option<Reference>,
    /// The lifecycle operation `create`.
    pub create: Option<Reference>,
    /// The lifecycle operation `read`.
    pub read: Option<Reference>,
    /// The lifecycle operation `update`.
    pub update: Option<Reference>,
    /// The lifecycle operation `delete`.
    pub delete: Option<Reference>,
    /// The lifecycle operation `list`.
    pub list: Option<Reference>,
    /// Other operations on one instance.
    pub operations: Vec<Reference>,
    /// Other operations on the collection.
    pub collection_operations: Vec<Reference>,
    /// Child resources.
    pub resources: Vec<Reference>,
}

/// What only operations have.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The input; `smithy.api#Unit` where none is written, with the span of the operation's name.
    pub input: Reference,
    /// The output; likewise.
    pub output: Reference,
    /// The errors.
    pub errors: Vec<Reference>,
}

impl Shape {
    /// The member of this name.
    pub fn member(&self, name: Symbol) -> Option<&Member> {
        self.members.get(&name)
    }

    /// The value of a trait.
    pub fn trait_value(&self, id: ShapeId) -> Option<&Node> {
        self.traits.value(id)
    }

    /// Whether it has a trait.
    pub fn has_trait(&self, id: ShapeId) -> bool {
        self.traits.contains(id)
    }

    /// What a service has; `None` for other shapes.
    pub fn service(&self) -> Option<&Service> {
        match &self.detail {
            Detail::Service(service) => Some(service),
            _ => None,
        }
    }

    /// What a resource has; `None` for other shapes.
    pub fn resource(&self) -> Option<&Resource> {
        match &self.detail {
            Detail::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// What an operation has; `None` for other shapes.
    pub fn operation(&self) -> Option<&Operation> {
        match &self.detail {
            Detail::Operation(operation) => Some(operation),
            _ => None,
        }
    }
}

impl Member {
    /// The value of a trait of the member itself; the target's traits are not looked at.
    pub fn trait_value(&self, id: ShapeId) -> Option<&Node> {
        self.traits.value(id)
    }

    /// Whether the member itself has a trait.
    pub fn has_trait(&self, id: ShapeId) -> bool {
        self.traits.contains(id)
    }
}

impl Resource {
    /// The lifecycle operations that are there, with their names, in the specification's order.
    pub fn lifecycle(&self) -> impl Iterator<Item = (&'static str, Reference)> {
        [
            ("put", self.put),
            ("create", self.create),
            ("read", self.read),
            ("update", self.update),
            ("delete", self.delete),
            ("list", self.list),
        ]
        .into_iter()
        .filter_map(|(name, reference)| Some((name, reference?)))
    }

    /// Every operation bound to the resource itself: lifecycle, instance and collection.
    pub fn all_operations(&self) -> impl Iterator<Item = Reference> {
        self.lifecycle()
            .map(|(_, reference)| reference)
            .chain(self.operations.iter().copied())
            .chain(self.collection_operations.iter().copied())
    }
}
