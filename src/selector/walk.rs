//! Walks along relationships, for whole sets at once.

use crate::knowledge::{Graph, Index, Number};

use super::sets::{Seen, Set};
use super::tree::Neighbors;

/// That no number was noted.
const NOBODY: Number = Number::MAX;

/// The neighbours of a set, each once; the other way round where `turned`. Linear in the
/// relationships of the set.
pub(super) fn neighbors(
    graph: &Graph<'_>,
    seen: &mut Seen,
    set: &[Number],
    neighbors: Neighbors,
    turned: bool,
) -> (Set, usize) {
    let index = graph.index();
    let backward = neighbors.backward != turned;
    let mut found = Set::new();
    let mut steps = set.len();
    seen.clear();
    for number in set {
        let edges = if backward {
            index.backward(*number)
        } else {
            index.forward(*number)
        };
        steps += edges.len();
        for edge in edges {
            if neighbors.contains(edge.kind) && seen.insert(edge.other) {
                found.push(edge.other);
            }
        }
        if neighbors.traits {
            let Some(subject) = index.subject(*number) else {
                continue;
            };
            let mut push = |id| {
                steps += 1;
                if let Some(other) = index.number(id).filter(|other| seen.insert(*other)) {
                    found.push(other);
                }
            };
            if backward {
                graph
                    .with_trait(subject.id())
                    .iter()
                    .copied()
                    .for_each(&mut push);
            } else {
                subject
                    .traits()
                    .iter()
                    .map(|applied| applied.id)
                    .for_each(&mut push);
            }
        }
    }
    (found, steps)
}

/// Everything that can be reached from a set: each shape to which a way of one relationship or
/// more leads from a shape of the set other than itself. Linear in the relationships walked.
///
/// From one shape that is a plain search. From several, a shape of the set counts only where
/// another of the set leads to it, so each shape notes up to two different ones that lead to it;
/// two are enough to know, and each shape is passed at most twice.
#[derive(Debug)]
pub(super) struct Reach {
    seen: Seen,
    first: Vec<Number>,
    second: Vec<Number>,
}

impl Reach {
    /// For numbers below `len`.
    pub fn new(len: usize) -> Self {
        Self {
            seen: Seen::new(len),
            first: vec![NOBODY; len],
            second: vec![NOBODY; len],
        }
    }

    /// What is reached, and how many relationships were looked at.
    pub fn from(&mut self, index: &Index<'_>, set: &[Number], backward: bool) -> (Set, usize) {
        let edges = |number| {
            if backward {
                index.backward(number)
            } else {
                index.forward(number)
            }
        };
        let mut steps = set.len();
        let mut found = Set::new();
        self.seen.clear();
        if let [only] = set {
            self.seen.insert(*only);
            let mut waiting = vec![*only];
            while let Some(number) = waiting.pop() {
                let edges = edges(number);
                steps += edges.len();
                for edge in edges {
                    if self.seen.insert(edge.other) {
                        found.push(edge.other);
                        waiting.push(edge.other);
                    }
                }
            }
            return (found, steps);
        }
        let mut touched = Set::new();
        let mut waiting: Vec<(Number, Number)> = set.iter().map(|one| (*one, *one)).collect();
        while let Some((number, source)) = waiting.pop() {
            let edges = edges(number);
            steps += edges.len();
            for edge in edges {
                let at = edge.other as usize;
                let (Some(first), Some(second)) = (self.first.get_mut(at), self.second.get_mut(at))
                else {
                    continue;
                };
                if self.seen.insert(edge.other) {
                    (*first, *second) = (source, NOBODY);
                    touched.push(edge.other);
                } else if *first != source && *second == NOBODY {
                    *second = source;
                } else {
                    continue;
                }
                waiting.push((edge.other, source));
            }
        }
        found.extend(touched.into_iter().filter(|number| {
            let at = *number as usize;
            self.first.get(at) != Some(number)
                || self.second.get(at).is_some_and(|second| *second != NOBODY)
        }));
        (found, steps)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::knowledge::testing;
    use crate::model::Model;
    use crate::name::{ShapeId, ShapeType};

    /// Structures `S0`, `S1`, …, and a member for each arrow.
    fn graph_of(arrows: &[(usize, usize)], count: usize) -> Model {
        let mut model = Model::default();
        let id = |one: usize| testing::id(&format!("S{one}"));
        for one in 0..count {
            let names: Vec<(String, ShapeId)> = arrows
                .iter()
                .filter(|(from, _)| *from == one)
                .map(|(_, to)| (format!("m{to}"), id(*to)))
                .collect();
            let shape = testing::shape(id(one), ShapeType::Structure, Vec::new());
            let members = names
                .iter()
                .map(|(name, to)| (name.as_str(), *to, Vec::new()))
                .collect();
            testing::add(&mut model, shape, members);
        }
        model
    }

    fn reached_one_by_one(index: &Index<'_>, set: &[Number], backward: bool) -> BTreeSet<Number> {
        let mut reach = Reach::new(index.len());
        let each = set
            .iter()
            .flat_map(|one| reach.from(index, &[*one], backward).0);
        each.collect()
    }

    #[test]
    fn many_starts_at_once_give_what_each_gives_alone() {
        let models = [
            graph_of(&[(0, 0)], 1),
            graph_of(&[(0, 1), (1, 0)], 2),
            graph_of(&[(0, 1), (1, 2), (2, 0), (2, 3), (4, 4)], 5),
            graph_of(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 3), (4, 0)], 6),
        ];
        for model in &models {
            let index = Index::new(model);
            let mut reach = Reach::new(index.len());
            for chosen in 1u32..1 << index.len().min(10) {
                let set: Set = index
                    .numbers()
                    .filter(|one| chosen >> one & 1 == 1)
                    .collect();
                for backward in [false, true] {
                    let (found, _) = reach.from(&index, &set, backward);
                    let unique: BTreeSet<Number> = found.iter().copied().collect();
                    assert_eq!(unique.len(), found.len());
                    assert_eq!(
                        unique,
                        reached_one_by_one(&index, &set, backward),
                        "{set:?}"
                    );
                }
            }
        }
    }
}
