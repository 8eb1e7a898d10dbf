//! `HttpResponseCodeSemantics`: status codes say what happened.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::http::{Direction, Location, bindings};
use crate::name::known;

const NOT_SUCCESS: Code = Code::danger("code-not-success", "HttpResponseCodeSemantics");
const NO_BODY: Code = Code::warning("code-without-body", "HttpResponseCodeSemantics");
const WRONG_FAULT: Code = Code::danger("code-of-other-fault", "HttpResponseCodeSemantics");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (shape, operation, http) in context.http_operations() {
        let node = http.value.get("code");
        let code = match node {
            None => continue,
            Some(node) => match node.as_number().and_then(|number| number.as_i64()) {
                Some(code) => code,
                None => continue,
            },
        };
        let span = node.map_or(http.span, |node| node.span);
        if !(200..300).contains(&code) {
            let report = NOT_SUCCESS
                .at(span, format!("the status {code} does not mean success"))
                .shape(shape.id)
                .here("expected 200 to 299")
                .help("give statuses of failures to errors, with `@httpError`");
            out.push(report.event_at(http.span));
        } else if matches!(code, 204 | 205) {
            let Some(output) = context.structure(operation.output.id) else {
                continue;
            };
            let bound = bindings(output, Direction::Response);
            let in_body = bound
                .iter()
                .find(|binding| matches!(binding.location, Location::Document | Location::Payload));
            if let Some(binding) = in_body {
                let report = NO_BODY
                    .at(
                        span,
                        format!(
                            "a response with the status {code} has no body, but the output has one"
                        ),
                    )
                    .shape(shape.id)
                    .here("no body")
                    .help("bind the members to headers, or use the status 200");
                let report = context.label(report, binding.member.name_span, "sent in the body");
                out.push(report.event_at(shape.name_span));
            }
        }
    }
    for (subject, applied) in context.applied(known::HTTP_ERROR) {
        let Some(code) = applied.value.as_number().and_then(|number| number.as_i64()) else {
            continue;
        };
        let Some(error) = subject.traits().get(known::ERROR) else {
            continue;
        };
        let (wanted, whose) = match error.value.as_str() {
            Some("client") => (400..500, "4xx"),
            Some("server") => (500..600, "5xx"),
            _ => continue,
        };
        if !wanted.contains(&code) {
            let fault = error.value.as_str().unwrap_or("");
            let report = WRONG_FAULT
                .at(
                    applied.value.span,
                    format!("the status {code} does not go with an error of the {fault}"),
                )
                .shape(subject.id())
                .here(format!("expected {whose}"));
            out.push(context.label(report, error.span, format!("an error of the {fault}")));
        }
    }
}
