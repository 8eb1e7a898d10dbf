//! `HttpPayload`: beside a payload no member is left without a place.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::http::{Direction, Location, bindings};
use crate::model::Shape;
use crate::name::known;

const UNBOUND: Code = Code::error("unbound-beside-payload", "HttpPayload");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.graph.with_trait(known::HTTP_PAYLOAD).is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for (_, operation, _) in context.http_operations() {
        for (id, direction) in [
            (operation.input.id, Direction::Request),
            (operation.output.id, Direction::Response),
        ] {
            let Some(structure) = context.structure(id) else {
                continue;
            };
            if let Some(report) = check(structure, direction) {
                // Each operation has its event; a person needs to hear of the structure once.
                let again = !seen.insert((id, direction == Direction::Request));
                out.push(if again { report.echo() } else { report });
            }
        }
    }
    for (subject, _) in context.applied(known::ERROR) {
        out.extend(check(subject.container(), Direction::Response));
    }
}

fn check(structure: &Shape, direction: Direction) -> Option<Diagnostic> {
    let bindings = bindings(structure, direction);
    let unbound: Vec<_> = bindings
        .iter()
        .filter(|binding| binding.location == Location::Unbound)
        .map(|binding| binding.member)
        .collect();
    let first = unbound.first()?;
    let names = ticked(unbound.iter().map(|member| member.id.member));
    let verb = if unbound.len() == 1 { "has" } else { "have" };
    let mut report = UNBOUND
        .at(
            first.name_span,
            format!("{names} {verb} no place in the HTTP message"),
        )
        .shape(structure.id)
        .here("not bound to anything")
        .note("another member is the whole body, so the rest must be bound to something else")
        .help("bind it to a header or the query, or remove `@httpPayload`");
    let payload = bindings
        .iter()
        .filter(|binding| binding.location == Location::Payload)
        .find_map(|binding| binding.member.traits.get(known::HTTP_PAYLOAD));
    if let Some(payload) = payload {
        report = report.label(payload.span, "the body");
    }
    Some(report.event_at(structure.name_span))
}
