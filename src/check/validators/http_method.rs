//! `HttpMethodSemantics`: an operation keeps what its HTTP method promises.

use crate::check::Context;
use crate::check::context::ticked;
use crate::check::mending;
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::knowledge::http::{Direction, Location, bindings};
use crate::knowledge::uri::UriPattern;
use crate::model::{AppliedTrait, Operation, Shape};
use crate::name::known;

const CASE: Code = Code::warning("method-case", "HttpMethodSemantics");
const OPTIONS: Code = Code::warning("options-modeled", "HttpMethodSemantics");
const READONLY: Code = Code::warning("method-readonly", "HttpMethodSemantics");
const IDEMPOTENT: Code = Code::warning("method-idempotent", "HttpMethodSemantics");
const PAYLOAD: Code = Code::danger("unexpected-payload", "HttpMethodSemantics");

/// What a method promises: readonly, idempotent (either way is fine without a value), and whether
/// its requests have a body.
struct Semantics {
    readonly: bool,
    idempotent: Option<bool>,
    body: bool,
}

fn semantics(method: &str) -> Option<Semantics> {
    let (readonly, idempotent, body) = match method {
        "GET" | "HEAD" | "TRACE" => (true, Some(false), false),
        "OPTIONS" => (true, Some(false), true),
        "POST" | "PATCH" => (false, None, true),
        "DELETE" => (false, Some(true), false),
        "PUT" => (false, Some(true), true),
        _ => return None,
    };
    Some(Semantics {
        readonly,
        idempotent,
        body,
    })
}

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (shape, operation, http) in context.http_operations() {
        let Some(node) = http.value.get("method") else {
            continue;
        };
        let Some(written) = node.as_str() else {
            continue;
        };
        let method = written.to_ascii_uppercase();
        let Some(semantics) = semantics(&method) else {
            continue;
        };
        let head = http.span;
        let at = |code: Code, message: String| code.at(node.span, message).shape(shape.id);
        if written != method {
            let report = at(
                CASE,
                format!("the HTTP method `{written}` is usually written `{method}`"),
            )
            .here("methods distinguish case")
            .fix(Fix::replace(
                format!("change it to `{method}`"),
                node.span,
                format!("\"{method}\""),
            ));
            out.push(report.event_at(head));
        }
        if method == "OPTIONS" {
            let report = at(
                OPTIONS,
                format!("`{}` models an OPTIONS request", shape.id.name),
            )
            .event("HttpMethodSemantics.OPTIONS")
            .here("answered by servers on their own")
            .help("use `@cors` on the service, and remove the operation");
            out.push(report.event_at(head));
        }
        readonly_and_idempotent(context, shape, http, &method, &semantics, out);
        if !semantics.body {
            body(context, (shape, operation), http, &method, out);
        }
    }
}

fn readonly_and_idempotent(
    context: &Context<'_>,
    shape: &Shape,
    http: &AppliedTrait,
    method: &str,
    semantics: &Semantics,
    out: &mut Diagnostics,
) {
    let checks = [
        (
            READONLY,
            known::READONLY,
            Some(semantics.readonly),
            ["MissingReadonlyTrait", "UnnecessaryReadonlyTrait"],
        ),
        (
            IDEMPOTENT,
            known::IDEMPOTENT,
            semantics.idempotent,
            ["MissingIdempotentTrait", "UnnecessaryIdempotentTrait"],
        ),
    ];
    let method_span = http.value.get("method").map_or(http.span, |node| node.span);
    for (code, id, wanted, [missing, unnecessary]) in checks {
        let applied = shape.traits.get(id);
        let name = id.name;
        let report = match (wanted, applied) {
            (Some(true), None) => code
                .at(
                    method_span,
                    format!(
                        "`{}` uses {method}, but it is not marked `@{name}`",
                        shape.id.name
                    ),
                )
                .event(format!("HttpMethodSemantics.{missing}"))
                .here(promise(method))
                .help(format!(
                    "mark it `@{name}`, or use {} if it is not",
                    if method == "DELETE" || method == "PUT" {
                        "POST"
                    } else {
                        "another method"
                    }
                ))
                .fixes(
                    mending::add_trait(context.sources, http.span, &format!("@{name}"))
                        .filter(|_| context.sources.slice(http.span).starts_with('@')),
                ),
            (Some(false), Some(applied)) => {
                let report = code
                    .at(
                        method_span,
                        format!(
                            "`{}` uses {method}, but it is marked `@{name}`",
                            shape.id.name
                        ),
                    )
                    .event(format!("HttpMethodSemantics.{unnecessary}"))
                    .here(format!("{method} is {}", kind(method)));
                context.label(
                    report,
                    applied.span,
                    format!("{method} and `@{name}` do not go together"),
                )
            }
            _ => continue,
        };
        let report = report.shape(shape.id);
        out.push(report.event_at(http.span));
    }
}

fn promise(method: &str) -> String {
    format!("{method} promises to be {}", kind(method))
}

fn kind(method: &str) -> &'static str {
    match method {
        "PUT" | "DELETE" => "idempotent",
        "POST" | "PATCH" => "meant to change something",
        _ => "read only",
    }
}

fn body(
    context: &Context<'_>,
    (shape, operation): (&Shape, &Operation),
    http: &AppliedTrait,
    method: &str,
    out: &mut Diagnostics,
) {
    let method_span = http.value.get("method").map_or(http.span, |node| node.span);
    let Some(input) = context.structure(operation.input.id) else {
        return;
    };
    let bindings = bindings(input, Direction::Request);
    let of = |wanted: Location<'_>| {
        let held = bindings.iter().filter(move |one| one.location == wanted);
        held.map(|one| one.member).collect::<Vec<_>>()
    };
    let mut members = of(Location::Payload);
    if members.is_empty() {
        members = of(Location::Document);
    }
    let Some(first) = members.first() else {
        return;
    };
    // Members that are meant for labels of the URI are reported as such.
    let pattern = http.value.get_str("uri").map(UriPattern::parse);
    let labels = members.iter().all(|member| {
        let pattern = pattern.as_ref().and_then(|pattern| pattern.as_ref().ok());
        pattern.is_some_and(|pattern| pattern.label(member.id.member.as_str()).is_some())
    });
    let names = ticked(members.iter().map(|member| member.id.member));
    let report: Diagnostic = PAYLOAD
        .at(
            method_span,
            format!("a {method} request has no body, but {names} would be sent in one"),
        )
        .event("HttpMethodSemantics.UnexpectedPayload")
        .shape(shape.id)
        .here("a request without a body")
        .note("many clients, servers and proxies drop or refuse such a body")
        .help("bind it to the URI with `@httpLabel`, to the query with `@httpQuery` or to a header with `@httpHeader`");
    let mut report = context.label(report, first.name_span, "sent in the body");
    report.echo = labels;
    out.push(report.event_at(http.span));
}
