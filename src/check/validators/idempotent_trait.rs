//! `IdempotentTrait`: the errors that it names are those of the operation.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeId, known};

const BOTH: Code = Code::error("idempotent-both", "IdempotentTrait");
const NOT_LISTED: Code = Code::error("idempotent-error", "IdempotentTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::IDEMPOTENT) {
        let Some(operation) = subject.container().operation() else {
            continue;
        };
        let head = applied.span;
        let properties =
            ["exists", "notFound"].map(|name| applied.value.get(name).map(|value| (name, value)));
        if let [Some((_, exists)), Some((_, missing))] = properties {
            let report = BOTH
                .at(
                    missing.span,
                    "`@idempotent` has both `exists` and `notFound`",
                )
                .shape(subject.id())
                .here("for an operation that removes")
                .label(exists.span, "for an operation that creates")
                .help("keep one of the two");
            out.push(report.event_at(head));
        }
        for (name, value) in properties.into_iter().flatten() {
            let nodes = value.as_array().unwrap_or(std::slice::from_ref(value));
            for node in nodes {
                let Some(id) = node.as_str().and_then(ShapeId::parse) else {
                    continue;
                };
                if operation.errors.iter().any(|error| error.id == id) {
                    continue;
                }
                let listed = ticked(operation.errors.iter().map(|error| error.id.name));
                let report = NOT_LISTED
                    .at(
                        node.span,
                        format!(
                            "`{name}` names `{}`, which is no error of `{}`",
                            id.name,
                            subject.id().name
                        ),
                    )
                    .shape(subject.id())
                    .here("not among the operation's errors");
                let report = report.event_at(head);
                out.push(if operation.errors.is_empty() {
                    report.help(format!("list it: `errors: [{}]`", id.name))
                } else {
                    report.note(format!("its errors are {listed}"))
                });
            }
        }
    }
}
