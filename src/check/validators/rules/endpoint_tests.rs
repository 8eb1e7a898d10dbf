//! `EndpointTestsTrait`: the operation inputs of endpoint tests fit the operations they name, and
//! bring about the parameters of their test.

use rustc_hash::FxHashMap;

use crate::check::Context;
use crate::diag::{Code, Diagnostics, Severity, nearest};
use crate::model::Shape;
use crate::node::{Entry, Node, Object};
use crate::rules::{Expectation, OperationInput, Parameter};
use crate::values::Purpose;

use super::{MOST_CANDIDATES, ServiceRules, opening, operations};

const EVENT: &str = "EndpointTestsTrait";
const OPERATION: Code = Code::error("endpoint-test-operation", EVENT);
const BUILT_IN: Code = Code::error("endpoint-test-built-in", EVENT);
const INCONSISTENT: Code = Code::error("endpoint-test-inconsistent", EVENT);

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        check(context, rules, out);
    }
}

fn check(context: &Context<'_>, rules: &ServiceRules<'_>, out: &mut Diagnostics) {
    let Some(cases) = rules.sound_cases() else {
        return;
    };
    let mut by_name: Option<FxHashMap<&str, &Shape>> = None;
    let mut names: Option<Vec<&str>> = None;
    let fit = context.fit();
    for (_, parameters) in rules.parameters() {
        let filled_in: FxHashMap<&str, &Parameter<'_>> = parameters
            .iter()
            .filter(|parameter| parameter.built_in.is_some())
            .map(|parameter| (parameter.name, parameter))
            .collect();
        for case in &cases.cases {
            let params = case.params.filter(|_| !case.inputs.is_empty());
            let relied_on: Vec<(&Parameter<'_>, &Entry)> = params
                .into_iter()
                .flat_map(Object::iter)
                .filter_map(|entry| Some((*filled_in.get(&*entry.key)?, entry)))
                .collect();
            for input in &case.inputs {
                let by_name = by_name.get_or_insert_with(|| {
                    let operations = operations(context, rules.service);
                    let named = operations
                        .iter()
                        .map(|shape| (shape.id.name.as_str(), *shape));
                    named.collect()
                });
                let (name, span) = input.operation;
                let Some(operation) = by_name.get(name) else {
                    let report = OPERATION
                        .at(span, format!("the service has no operation `{name}`"))
                        .shape(rules.service.id)
                        .event_at(input.span)
                        .here("not an operation of the service");
                    // Sorted, so that the advice is always the same.
                    let names = names.get_or_insert_with(|| {
                        let mut names: Vec<&str> = by_name.keys().copied().collect();
                        names.sort_unstable();
                        names.truncate(MOST_CANDIDATES);
                        names
                    });
                    let near = nearest(name, names.iter().copied());
                    out.push(match near.first() {
                        Some(near) => report.help(format!("did you mean `{near}`?")),
                        None => report,
                    });
                    continue;
                };
                built_ins(rules.service, &relied_on, input, out);
                let Some(target) = operation.operation().map(|operation| operation.input.id) else {
                    continue;
                };
                let nothing;
                let value = match input.params {
                    Some(node) => node,
                    None => {
                        nothing = Node::empty_object(opening(input.span));
                        &nothing
                    }
                };
                let what = "the operation input of an endpoint test";
                let purpose = Purpose::new(EVENT, rules.service.id, &what);
                let mark = out.len();
                fit.check(value, target, &purpose, out);
                // A test of an error may be wrong on purpose.
                let error = matches!(case.expect, Expectation::Error(..));
                for report in out.iter_mut().skip(mark) {
                    if error || report.severity < Severity::Danger {
                        report.severity = Severity::Danger;
                    }
                }
            }
        }
    }
}

/// Built-in values come from the client's configuration: an operation input has to name those that
/// its test relies on, with the same value.
fn built_ins(
    service: &Shape,
    relied_on: &[(&Parameter<'_>, &Entry)],
    input: &OperationInput<'_>,
    out: &mut Diagnostics,
) {
    for (parameter, given) in relied_on {
        let Some((built_in, built_in_span)) = parameter.built_in else {
            continue;
        };
        if let Some(entry) = input
            .built_ins
            .and_then(|built_ins| built_ins.entry(built_in))
        {
            if !entry.value.same_value(&given.value) {
                out.push(
                    INCONSISTENT
                        .at(
                            entry.value.span,
                            format!("the built-in `{built_in}` differs from the parameter `{}` that it fills in", parameter.name),
                        )
                        .shape(service.id)
                        .event_at(service.span)
                        .here("one value")
                        .label(given.value.span, "another value")
                        .help("give both the same value"),
                );
            }
            continue;
        }
        let has_default = parameter
            .default
            .is_some_and(|default| default.same_value(&given.value));
        if !has_default {
            out.push(
                BUILT_IN
                    .at(
                        opening(input.span),
                        format!(
                            "the operation input does not give the built-in `{built_in}`, on which the test relies"
                        ),
                    )
                    .shape(service.id)
                    .here(format!("needs `{built_in}` in `builtInParams`"))
                    .label(
                        given.value.span,
                        format!("the test gives `{}`", parameter.name),
                    )
                    .label(built_in_span, "filled in by the built-in"),
            );
        }
    }
}
