//! `HttpUriConflict`, `HttpUriFormat` and `HttpUriGreedyLabel`: URIs are ASCII, tell operations
//! apart, and have one greedy label at most, at their end.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Closure;
use crate::knowledge::uri::UriPattern;
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, known};
use crate::text::Span;
use crate::values::Match;

const CONFLICT: Code = Code::error("uri-conflict", "HttpUriConflict");
const NOT_ASCII: Code = Code::error("uri-not-ascii", "HttpUriFormat");
const SEVERAL_GREEDY: Code = Code::danger("several-greedy-labels", "HttpUriGreedyLabel");
const GREEDY_NOT_LAST: Code = Code::danger("greedy-label-not-last", "HttpUriGreedyLabel");

/// How many operations with the same method and URI one operation is compared with.
const COMPARED: usize = 200;

/// How many of them are named in a report.
const NAMED: usize = 3;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (shape, _, http) in context.http_operations() {
        format(shape, http, out);
    }
    for (_, closure) in context.closures() {
        conflicts(context, closure, out);
    }
}

fn uri_span(http: &AppliedTrait) -> Span {
    http.value.get("uri").map_or(http.span, |uri| uri.span)
}

fn format(shape: &Shape, http: &AppliedTrait, out: &mut Diagnostics) {
    let Some(uri) = http.value.get_str("uri") else {
        return;
    };
    let head = http.span;
    if !uri.is_ascii() {
        let report = NOT_ASCII
            .at(uri_span(http), "the URI of `@http` must be ASCII")
            .shape(shape.id)
            .here("holds other characters")
            .help("write them percent-encoded, as UTF-8");
        out.push(report.event_at(head));
    }
    let Ok(pattern) = UriPattern::parse(uri) else {
        return;
    };
    let labels: Vec<_> = pattern.labels().collect();
    for (i, greedy) in labels.iter().enumerate() {
        if !greedy.is_greedy() {
            continue;
        }
        for later in labels.iter().skip(i + 1) {
            if later.is_greedy() {
                let report = SEVERAL_GREEDY
                    .at(
                        uri_span(http),
                        format!(
                            "the URI has a second greedy label, `{{{}+}}`",
                            later.content
                        ),
                    )
                    .event("HttpUriGreedyLabel.MultipleGreedyLabels")
                    .shape(shape.id)
                    .here("two greedy labels")
                    .note("it could not be told where one ends and the other begins");
                out.push(report.event_at(head));
            }
            let report = GREEDY_NOT_LAST
                .at(
                    uri_span(http),
                    format!(
                        "the label `{{{}}}` follows the greedy label `{{{}+}}`",
                        later.content, greedy.content
                    ),
                )
                .event("HttpUriGreedyLabel.GreedyLabelIsNotLastLabel")
                .shape(shape.id)
                .here("a greedy label must be the last label")
                .note("a greedy label takes all the rest of the path");
            let report = report.event_at(head);
            // That there are two says it already.
            out.push(if later.is_greedy() {
                report.echo()
            } else {
                report
            });
        }
    }
}

struct Bound<'m> {
    shape: &'m Shape,
    http: &'m AppliedTrait,
    endpoint: Option<&'m str>,
}

fn conflicts(context: &Context<'_>, closure: &Closure, out: &mut Diagnostics) {
    let mut groups: IndexMap<String, Vec<Bound<'_>>> = IndexMap::new();
    for id in closure.operations.keys() {
        let Some(shape) = context.model.shape(*id) else {
            continue;
        };
        let Some(http) = shape.traits.get(known::HTTP) else {
            continue;
        };
        let (Some(method), Some(Ok(uri))) = (
            http.value.get_str("method"),
            http.value.get_str("uri").map(UriPattern::parse),
        ) else {
            continue;
        };
        let endpoint = shape
            .trait_value(known::ENDPOINT)
            .and_then(|value| value.get_str("hostPrefix"));
        let key = format!("{method} {} {}", endpoint.is_some(), uri.conflict_key());
        groups.entry(key).or_default().push(Bound {
            shape,
            http,
            endpoint,
        });
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        let mut told: FxHashSet<ShapeId> = FxHashSet::default();
        for bound in group {
            let others: Vec<&Bound<'_>> = group
                .iter()
                .filter(|other| other.shape.id != bound.shape.id)
                .take(COMPARED)
                .filter(|other| hosts_conflict(context, bound, other))
                .collect();
            if others.is_empty() {
                continue;
            }
            let named: Vec<String> = others
                .iter()
                .take(NAMED)
                .map(|other| format!("`{}`", other.shape.id.name))
                .collect();
            let more = if others.len() > NAMED {
                " and others"
            } else {
                ""
            };
            let mut report = CONFLICT
                .at(
                    uri_span(bound.http),
                    format!(
                        "`{}` has the same method and URI as {}{more}",
                        bound.shape.id.name,
                        named.join(", ")
                    ),
                )
                .shape(bound.shape.id)
                .here("the same requests match")
                .note(
                    "a service tells operations apart by method and URI; the names of labels do \
                     not count",
                )
                .help("change the path, the method or a literal query parameter of one of them");
            for other in others.iter().take(NAMED) {
                report = context.label(
                    report,
                    uri_span(other.http),
                    format!("`{}` is here", other.shape.id.name),
                );
            }
            let report = report.event_at(bound.shape.name_span);
            // Each operation has its event; a report shows the others as well.
            if told.contains(&bound.shape.id) {
                out.push(report.echo());
            } else {
                told.extend(others.iter().take(NAMED).map(|other| other.shape.id));
                out.push(report);
            }
        }
    }
}

/// Whether two operations of equal method and URI can also have the same host.
fn hosts_conflict(context: &Context<'_>, a: &Bound<'_>, b: &Bound<'_>) -> bool {
    let (Some(first), Some(second)) = (a.endpoint, b.endpoint) else {
        return true;
    };
    let (Ok(first), Ok(second)) = (
        UriPattern::parse_host_prefix(first),
        UriPattern::parse_host_prefix(second),
    ) else {
        return true;
    };
    // Literals that differ keep hosts apart, yet a service must not tell operations apart by host
    // alone; only labels whose patterns refuse all literals that they meet do.
    let mut met = false;
    for (left, right) in first.segments.iter().zip(&second.segments) {
        let apart = match (left.is_label(), right.is_label()) {
            (true, true) => continue,
            (false, false) if left.content == right.content => continue,
            (false, false) => break,
            (true, false) => excludes(context, a.shape, &left.content, &right.content),
            (false, true) => excludes(context, b.shape, &right.content, &left.content),
        };
        if !apart {
            return true;
        }
        met = true;
    }
    !met
}

/// Whether the pattern of the member behind a host label refuses a literal.
fn excludes(context: &Context<'_>, operation: &Shape, label: &str, literal: &str) -> bool {
    let input = operation
        .operation()
        .and_then(|operation| context.structure(operation.input.id));
    let pattern = input
        .and_then(|input| input.member(label.into()))
        .filter(|member| member.has_trait(known::HOST_LABEL))
        .and_then(|member| member.traits.text(known::PATTERN));
    pattern.is_some_and(|pattern| context.patterns.matches(pattern, literal) == Match::No)
}
