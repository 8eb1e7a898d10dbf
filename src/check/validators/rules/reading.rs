//! Values of endpoint traits that fit their shapes and still cannot be read: the reference refuses
//! them while it loads (event id `Model`).

use crate::check::Context;
use crate::check::validators::trait_value;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::AppliedTrait;
use crate::name::{ShapeId, ShapeType, known};

const CLIENT_TYPE: Code = Code::error("client-parameter-type", "Model");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let service = rules.service.id;
        if let Some(bdd) = &rules.bdd {
            refuse(context, service, bdd.applied, &bdd.problems, out);
        }
        if let Some(cases) = &rules.cases {
            refuse(context, service, cases.applied, &cases.problems, out);
        }
    }
    for (subject, applied) in context.applied(known::CLIENT_CONTEXT_PARAMS) {
        let entries = applied.value.as_object().into_iter();
        for entry in entries.flat_map(|object| object.iter()) {
            let Some(node) = entry.value.get("type") else {
                continue;
            };
            let Some(text) = node.as_str() else {
                continue;
            };
            if ShapeType::from_name(text).is_none() {
                out.push(
                    CLIENT_TYPE
                        .at(
                            node.span,
                            format!(
                                "the parameter `{}` has the unknown type `{text}`",
                                entry.key
                            ),
                        )
                        .shape(subject.id())
                        .event_at(applied.span)
                        .here("no type")
                        .help("the types are `string` and `boolean`"),
                );
            }
        }
    }
}

/// The reference gives up at the first problem; people are told all.
fn refuse(
    context: &Context<'_>,
    service: ShapeId,
    applied: &AppliedTrait,
    problems: &[Diagnostic],
    out: &mut Diagnostics,
) {
    if trait_value::is_unreadable(context, applied) {
        return;
    }
    for (number, problem) in problems.iter().enumerate() {
        let mut report = problem
            .clone()
            .event("Model")
            .shape(service)
            .event_at(applied.span);
        report.beyond = number > 0;
        out.push(report);
    }
}
