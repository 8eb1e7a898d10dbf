//! Neighbours: what a shape refers to, and what refers to it.
//!
//! (Specification: "Selectors", neighbours.) Relationships are made on the fly from the model;
//! only the reverse direction is indexed, once, in time linear in the model.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Member, Model, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::Span;

use super::Subject;

/// How one shape relates to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(
    missing_docs,
    reason = "each is the property or position of the same name"
)]
pub enum RelationshipKind {
    Resource,
    Operation,
    CollectionOperation,
    Put,
    Create,
    Read,
    Update,
    Delete,
    List,
    Identifier,
    Property,
    /// From a member to the shape that holds it; the only one that points upwards.
    MemberContainer,
    MemberTarget,
    Input,
    Output,
    Error,
    EnumMember,
    IntEnumMember,
    ListMember,
    MapKey,
    MapValue,
    StructureMember,
    UnionMember,
    Mixin,
    /// From a shape to the definition of a trait on it; never made by [`neighbors`].
    Trait,
}

impl RelationshipKind {
    /// What selectors call it; `None` for the two that have no name.
    pub fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::Resource => "resource",
            Self::Operation => "operation",
            Self::CollectionOperation => "collectionOperation",
            Self::Put => "put",
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::List => "list",
            Self::Identifier => "identifier",
            Self::Property => "property",
            Self::Input => "input",
            Self::Output => "output",
            Self::Error => "error",
            Self::EnumMember
            | Self::IntEnumMember
            | Self::ListMember
            | Self::MapKey
            | Self::MapValue
            | Self::StructureMember
            | Self::UnionMember => "member",
            Self::Mixin => "mixin",
            Self::Trait => "trait",
            Self::MemberContainer | Self::MemberTarget => return None,
        })
    }

    /// Whether it points from a shape to what the shape needs; all but
    /// [`RelationshipKind::MemberContainer`] do.
    pub fn is_directed(self) -> bool {
        self != Self::MemberContainer
    }

    /// What it is in words, with its article: `an input`, `a member target`, ….
    pub fn describe(self) -> &'static str {
        match self {
            Self::Resource => "a child resource",
            Self::Operation => "an operation",
            Self::CollectionOperation => "a collection operation",
            Self::Put => "the `put` operation",
            Self::Create => "the `create` operation",
            Self::Read => "the `read` operation",
            Self::Update => "the `update` operation",
            Self::Delete => "the `delete` operation",
            Self::List => "the `list` operation",
            Self::Identifier => "an identifier",
            Self::Property => "a property",
            Self::MemberContainer => "the container",
            Self::MemberTarget => "the target of a member",
            Self::Input => "the input",
            Self::Output => "the output",
            Self::Error => "an error",
            Self::Mixin => "a mixin",
            Self::Trait => "a trait",
            _ => "a member",
        }
    }

    fn of_member(container: &Shape, member: &Member) -> Self {
        match container.shape_type {
            ShapeType::Enum => Self::EnumMember,
            ShapeType::IntEnum => Self::IntEnumMember,
            ShapeType::List | ShapeType::Set => Self::ListMember,
            ShapeType::Map if member.id.member == known::member::KEY => Self::MapKey,
            ShapeType::Map => Self::MapValue,
            ShapeType::Union => Self::UnionMember,
            _ => Self::StructureMember,
        }
    }
}

/// One relationship between two shapes or members.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Relationship {
    /// What refers.
    pub source: ShapeId,
    /// How.
    pub kind: RelationshipKind,
    /// What is referred to; it may be missing from the model, or [`known::BROKEN`].
    pub target: ShapeId,
    /// Where the reference is written; the name of the source where it is not written anywhere.
    pub span: Span,
}

/// The relationships of a shape or member, in the order of its declaration. Linear in them.
pub fn neighbors(subject: Subject<'_>) -> Vec<Relationship> {
    let mut found = Vec::new();
    for_each_neighbor(subject, |relationship| found.push(relationship));
    found
}

