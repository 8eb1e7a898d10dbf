//! Validators of the traits of `smithy.rules`.
//!
//! What they share: the rule sets, decision diagrams and test cases of all services, each read once
//! ([`crate::check::Context::endpoint_rules`]). A validator looks at what was read without
//! problems only; the problems themselves are reported by `reading` and `rule_set`.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::check::Context;
use crate::diag::Diagnostics;
use crate::knowledge::Closure;
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::rules::{Bdd, Cases, Parameter, RuleSet};
use crate::text::Span;

pub(super) mod auth_schemes;
pub(super) mod bdd;
pub(super) mod built_in;
pub(super) mod endpoint_tests;
pub(super) mod missing_docs;
mod model_parameters;
pub(super) mod operation_params;
pub(super) mod parameter;
pub(super) mod reading;
pub(super) mod rule_set;
pub(super) mod static_params;
pub(super) mod test_case;
mod test_parameters;
pub(super) mod uri;
pub(super) mod version;

/// Among how many names one that is meant is looked for.
const MOST_CANDIDATES: usize = 200;

/// What a service says about its endpoints.
pub(in crate::check) struct ServiceRules<'m> {
    pub service: &'m Shape,
    pub rule_set: Option<Read<'m, RuleSet<'m>>>,
    pub bdd: Option<Read<'m, Bdd<'m>>>,
    pub cases: Option<Read<'m, Cases<'m>>>,
}

/// The value of a trait, as far as it could be read, and what is wrong with it.
pub(in crate::check) struct Read<'m, T> {
    pub applied: &'m AppliedTrait,
    value: T,
    pub problems: Diagnostics,
}

impl<'m, T> Read<'m, T> {
    fn new(applied: &'m AppliedTrait, (value, problems): (T, Diagnostics)) -> Self {
        Self {
            applied,
            value,
            problems,
        }
    }

    /// The value, if nothing is wrong with it.
    pub fn sound(&self) -> Option<&T> {
        self.problems.is_empty().then_some(&self.value)
    }
}

impl<'m> ServiceRules<'m> {
    /// The parameters of the rule set and of the decision diagram, each with its trait.
    pub fn parameters(&self) -> impl Iterator<Item = (&'m AppliedTrait, &[Parameter<'m>])> {
        let rule_set = self.rule_set.as_ref();
        let bdd = self.bdd.as_ref();
        let rule_set = rule_set.and_then(|read| Some((read.applied, &*read.sound()?.parameters)));
        let bdd = bdd.and_then(|read| Some((read.applied, &*read.sound()?.parameters)));
        rule_set.into_iter().chain(bdd)
    }

    pub fn sound_rule_set(&self) -> Option<&RuleSet<'m>> {
        self.rule_set.as_ref()?.sound()
    }

    pub fn sound_bdd(&self) -> Option<&Bdd<'m>> {
        self.bdd.as_ref()?.sound()
    }

    pub fn sound_cases(&self) -> Option<&Cases<'m>> {
        self.cases.as_ref()?.sound()
    }
}

/// Reads what all services say about their endpoints.
pub(in crate::check) fn read<'m>(context: &Context<'m>) -> Vec<ServiceRules<'m>> {
    let mut services: IndexMap<ShapeId, ServiceRules<'m>, FxBuildHasher> = IndexMap::default();
    for id in [
        known::ENDPOINT_RULE_SET,
        known::ENDPOINT_BDD,
        known::ENDPOINT_TESTS,
    ] {
        for (subject, applied) in context.applied(id) {
            let service = subject.container();
            if subject.shape_type() != ShapeType::Service {
                continue;
            }
            let rules = services.entry(service.id).or_insert_with(|| ServiceRules {
                service,
                rule_set: None,
                bdd: None,
                cases: None,
            });
            if id == known::ENDPOINT_RULE_SET {
                rules.rule_set = Some(Read::new(applied, RuleSet::read(&applied.value)));
            } else if id == known::ENDPOINT_BDD {
                rules.bdd = Some(Read::new(applied, Bdd::read(&applied.value)));
            } else {
                rules.cases = Some(Read::new(applied, Cases::read(&applied.value)));
            }
        }
    }
    services.into_values().collect()
}

/// The operations of a service, by id.
fn operations<'m>(context: &Context<'m>, service: &Shape) -> Vec<&'m Shape> {
    let closure: Option<&Closure> = context
        .closures()
        .iter()
        .find(|(shape, _)| shape.id == service.id)
        .map(|(_, closure)| closure);
    let mut operations: Vec<&Shape> = closure
        .into_iter()
        .flat_map(|closure| closure.operations.keys())
        .filter_map(|id| context.model.shape(*id))
        .collect();
    operations.sort_by_key(|shape| (shape.id.namespace.as_str(), shape.id.name.as_str()));
    operations
}

/// The opening bracket of an object: underlining all of it would show pages.
fn opening(span: Span) -> Span {
    let start = span.start as usize;
    Span::new(span.file, start, (start + 1).min(span.end as usize))
}
