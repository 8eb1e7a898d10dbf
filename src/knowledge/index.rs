//! The shapes and members of a model under dense numbers, with their relationships as arrays.
//!
//! Questions about many shapes at once (selectors, reachability) walk numbers instead of ids: a
//! set is a vector, "seen before" is an array. Numbers follow the model's order, each shape before
//! its members. The relationships here are those that selectors follow: references to what is
//! missing or broken are left out, and so is the way from a member up to its container.

use std::sync::OnceLock;

use crate::model::Model;
use crate::name::{ShapeId, ShapeType};

use super::{Relationship, RelationshipKind, Subject, for_each_neighbor};

/// The number of a shape or member.
pub type Number = u32;

/// One end of a relationship, seen from the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// How they relate.
    pub kind: RelationshipKind,
    /// Who stands at the other end.
    pub other: Number,
}

/// A numbered model. Making it is linear in the number of shapes and members; the relationships
/// are collected when first asked for, in time linear in them.
#[derive(Debug)]
pub struct Index<'m> {
    model: &'m Model,
    /// Per shape, its number; one more at the end.
    firsts: Vec<Number>,
    /// Per number, the position of its shape in the model.
    owners: Vec<u32>,
    types: Vec<ShapeType>,
    forward: OnceLock<Edges>,
    backward: OnceLock<Edges>,
}

/// The edges of all numbers, one after the other.
#[derive(Debug)]
struct Edges {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

impl Edges {
    fn of(&self, number: Number) -> &[Edge] {
        let at = |number: usize| self.starts.get(number).map(|start| *start as usize);
        let number = number as usize;
        match (at(number), at(number + 1)) {
            (Some(start), Some(end)) => self.edges.get(start..end).unwrap_or(&[]),
            _ => &[],
        }
    }
}

impl<'m> Index<'m> {
    /// Numbers a model.
    pub fn new(model: &'m Model) -> Self {
        let mut firsts = Vec::with_capacity(model.shapes.len() + 1);
        let mut owners = Vec::new();
        let mut types = Vec::new();
        for (position, shape) in (0u32..).zip(model.shapes.values()) {
            firsts.push(number(owners.len()));
            owners.extend(std::iter::repeat_n(position, 1 + shape.members.len()));
            types.push(shape.shape_type);
            types.resize(owners.len(), ShapeType::Member);
        }
        firsts.push(number(owners.len()));
        Self {
            model,
            firsts,
            owners,
            types,
            forward: OnceLock::new(),
            backward: OnceLock::new(),
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// How many shapes and members there are; numbers are smaller than this.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// All numbers.
    pub fn numbers(&self) -> std::ops::Range<Number> {
        0..number(self.len())
    }

    /// The number of a shape or member.
    pub fn number(&self, id: ShapeId) -> Option<Number> {
        let position = self.model.shapes.get_index_of(&id.root())?;
        let first = *self.firsts.get(position)?;
        if !id.is_member() {
            return Some(first);
        }
        let (_, shape) = self.model.shapes.get_index(position)?;
        let member = shape.members.get_index_of(&id.member)?;
        Some(first + 1 + number(member))
    }

    /// The shape or member of a number.
    pub fn subject(&self, number: Number) -> Option<Subject<'m>> {
        let position = *self.owners.get(number as usize)? as usize;
        let (_, shape) = self.model.shapes.get_index(position)?;
        let first = *self.firsts.get(position)?;
        if number == first {
            return Some(Subject::Shape(shape));
        }
        let (_, member) = shape.members.get_index((number - first) as usize - 1)?;
        Some(Subject::Member(shape, member))
    }

    /// The type of a number; `member` for members.
    pub fn shape_type(&self, number: Number) -> Option<ShapeType> {
        self.types.get(number as usize).copied()
    }

    /// The id of a number.
    pub fn id(&self, number: Number) -> Option<ShapeId> {
        self.subject(number).map(Subject::id)
    }

    /// What a shape or member refers to, in the order of its declaration.
    pub fn forward(&self, number: Number) -> &[Edge] {
        self.forward_edges().of(number)
    }

    /// What refers to a shape or member, in the model's order.
    pub fn backward(&self, number: Number) -> &[Edge] {
        self.backward
            .get_or_init(|| turn_round(self.forward_edges(), self.len()))
            .of(number)
    }

    fn forward_edges(&self) -> &Edges {
        self.forward.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.len() + 1);
            let mut edges = Vec::new();
            for subject in Subject::all(self.model) {
                starts.push(number(edges.len()));
                for_each_neighbor(subject, |relationship| {
                    edges.extend(self.edge(&relationship));
                });
            }
            starts.push(number(edges.len()));
            Edges { starts, edges }
        })
    }

    fn edge(&self, relationship: &Relationship) -> Option<Edge> {
        let kind = relationship.kind;
        if !kind.is_directed() {
            return None;
        }
        let other = self.number(relationship.target)?;
        Some(Edge { kind, other })
    }
}

