//! Predicates: whether a chain yields something for a shape.
//!
//! A predicate is first tried shape by shape, from the shape on. Where that has cost as much as
//! looking at the whole model once, the chain is evaluated backwards instead, from everything it
//! could yield to all shapes that yield it, and from then on each shape is only looked up. So a
//! predicate costs at most about twice what the better of the two ways would have cost.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::knowledge::Number;

use super::compile::{Chain, Predicate, Step};
use super::environment::{EMPTY, Environment};
use super::evaluate::{Run, Worked};
use super::sets::{Set, sorted, union};

/// What is known of all predicates.
#[derive(Debug)]
pub(super) struct Domains(Vec<FxHashMap<Environment, Domain>>);

/// What is known of one predicate for given values of the variables.
#[derive(Clone, Debug)]
enum Domain {
    /// How much work was done, shape by shape.
    Tried(usize),
    /// All shapes for which it holds, in order.
    Known(Rc<[Number]>),
}

impl Domains {
    pub fn new(predicates: usize) -> Self {
        Self(vec![FxHashMap::default(); predicates])
    }

    fn get(&self, predicate: &Predicate, environment: Environment) -> Option<&Domain> {
        self.0.get(predicate.number)?.get(&environment)
    }

    fn set(&mut self, predicate: &Predicate, environment: Environment, domain: Domain) {
        if let Some(domains) = self.0.get_mut(predicate.number) {
            domains.insert(environment, domain);
        }
    }
}

impl<'r> Run<'r, '_> {
    /// Whether a predicate yields something for a shape.
    pub fn holds(
        &mut self,
        predicate: &'r Predicate,
        environment: Environment,
        number: Number,
    ) -> Worked<bool> {
        let chain = &*predicate.chain;
        if chain.local {
            return self.passes(chain, environment, number);
        }
        if chain.writes {
            let groups = self.chain(chain, vec![(environment, vec![number])])?;
            return Ok(!groups.is_empty());
        }
        let key = if chain.reads { environment } else { EMPTY };
        let tried = match self.domains.get(predicate, key) {
            Some(Domain::Known(known)) => {
                let known = Rc::clone(known);
                self.spend(1)?;
                return Ok(known.binary_search(&number).is_ok());
            }
            Some(Domain::Tried(work)) => *work,
            None => 0,
        };
        if tried > self.index.len() {
            let all = self.index.numbers().collect();
            let known = sorted(self.back_through(chain, environment, all)?);
            self.spend(known.len())?;
            let holds = known.binary_search(&number).is_ok();
            self.domains.set(predicate, key, Domain::Known(known));
            return Ok(holds);
        }
        let before = self.spent();
        let yielded = self.through(chain, environment, vec![number])?;
        let work = self.spent() - before;
        self.domains
            .set(predicate, key, Domain::Tried(tried + work));
        Ok(!yielded.is_empty())
    }

    /// Whether a shape is among what a chain yields for it.
    pub fn finds(
        &mut self,
        predicate: &'r Predicate,
        environment: Environment,
        number: Number,
    ) -> Worked<bool> {
        let chain = &*predicate.chain;
        if !chain.constant {
            let groups = self.chain(chain, vec![(environment, vec![number])])?;
            return Ok(groups.iter().any(|(_, set)| set.contains(&number)));
        }
        let key = if chain.reads { environment } else { EMPTY };
        self.spend(1)?;
        if let Some(Domain::Known(known)) = self.domains.get(predicate, key) {
            return Ok(known.binary_search(&number).is_ok());
        }
        let yielded = sorted(self.through(chain, environment, vec![number])?);
        let found = yielded.binary_search(&number).is_ok();
        self.domains.set(predicate, key, Domain::Known(yielded));
        Ok(found)
    }

    /// Whether a chain that looks at nothing but the shape lets it through.
    fn passes(
        &mut self,
        chain: &'r Chain,
        environment: Environment,
        number: Number,
    ) -> Worked<bool> {
        for step in &chain.steps {
            self.spend(1)?;
            let passes = match step {
                Step::Types(types) => {
                    let found = self.index.shape_type(number);
                    found.is_some_and(|found| types.contains(found))
                }
                Step::Is(parts) => {
                    let mut any = false;
                    for part in parts {
                        any = any || self.passes(part, environment, number)?;
                    }
                    any
                }
                Step::Test(parts) => {
                    let mut any = false;
                    for part in parts {
                        any = any || self.passes(&part.chain, environment, number)?;
                    }
                    any
                }
                Step::Not(part) => !self.passes(&part.chain, environment, number)?,
                Step::Forget(_) => true,
                step => {
                    let subject = self.index.subject(number);
                    subject.is_some_and(|subject| self.satisfies(step, environment, subject))
                }
            };
            if !passes {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// All shapes for which a chain that sets no variables yields any of `set`. Recursive, as
    /// deep as selectors nest.
    fn back_through(
        &mut self,
        chain: &'r Chain,
        environment: Environment,
        mut set: Set,
    ) -> Worked<Set> {
        for step in chain.steps.iter().rev() {
            if set.is_empty() {
                break;
            }
            self.spend(1 + set.len())?;
            set = self.back(step, environment, set)?;
        }
        Ok(set)
    }

    fn back(&mut self, step: &'r Step, environment: Environment, set: Set) -> Worked<Set> {
        Ok(match step {
            Step::Nothing | Step::Store(..) => Set::new(),
            Step::Forget(_) => set,
            Step::Neighbors(neighbors) => self.neighbors(&set, *neighbors, true)?,
            Step::Reachable { backward } => self.reachable(&set, !backward)?,
            Step::Is(parts) => {
                let mut found = Vec::with_capacity(parts.len());
                for part in parts {
                    found.push(self.back_through(part, environment, set.clone())?);
                }
                union(&mut self.seen, found)
            }
            Step::Root(number) => {
                let yielded = self.roots.get(*number).cloned();
                self.all_if_shared(yielded, &set)?
            }
            Step::Load(variable) => {
                let value = self.environments.get(environment, *variable).cloned();
                self.all_if_shared(value, &set)?
            }
            Step::TopDown(qualifier, disqualifier) => {
                let wanted = sorted(set);
                let mut found = Set::new();
                for number in self.index.numbers() {
                    self.spend(1)?;
                    let disqualifier = disqualifier.as_ref();
                    let yielded = self.top_down(qualifier, disqualifier, environment, &[number])?;
                    if yielded.iter().any(|one| wanted.binary_search(one).is_ok()) {
                        found.push(number);
                    }
                }
                found
            }
            Step::Recursive(part) => {
                let mut known = rustc_hash::FxHashSet::default();
                let mut all = Set::new();
                let mut newest = set;
                while !newest.is_empty() {
                    newest = self.back_through(part, environment, newest)?;
                    newest.retain(|number| known.insert(*number));
                    all.extend(&newest);
                }
                all
            }
            filter => self.keep(filter, environment, set)?,
        })
    }

    /// Every shape, where two sets have one in common: a step that yields the same for every shape
    /// yields one of `set` for all or for none.
    fn all_if_shared(&mut self, yielded: Option<Rc<[Number]>>, set: &[Number]) -> Worked<Set> {
        let yielded = yielded.unwrap_or_default();
        self.spend(set.len() + self.index.len())?;
        if set.iter().any(|one| yielded.binary_search(one).is_ok()) {
            Ok(self.index.numbers().collect())
        } else {
            Ok(Set::new())
        }
    }
}
