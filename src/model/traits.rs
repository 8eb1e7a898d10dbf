//! Traits applied to a shape or member.

use std::sync::Arc;

use crate::name::ShapeId;
use crate::node::Node;
use crate::text::Span;

/// How a trait came to be on a shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TraitSource {
    /// Written before the shape or member (a documentation comment, `= value` and `= null`
    /// included), or inside a JSON AST shape.
    Declared,
    /// Brought by an `apply` statement.
    Applied,
    /// Brought by a mixin.
    Mixin,
    /// Made by the compiler: `@enumValue` of an enum member without a value, for one.
    Synthetic,
}

/// A trait on a shape or member.
#[derive(Clone, Debug)]
pub struct AppliedTrait {
    /// Which trait.
    pub id: ShapeId,
    /// Its value; shared where a mixin hands it on. An annotation (`@required`) has the empty
    /// object, or `null` where the trait's definition is not known.
    pub value: Arc<Node>,
    /// The whole application, `@` included.
    pub span: Span,
    /// How it came here.
    pub source: TraitSource,
}

/// The traits of one shape or member, in the order they came. Few, so looked up linearly.
#[derive(Clone, Default, Debug)]
pub struct Traits(Vec<AppliedTrait>);

impl Traits {
    /// The application of a trait.
    pub fn get(&self, id: ShapeId) -> Option<&AppliedTrait> {
        self.0.iter().find(|applied| applied.id == id)
    }

    /// The application of a trait, to be changed.
    pub fn get_mut(&mut self, id: ShapeId) -> Option<&mut AppliedTrait> {
        self.0.iter_mut().find(|applied| applied.id == id)
    }

    /// The value of a trait.
    pub fn value(&self, id: ShapeId) -> Option<&Node> {
        self.get(id).map(|applied| &*applied.value)
    }

    /// The text of a trait whose value is a string.
    pub fn text(&self, id: ShapeId) -> Option<&str> {
        self.value(id)?.as_str()
    }

    /// Whether the trait is there.
    pub fn contains(&self, id: ShapeId) -> bool {
        self.get(id).is_some()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, AppliedTrait> {
        self.0.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a trait; the caller has seen to it that it is not there yet.
    pub fn push(&mut self, applied: AppliedTrait) {
        self.0.push(applied);
    }

    /// Adds a trait, or replaces the one of the same id in its place.
    pub fn set(&mut self, applied: AppliedTrait) {
        match self.get_mut(applied.id) {
            Some(existing) => *existing = applied,
            None => self.0.push(applied),
        }
    }

    /// Removes a trait and returns it.
    pub fn remove(&mut self, id: ShapeId) -> Option<AppliedTrait> {
        let at = self.0.iter().position(|applied| applied.id == id)?;
        Some(self.0.remove(at))
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a AppliedTrait;
    type IntoIter = std::slice::Iter<'a, AppliedTrait>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
