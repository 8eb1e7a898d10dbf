//! `RuleSetBuiltIn`: built-in values are those that clients know.

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::name::ShapeId;
use crate::rules::BUILT_INS;
use crate::text::Span;

const UNKNOWN: Code = Code::error("rules-unknown-built-in", "RuleSetBuiltIn");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let service = rules.service.id;
        for parameter in rules.parameters().flat_map(|(_, parameters)| parameters) {
            let Some((name, span)) = parameter.built_in else {
                continue;
            };
            if !is_known(name) {
                out.push(
                    unknown(name, span, service)
                        .event("RuleSetBuiltIn.RuleSet")
                        .event_at(parameter.span),
                );
            }
        }
        let cases = rules.sound_cases().into_iter().flat_map(|read| &read.cases);
        for (test, case) in cases.enumerate() {
            for (number, input) in case.inputs.iter().enumerate() {
                let entries = input.built_ins.into_iter();
                for entry in entries.flat_map(|object| object.iter()) {
                    if !is_known(&entry.key) {
                        out.push(
                            unknown(&entry.key, entry.key_span, service)
                                .event(format!("RuleSetBuiltIn.TestCase.{test}.Inputs.{number}"))
                                .event_at(input.span),
                        );
                    }
                }
            }
        }
    }
}

fn is_known(name: &str) -> bool {
    BUILT_INS.binary_search(&name).is_ok()
}

fn unknown(name: &str, span: Span, service: ShapeId) -> Diagnostic {
    let report = UNKNOWN
        .at(span, format!("there is no built-in `{name}`"))
        .shape(service)
        .here("no client knows it");
    match nearest(name, BUILT_INS.iter().copied()).first() {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report.note(format!("the built-ins are {}", BUILT_INS.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn built_ins_are_sorted() {
        assert!(super::BUILT_INS.is_sorted());
    }
}
