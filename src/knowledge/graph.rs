//! The model as a graph, with its indexes made when first asked for.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::name::ShapeId;

use super::{Relationship, Reverse, Subject};

/// A model with lazily made indexes. Cheap to make; each index is linear in the model and made at
/// most once.
#[derive(Debug)]
pub struct Graph<'m> {
    model: &'m Model,
    reverse: OnceLock<Reverse>,
    applications: OnceLock<FxHashMap<ShapeId, Vec<ShapeId>>>,
}

impl<'m> Graph<'m> {
    /// A view of a model.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            reverse: OnceLock::new(),
            applications: OnceLock::new(),
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// What points at a shape or member, in the model's order.
    pub fn to(&self, target: ShapeId) -> &[Relationship] {
        self.reverse
            .get_or_init(|| Reverse::of(self.model))
            .to(target)
    }

    /// The shapes and members that have a trait, in the model's order.
    pub fn with_trait(&self, id: ShapeId) -> &[ShapeId] {
        self.applications().get(&id).map_or(&[], Vec::as_slice)
    }

    /// The traits that are applied anywhere, sorted.
    pub fn applied_traits(&self) -> Vec<ShapeId> {
        let mut ids: Vec<ShapeId> = self.applications().keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// The shapes and members that have a trait, as subjects.
    pub fn subjects_with(&self, id: ShapeId) -> impl Iterator<Item = Subject<'m>> + '_ {
        self.with_trait(id)
            .iter()
            .filter_map(|id| Subject::of(self.model, *id))
    }

    fn applications(&self) -> &FxHashMap<ShapeId, Vec<ShapeId>> {
        self.applications.get_or_init(|| {
            let mut applications: FxHashMap<ShapeId, Vec<ShapeId>> = FxHashMap::default();
            for subject in Subject::all(self.model) {
                for applied in subject.traits() {
                    applications
                        .entry(applied.id)
                        .or_default()
                        .push(subject.id());
                }
            }
            applications
        })
    }
}
