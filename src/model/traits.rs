//! Traits applied to a shape or member.

use std::sync::Arc;

use rustc_hash::FxHashMap;

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

/// From how many traits on a shape has a table of them. Real shapes have at most some dozens, which
/// are looked up faster one by one; a hostile one may have a million.
const MANY: usize = 64;

/// The traits of one shape or member, in the order they came.
#[derive(Clone, Default, Debug)]
pub struct Traits {
    applied: Vec<AppliedTrait>,
    /// Where each stands, once there are [`MANY`].
    places: Option<Box<FxHashMap<ShapeId, usize>>>,
}

impl Traits {
    fn place(&self, id: ShapeId) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(&id).copied(),
            None => self.applied.iter().position(|applied| applied.id == id),
        }
    }

    /// The application of a trait.
    pub fn get(&self, id: ShapeId) -> Option<&AppliedTrait> {
        self.applied.get(self.place(id)?)
    }

    /// The application of a trait, to be changed; its id stays what it is.
    pub fn get_mut(&mut self, id: ShapeId) -> Option<&mut AppliedTrait> {
        let place = self.place(id)?;
        self.applied.get_mut(place)
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
        self.applied.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.applied.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.applied.is_empty()
    }

    /// Adds a trait; the caller has seen to it that it is not there yet.
    pub fn push(&mut self, applied: AppliedTrait) {
        if let Some(places) = &mut self.places {
            places.entry(applied.id).or_insert(self.applied.len());
        }
        self.applied.push(applied);
        if self.places.is_none() && self.applied.len() >= MANY {
            let mut places = Box::<FxHashMap<_, _>>::default();
            for (place, applied) in self.applied.iter().enumerate() {
                places.entry(applied.id).or_insert(place);
            }
            self.places = Some(places);
        }
    }

    /// Adds a trait, or replaces the one of the same id in its place.
    pub fn set(&mut self, applied: AppliedTrait) {
        match self.get_mut(applied.id) {
            Some(existing) => *existing = applied,
            None => self.push(applied),
        }
    }

    /// Removes a trait and returns it.
    pub fn remove(&mut self, id: ShapeId) -> Option<AppliedTrait> {
        let at = self.place(id)?;
        // Made anew by the next `push`.
        self.places = None;
        Some(self.applied.remove(at))
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a AppliedTrait;
    type IntoIter = std::slice::Iter<'a, AppliedTrait>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
