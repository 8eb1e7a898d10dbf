//! A shape or a member, for code that treats both alike.

use crate::model::{Member, Model, Shape, Traits};
use crate::name::{ShapeId, ShapeType};
use crate::text::Span;

/// A shape, or a member together with the shape that holds it.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'m> {
    /// A shape.
    Shape(&'m Shape),
    /// A member of a shape.
    Member(&'m Shape, &'m Member),
}

impl<'m> Subject<'m> {
    /// The shape or member with this id.
    pub fn of(model: &'m Model, id: ShapeId) -> Option<Self> {
        let shape = model.shape(id.root())?;
        if id.is_member() {
            let member = shape.members.get(&id.member)?;
            Some(Self::Member(shape, member))
        } else {
            Some(Self::Shape(shape))
        }
    }

    /// Every shape, each followed by its members, in the model's order.
    pub fn all(model: &'m Model) -> impl Iterator<Item = Self> {
        model.shapes.values().flat_map(|shape| {
            let members = shape.members.values();
            std::iter::once(Self::Shape(shape))
                .chain(members.map(move |member| Self::Member(shape, member)))
        })
    }

    /// Its id.
    pub fn id(self) -> ShapeId {
        match self {
            Self::Shape(shape) => shape.id,
            Self::Member(_, member) => member.id,
        }
    }

    /// Its type; `member` for members.
    pub fn shape_type(self) -> ShapeType {
        match self {
            Self::Shape(shape) => shape.shape_type,
            Self::Member(..) => ShapeType::Member,
        }
    }

    /// Its traits; those of a member's target are not among them.
    pub fn traits(self) -> &'m Traits {
        match self {
            Self::Shape(shape) => &shape.traits,
            Self::Member(_, member) => &member.traits,
        }
    }

    /// Where its name stands.
    pub fn name_span(self) -> Span {
        match self {
            Self::Shape(shape) => shape.name_span,
            Self::Member(_, member) => member.name_span,
        }
    }

    /// Its whole declaration, without the traits before it.
    pub fn span(self) -> Span {
        match self {
            Self::Shape(shape) => shape.span,
            Self::Member(_, member) => member.span,
        }
    }

    /// The shape itself, or the one that holds the member.
    pub fn container(self) -> &'m Shape {
        match self {
            Self::Shape(shape) | Self::Member(shape, _) => shape,
        }
    }

    /// The member, where it is one.
    pub fn member(self) -> Option<&'m Member> {
        match self {
            Self::Shape(_) => None,
            Self::Member(_, member) => Some(member),
        }
    }

    /// The shape itself, or what the member targets.
    pub fn target(self, model: &'m Model) -> Option<&'m Shape> {
        match self {
            Self::Shape(shape) => Some(shape),
            Self::Member(_, member) => model.target(member),
        }
    }
}
