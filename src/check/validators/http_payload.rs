//! `HttpPayload`: beside a payload no member is left without a place.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
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
            if let Some(structure) = context.structure(id)
                && seen.insert((id, direction == Direction::Request))
            {
                check(structure, direction, out);
            }
        }
    }
    for (subject, _) in context.applied(known::ERROR) {
        check(subject.container(), Direction::Response, out);
    }
}

fn check(structure: &Shape, direction: Direction, out: &mut Diagnostics) {
    let bindings = bindings(structure, direction);
    let unbound: Vec<_> = bindings
        .iter()
        .filter(|binding| binding.location == Location::Unbound)
        .map(|binding| binding.member)
        .collect();
    let Some(first) = unbound.first() else {
        return;
    };
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
    out.push(report);
}