/// The same edges seen from their other ends: a counting sort, so it is linear.
fn turn_round(forward: &Edges, len: usize) -> Edges {
    let mut starts = vec![0u32; len + 1];
    for edge in &forward.edges {
        if let Some(count) = starts.get_mut(edge.other as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let mut next = starts.clone();
    let nobody = Edge {
        kind: RelationshipKind::MemberTarget,
        other: 0,
    };
    let mut edges = vec![nobody; forward.edges.len()];
    for source in 0..number(len) {
        for edge in forward.of(source) {
            let Some(at) = next.get_mut(edge.other as usize) else {
                continue;
            };
            if let Some(place) = edges.get_mut(*at as usize) {
                *place = Edge {
                    kind: edge.kind,
                    other: source,
                };
            }
            *at += 1;
        }
    }
    Edges { starts, edges }
}

/// Counts of shapes fit in 32 bits, since each takes at least a byte of a file whose spans do.
fn number(count: usize) -> Number {
    Number::try_from(count).unwrap_or(Number::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::testing;
    use crate::name::known;

    #[test]
    fn numbers_and_ids_belong_together() {
        let mut model = testing::prelude();
        let list = testing::shape(testing::id("L"), ShapeType::List, Vec::new());
        testing::add(
            &mut model,
            list,
            vec![("member", known::STRING, Vec::new())],
        );
        let index = Index::new(&model);
        assert_eq!(index.len(), Subject::all(&model).count());
        for (number, subject) in index.numbers().zip(Subject::all(&model)) {
            assert_eq!(index.number(subject.id()), Some(number));
            assert_eq!(index.id(number), Some(subject.id()));
        }
        assert_eq!(index.id(index.numbers().end), None);
        assert_eq!(index.number(testing::id("Nobody")), None);
    }

    #[test]
    fn edges_are_the_same_from_both_ends() {
        let mut model = testing::prelude();
        let list = testing::shape(testing::id("L"), ShapeType::List, Vec::new());
        testing::add(
            &mut model,
            list,
            vec![("member", known::STRING, Vec::new())],
        );
        let index = Index::new(&model);
        let list = index.number(testing::id("L")).unwrap();
        let member = list + 1;
        let string = index.number(known::STRING).unwrap();
        let edge = |kind, other| Edge { kind, other };
        assert_eq!(
            index.forward(list),
            [edge(RelationshipKind::ListMember, member)]
        );
        assert_eq!(
            index.forward(member),
            [edge(RelationshipKind::MemberTarget, string)]
        );
        assert_eq!(
            index.backward(member),
            [edge(RelationshipKind::ListMember, list)]
        );
        assert_eq!(
            index.backward(string),
            [edge(RelationshipKind::MemberTarget, member)]
        );
        assert!(index.backward(list).is_empty());
    }
}
