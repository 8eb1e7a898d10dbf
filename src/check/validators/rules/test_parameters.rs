//! The parameters that test cases give: all are known, have the right types, and every parameter of
//! the rule set is given somewhere.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::diag::{Code, Diagnostics, nearest};
use crate::name::ShapeId;
use crate::node::{Entry, Object};
use crate::rules::{Cases, Parameter, ParameterType};

use super::{MOST_CANDIDATES, opening};

const UNUSED: Code = Code::danger("rules-test-unused", "RuleSetParameter.TestCase.Unused");
const MISMATCH: Code = Code::error("rules-test-type", "RuleSetParameter.TestCase.TypeMismatch");
const MISSING: Code = Code::error(
    "rules-test-missing",
    "RuleSetParameter.TestCase.RequiredMissing",
);
const UNDEFINED: Code = Code::error(
    "rules-test-undefined",
    "RuleSetParameter.TestCase.Undefined",
);

/// After how many reports tests are no longer searched for what they lack.
const MOST_SEARCHES: usize = 100;

pub(super) fn check(
    service: ShapeId,
    parameters: &[Parameter<'_>],
    cases: &Cases<'_>,
    out: &mut Diagnostics,
) {
    let mut given: IndexMap<&str, Vec<&Entry>, FxBuildHasher> = IndexMap::default();
    for case in &cases.cases {
        for entry in case.params.into_iter().flat_map(Object::iter) {
            given.entry(&entry.key).or_default().push(entry);
        }
    }
    for parameter in parameters {
        let name = parameter.name;
        let uses = given.get(name).map_or(&[][..], |uses| uses);
        if uses.is_empty() {
            out.push(
                UNUSED
                    .at(
                        parameter.name_span,
                        format!("no endpoint test gives the parameter `{name}`"),
                    )
                    .shape(service)
                    .event_at(parameter.span)
                    .here("not tested")
                    .help("add a test case whose `params` give it"),
            );
        }
        for entry in uses {
            if ParameterType::of(&entry.value) == Some(parameter.kind) {
                continue;
            }
            out.push(
                MISMATCH
                    .at(
                        entry.value.span,
                        format!(
                            "the parameter `{name}` must be {}, but this test gives {}",
                            parameter.kind.describe(),
                            entry.value.describe()
                        ),
                    )
                    .shape(service)
                    .here(format!("expected {}", parameter.kind.describe()))
                    .label(parameter.name_span, "declared here"),
            );
        }
        if parameter.required && parameter.default.is_none() && uses.len() < cases.cases.len() {
            let report = MISSING
                .at(
                    parameter.name_span,
                    format!("an endpoint test does not give the required parameter `{name}`"),
                )
                .shape(service)
                .event_at(parameter.span)
                .here("required, without a default");
            // Looking for the test takes time, and some examples will do.
            let searched = if out.len() < MOST_SEARCHES {
                &*cases.cases
            } else {
                &[]
            };
            let without = searched
                .iter()
                .find(|case| !case.params.is_some_and(|params| params.contains(name)));
            out.push(match without {
                Some(case) => report.label(opening(case.span), "not given in this test"),
                None => report,
            });
        }
    }
    let known: FxHashSet<&str> = parameters.iter().map(|one| one.name).collect();
    for (name, uses) in &given {
        if known.contains(name) {
            continue;
        }
        let Some(first) = uses.first() else {
            continue;
        };
        let report = UNDEFINED
            .at(
                first.key_span,
                format!("the rule set has no parameter `{name}`"),
            )
            .shape(service)
            .event_at(first.value.span)
            .here("not a parameter");
        let names = parameters.iter().map(|parameter| parameter.name);
        out.push(match nearest(name, names.take(MOST_CANDIDATES)).first() {
            Some(near) => report.help(format!("did you mean `{near}`?")),
            None => report,
        });
    }
}
