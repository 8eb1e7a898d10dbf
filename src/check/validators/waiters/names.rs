//! `UniqueWaiterNames`: no two operations of a service have waiters whose names differ in case
//! only.

use indexmap::IndexMap;

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::AppliedTrait;
use crate::name::{ShapeId, known};
use crate::node::Entry;

const CONFLICT: Code = Code::error("waiter-name-conflict", "UniqueWaiterNames");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.applied(known::WAITABLE).next().is_none() {
        return;
    }
    for (service, closure) in context.closures() {
        let mut users: IndexMap<String, Vec<(ShapeId, &AppliedTrait, &Entry)>> = IndexMap::new();
        for operation in closure.operations.keys() {
            let applied = context
                .model
                .shape(*operation)
                .and_then(|shape| shape.traits.get(known::WAITABLE));
            let Some(applied) = applied else {
                continue;
            };
            let waiters = applied.value.as_object().into_iter().flat_map(|o| o.iter());
            for waiter in waiters {
                let same = users.entry(waiter.key.to_lowercase()).or_default();
                // Two names of one operation are not told apart by the operation.
                if same.last().is_none_or(|(last, ..)| last != operation) {
                    same.push((*operation, applied, waiter));
                }
            }
        }
        for same in users.values().filter(|same| same.len() > 1) {
            let Some((first, _, first_waiter)) = same.first() else {
                continue;
            };
            for (operation, applied, waiter) in same {
                let mut report = CONFLICT
                    .at(
                        waiter.key_span,
                        format!(
                            "`{}` names waiters of {} operations of the service `{}`",
                            waiter.key,
                            same.len(),
                            service.id.name
                        ),
                    )
                    .shape(*operation)
                    .event_at(applied.value.span)
                    .here(format!("a waiter of `{}`", operation.name));
                if operation == first {
                    for (other, _, waiter) in same.iter().skip(1).take(LABELS) {
                        report = context.label(
                            report,
                            waiter.key_span,
                            format!("a waiter of `{}`", other.name),
                        );
                    }
                    report = report
                        .note("clients offer the waiters of a service side by side, and some ignore case in names")
                        .help("give each waiter a name of its own");
                } else {
                    // The report on the first operation points at all of them.
                    report = context
                        .label(report, first_waiter.key_span, "also here")
                        .echo();
                }
                out.push(report);
            }
        }
    }
}

/// How many of the other waiters a report points at.
const LABELS: usize = 4;
