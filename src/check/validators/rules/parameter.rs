//! `RuleSetParameter`: the parameters of a rule set are those that the model supplies, with the
//! same types; every operation supplies those that are required, and the tests use them.

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::check::Context;
use crate::diag::{Code, Diagnostics, nearest};
use crate::model::{AppliedTrait, Shape};
use crate::rules::Parameter;

use super::model_parameters::{self, ModelParameters};
use super::{MOST_CANDIDATES, operations, test_parameters};

const UNMATCHED: Code = Code::error(
    "rules-parameter-unmatched",
    "RuleSetParameter.RuleSet.UnmatchedName",
);
const MISMATCH: Code = Code::error(
    "rules-parameter-type",
    "RuleSetParameter.RuleSet.TypeMismatch",
);
const UNBOUND: Code = Code::error(
    "rules-parameter-unbound",
    "RuleSetParameter.Operation.RequiredMissing",
);

/// How a parameter can get its value.
const SOURCES: &str = "supply it with `@clientContextParams`, `@contextParam`, \
    `@staticContextParams` or `@operationContextParams`, or make it a built-in";

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let service = rules.service;
        let mut operations_of_service = None;
        for (applied, parameters) in rules.parameters() {
            let operations = operations_of_service
                .get_or_insert_with(|| operations(context, service))
                .as_slice();
            let supplied = model_parameters::collect(context, service, operations, out);
            matching(service, applied, parameters, &supplied, out);
            required(context, service, parameters, operations, out);
            if let Some(cases) = rules.sound_cases() {
                test_parameters::check(service.id, parameters, cases, out);
            }
        }
    }
}

fn matching(
    service: &Shape,
    applied: &AppliedTrait,
    parameters: &[Parameter<'_>],
    supplied: &ModelParameters<'_>,
    out: &mut Diagnostics,
) {
    let mut known: IndexSet<&str, FxBuildHasher> = IndexSet::default();
    for parameter in parameters {
        known.insert(parameter.name);
        if parameter.built_in.is_some() {
            continue;
        }
        let Some(source) = supplied.get(parameter.name) else {
            let report = UNMATCHED
                .at(
                    parameter.name_span,
                    format!(
                        "nothing in the model supplies the parameter `{}`",
                        parameter.name
                    ),
                )
                .shape(service.id)
                .event_at(parameter.span)
                .here("never has a value");
            let near = nearest(
                parameter.name,
                supplied.keys().copied().take(MOST_CANDIDATES),
            );
            out.push(match near.first() {
                Some(near) => report.help(format!("the model supplies `{near}`; is that meant?")),
                None => report.help(SOURCES),
            });
            continue;
        };
        if source.kind != parameter.kind {
            out.push(
                MISMATCH
                    .at(
                        parameter.name_span,
                        format!(
                            "the parameter `{}` is {} here, but the model supplies {}",
                            parameter.name,
                            parameter.kind.describe(),
                            source.kind.describe()
                        ),
                    )
                    .shape(service.id)
                    .event_at(parameter.span)
                    .here(parameter.kind.describe())
                    .label(source.span, source.kind.describe()),
            );
        }
    }
    for (name, source) in supplied {
        if known.contains(name) {
            continue;
        }
        out.push(
            UNMATCHED
                .at(
                    source.span,
                    format!("the rule set has no parameter `{name}`"),
                )
                .shape(service.id)
                .event_at(applied.span)
                .here("supplied, but not used")
                .help("add it to the `parameters` of the rule set, or do not supply it"),
        );
    }
}

/// Every operation must supply what is required, has no default and is no built-in.
fn required<'m>(
    context: &Context<'m>,
    service: &'m Shape,
    parameters: &[Parameter<'_>],
    operations: &[&'m Shape],
    out: &mut Diagnostics,
) {
    let required: Vec<&Parameter<'_>> = parameters
        .iter()
        .filter(|one| one.required && one.default.is_none() && one.built_in.is_none())
        .collect();
    if required.is_empty() {
        return;
    }
    let of_client = model_parameters::of_client(service);
    for operation in operations {
        let mut bound = FxHashSet::default();
        model_parameters::of_operation(context, operation, &mut bound);
        for parameter in &required {
            if of_client.contains(parameter.name) || bound.contains(parameter.name) {
                continue;
            }
            out.push(
                UNBOUND
                    .at(
                        operation.name_span,
                        format!(
                            "`{}` does not supply the required parameter `{}`",
                            operation.id.name, parameter.name
                        ),
                    )
                    .shape(operation.id)
                    .here("no value for its endpoint")
                    .label(parameter.name_span, "required here")
                    .help("supply it with `@contextParam`, `@staticContextParams` or `@operationContextParams`, or give it a default"),
            );
        }
    }
}
