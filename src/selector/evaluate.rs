//! Which shapes a selector yields.

use std::cell::Cell;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use crate::knowledge::{Graph, Relationship, RelationshipKind, Subject, for_each_neighbor};
use crate::name::{Category, ShapeId, ShapeType};

use super::Selector;
use super::parse::{Step, TypeTest};

type Ids = IndexSet<ShapeId, FxBuildHasher>;

/// How many shapes one evaluation may touch. `:not(~> …)` walks once for each shape it filters, so
/// a chain of n shapes costs n²; a real selector on the largest real model stays far below this.
const VISIT_LIMIT: usize = 5_000_000;

/// Evaluates selectors on one model.
#[derive(Debug)]
pub struct Evaluation<'g, 'm> {
    graph: &'g Graph<'m>,
    visits: Cell<usize>,
}

impl<'g, 'm> Evaluation<'g, 'm> {
    /// Makes ready for the model behind `graph`.
    pub fn new(graph: &'g Graph<'m>) -> Self {
        Self {
            graph,
            visits: Cell::new(0),
        }
    }

    /// Everything that the selector yields when every shape and member of the model is put into
    /// it, in the order found. `None` where that takes more work than is reasonable.
    pub fn select(&self, selector: &Selector) -> Option<Vec<ShapeId>> {
        let all: Ids = Subject::all(self.graph.model()).map(Subject::id).collect();
        self.run(selector, all)
    }

    /// Which of `candidates` the selector yields when it is given the whole model.
    pub fn select_among(
        &self,
        selector: &Selector,
        candidates: &[ShapeId],
    ) -> Option<Vec<ShapeId>> {
        if selector.is_filter() {
            return self.run(selector, candidates.iter().copied().collect());
        }
        let yielded: Ids = self.select(selector)?.into_iter().collect();
        let among = candidates.iter().copied();
        Some(among.filter(|id| yielded.contains(id)).collect())
    }

    fn run(&self, selector: &Selector, start: Ids) -> Option<Vec<ShapeId>> {
        self.visits.set(0);
        let found = self.steps(&selector.steps, start);
        (self.visits.get() <= VISIT_LIMIT).then(|| found.into_iter().collect())
    }

    /// Nested at most as deep as the selector is, which the parser bounds.
    fn steps(&self, steps: &[Step], start: Ids) -> Ids {
        let mut ids = start;
        for step in steps {
            self.visits.set(self.visits.get().saturating_add(ids.len()));
            if ids.is_empty() || self.visits.get() > VISIT_LIMIT {
                return Ids::default();
            }
            ids = self.step(step, ids);
        }
        ids
    }

    fn step(&self, step: &Step, ids: Ids) -> Ids {
        match step {
            Step::Type(test) => self.filter(ids, |subject| test.matches(subject.shape_type())),
            Step::Attribute(attribute) => self.filter(ids, |subject| attribute.matches(subject)),
            Step::Test(parts) => self.filter(ids, |subject| {
                parts.iter().any(|part| self.yields(part, subject.id()))
            }),
            Step::Not(part) => self.filter(ids, |subject| !self.yields(part, subject.id())),
            Step::Is(parts) => {
                let mut found = Ids::default();
                for part in parts {
                    found.extend(self.steps(&part.steps, ids.clone()));
                }
                found
            }
            Step::Forward(labels) => self.forward(&ids, labels),
            Step::Reverse(labels) => self.reverse(&ids, labels),
            Step::Recursive => self.recursive(&ids),
        }
    }

    fn yields(&self, selector: &Selector, id: ShapeId) -> bool {
        let start = std::iter::once(id).collect();
        !self.steps(&selector.steps, start).is_empty()
    }

    fn filter(&self, mut ids: Ids, keep: impl Fn(Subject<'m>) -> bool) -> Ids {
        ids.retain(|id| Subject::of(self.graph.model(), *id).is_some_and(&keep));
        ids
    }

    fn forward(&self, ids: &Ids, labels: &[Box<str>]) -> Ids {
        let mut found = Ids::default();
        let model = self.graph.model();
        for subject in ids.iter().filter_map(|id| Subject::of(model, *id)) {
            for_each_neighbor(subject, |relationship| {
                if follows(&relationship, labels)
                    && Subject::of(model, relationship.target).is_some()
                {
                    found.insert(relationship.target);
                }
            });
            if labels.iter().any(|label| **label == *"trait") {
                let traits = subject.traits().iter().map(|applied| applied.id);
                found.extend(traits.filter(|id| model.shape(*id).is_some()));
            }
        }
        found
    }

    fn reverse(&self, ids: &Ids, labels: &[Box<str>]) -> Ids {
        let mut found = Ids::default();
        for id in ids {
            for relationship in self.graph.to(*id) {
                if follows(relationship, labels) {
                    found.insert(relationship.source);
                }
            }
            if labels.iter().any(|label| **label == *"trait") {
                found.extend(self.graph.with_trait(*id).iter().copied());
            }
        }
        found
    }

    fn recursive(&self, ids: &Ids) -> Ids {
        let mut found = Ids::default();
        let model = self.graph.model();
        let mut waiting: Vec<ShapeId> = ids.iter().rev().copied().collect();
        let mut expanded = Ids::default();
        while let Some(id) = waiting.pop() {
            let Some(subject) = Subject::of(model, id) else {
                continue;
            };
            if !expanded.insert(id) {
                continue;
            }
            self.visits.set(self.visits.get().saturating_add(1));
            for_each_neighbor(subject, |relationship| {
                let target = relationship.target;
                if relationship.kind.is_directed() && Subject::of(model, target).is_some() {
                    // A starting shape is not its own neighbour, even where a path leads back.
                    if !ids.contains(&target) || ids.len() > 1 {
                        found.insert(target);
                    }
                    waiting.push(target);
                }
            });
        }
        found
    }
}

fn follows(relationship: &Relationship, labels: &[Box<str>]) -> bool {
    if relationship.kind == RelationshipKind::MemberContainer {
        return false;
    }
    let label = relationship.kind.label().unwrap_or("");
    labels.is_empty() || labels.iter().any(|wanted| **wanted == *label)
}

impl TypeTest {
    fn matches(self, found: ShapeType) -> bool {
        match self {
            Self::Of(ShapeType::String) => matches!(found, ShapeType::String | ShapeType::Enum),
            Self::Of(ShapeType::Integer) => {
                matches!(found, ShapeType::Integer | ShapeType::IntEnum)
            }
            Self::Of(ShapeType::List) | Self::Collection => {
                matches!(found, ShapeType::List | ShapeType::Set)
            }
            Self::Of(wanted) => found == wanted,
            Self::Number => found.is_number(),
            Self::Simple => found.category() == Category::Simple,
            Self::Aggregate => found.category() == Category::Aggregate,
            Self::Service => found.category() == Category::Service,
            Self::Data => matches!(found.category(), Category::Simple | Category::Aggregate),
        }
    }
}
