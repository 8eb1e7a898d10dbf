//! The shape index.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::name::{ShapeId, ShapeType};
use crate::node::Node;
use crate::text::Span;

use super::{Member, Shape};

/// One key of the model's metadata.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// Where the key stands; the first place where it was merged from several files.
    pub key_span: Span,
    /// The merged value.
    pub value: Node,
}

/// A whole model.
#[derive(Clone, Default, Debug)]
pub struct Model {
    /// The shapes (not members) in the order of the files and, inside one, of the text; bundled
    /// packages that were loaded come first.
    pub shapes: IndexMap<ShapeId, Shape, FxBuildHasher>,
    /// The metadata.
    pub metadata: IndexMap<Box<str>, Metadata, FxBuildHasher>,
    /// Shapes whose declaration is so broken that nothing can be said of them but their name
    /// and, where it could be read, their type. Targeting one is no second mistake.
    pub broken: IndexMap<ShapeId, Option<ShapeType>, FxBuildHasher>,
    /// The lists that are written as sets, which only version 1.0 has.
    pub sets: FxHashSet<ShapeId>,
}

impl Model {
    /// The shape with this id; `None` for ids of members.
    pub fn shape(&self, id: ShapeId) -> Option<&Shape> {
        self.shapes.get(&id)
    }

    /// The member with this id; `None` for ids of shapes.
    pub fn member(&self, id: ShapeId) -> Option<&Member> {
        self.shapes.get(&id.root())?.members.get(&id.member)
    }

    /// The type of a shape or member.
    pub fn shape_type(&self, id: ShapeId) -> Option<ShapeType> {
        if id.is_member() {
            self.member(id).map(|_| ShapeType::Member)
        } else {
            self.shape(id).map(|shape| shape.shape_type)
        }
    }

    /// The shape that a member targets.
    pub fn target(&self, member: &Member) -> Option<&Shape> {
        self.shape(member.target.id)
    }

    /// All shapes of a type.
    pub fn of_type(&self, shape_type: ShapeType) -> impl Iterator<Item = &Shape> {
        self.shapes
            .values()
            .filter(move |shape| shape.shape_type == shape_type)
    }
}