/// Calls `visit` with each relationship of a shape or member, without collecting them.
pub fn for_each_neighbor(subject: Subject<'_>, mut visit: impl FnMut(Relationship)) {
    let source = subject.id();
    let mut push = |kind, target, span| {
        visit(Relationship {
            source,
            kind,
            target,
            span,
        });
    };
    let shape = match subject {
        Subject::Shape(shape) => shape,
        Subject::Member(container, member) => {
            push(
                RelationshipKind::MemberContainer,
                container.id,
                member.name_span,
            );
            // Members of enums target Unit by definition; that is no reference.
            if !matches!(container.shape_type, ShapeType::Enum | ShapeType::IntEnum) {
                push(
                    RelationshipKind::MemberTarget,
                    member.target.id,
                    member.target.span,
                );
            }
            return;
        }
    };
    for mixin in &shape.mixins {
        push(RelationshipKind::Mixin, mixin.id, mixin.span);
    }
    if let Some(service) = shape.service() {
        for operation in &service.operations {
            push(RelationshipKind::Operation, operation.id, operation.span);
        }
        for resource in &service.resources {
            push(RelationshipKind::Resource, resource.id, resource.span);
        }
        for error in &service.errors {
            push(RelationshipKind::Error, error.id, error.span);
        }
    }
    if let Some(resource) = shape.resource() {
        for identifier in &resource.identifiers {
            push(
                RelationshipKind::Identifier,
                identifier.target.id,
                identifier.target.span,
            );
        }
        for property in &resource.properties {
            push(
                RelationshipKind::Property,
                property.target.id,
                property.target.span,
            );
        }
        for child in &resource.resources {
            push(RelationshipKind::Resource, child.id, child.span);
        }
        for (name, operation) in resource.lifecycle() {
            push(lifecycle_kind(name), operation.id, operation.span);
        }
        for operation in &resource.operations {
            push(RelationshipKind::Operation, operation.id, operation.span);
        }
        for operation in &resource.collection_operations {
            push(
                RelationshipKind::CollectionOperation,
                operation.id,
                operation.span,
            );
        }
    }
    if let Some(operation) = shape.operation() {
        // `Unit` says that there is no input; that is no reference either.
        for (kind, reference) in [
            (RelationshipKind::Input, operation.input),
            (RelationshipKind::Output, operation.output),
        ] {
            if reference.id != known::UNIT {
                push(kind, reference.id, reference.span);
            }
        }
        for error in &operation.errors {
            push(RelationshipKind::Error, error.id, error.span);
        }
    }
    for member in shape.members.values() {
        push(
            RelationshipKind::of_member(shape, member),
            member.id,
            member.name_span,
        );
    }
}

pub(super) fn lifecycle_kind(name: &str) -> RelationshipKind {
    match name {
        "put" => RelationshipKind::Put,
        "create" => RelationshipKind::Create,
        "read" => RelationshipKind::Read,
        "update" => RelationshipKind::Update,
        "delete" => RelationshipKind::Delete,
        _ => RelationshipKind::List,
    }
}

/// What refers to each shape and member.
#[derive(Clone, Default, Debug)]
pub struct Reverse {
    sources: FxHashMap<ShapeId, Vec<Relationship>>,
}

impl Reverse {
    /// Indexes a model. Linear in its relationships.
    pub fn of(model: &Model) -> Self {
        let mut sources: FxHashMap<ShapeId, Vec<Relationship>> = FxHashMap::default();
        for subject in Subject::all(model) {
            for_each_neighbor(subject, |relationship| {
                let known = sources.entry(relationship.target).or_default();
                // An operation can list one error twice; that is one relationship. Repeats from
                // one source stand close together, so the last few are enough to look at.
                let repeated = known
                    .iter()
                    .rev()
                    .take_while(|earlier| earlier.source == relationship.source)
                    .take(REPEATS_LOOKED_AT)
                    .any(|earlier| earlier.kind == relationship.kind);
                if !repeated {
                    known.push(relationship);
                }
            });
        }
        Self { sources }
    }

    /// The relationships that point at a shape or member, in the model's order.
    pub fn to(&self, target: ShapeId) -> &[Relationship] {
        self.sources.get(&target).map_or(&[], Vec::as_slice)
    }
}

/// How many relationships from the same source are compared to find a repeated one; keeps the
/// index linear when a hostile operation lists one error a million times.
const REPEATS_LOOKED_AT: usize = 8;

/// All shapes and members that can be reached from `start` (itself included) along relationships
/// that `follow` accepts, in the order of a depth-first walk. Linear, and not recursive.
pub fn walk(
    model: &Model,
    start: ShapeId,
    mut follow: impl FnMut(&Relationship) -> bool,
) -> Vec<ShapeId> {
    let mut seen = FxHashSet::default();
    let mut order = Vec::new();
    let mut stack = vec![start];
    while let Some(id) = stack.pop() {
        let Some(subject) = Subject::of(model, id) else {
            continue;
        };
        if !seen.insert(id) {
            continue;
        }
        order.push(id);
        let mark = stack.len();
        for_each_neighbor(subject, |relationship| {
            if !seen.contains(&relationship.target) && follow(&relationship) {
                stack.push(relationship.target);
            }
        });
        if let Some(added) = stack.get_mut(mark..) {
            added.reverse();
        }
    }
    order
}
