//! `AuthorizersTrait`: authorizers use the auth schemes of their service.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, known};
use crate::node::{Entry, Node};

const SCHEME: Code = Code::error("authorizer-scheme", "AuthorizersTrait");
const SIMPLE_RESPONSES: Code = Code::error("authorizer-simple-responses", "AuthorizersTrait");

/// The version of the payload that simple responses need.
const SIMPLE_VERSION: &str = "2.0";

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::API_GATEWAY_AUTHORIZERS) {
        let service = subject.container();
        let Some(authorizers) = applied.value.as_object() else {
            continue;
        };
        schemes(context, service, applied, &authorizers.entries, out);
        simple_responses(context, service, applied, &authorizers.entries, out);
    }
}

fn schemes(
    context: &Context<'_>,
    service: &Shape,
    applied: &AppliedTrait,
    authorizers: &[Entry],
    out: &mut Diagnostics,
) {
    let schemes: Vec<ShapeId> = service
        .traits
        .iter()
        .map(|applied| applied.id)
        .filter(|id| {
            let definition = context.model.shape(*id);
            definition.is_some_and(|one| one.has_trait(known::AUTH_DEFINITION))
        })
        .collect();
    let wrong: Vec<(&Entry, &Node, &str)> = authorizers
        .iter()
        .filter_map(|entry| {
            let scheme = entry.value.get("scheme")?;
            Some((entry, scheme, scheme.as_str()?))
        })
        .filter(|(_, _, scheme)| !ShapeId::parse(scheme).is_some_and(|id| schemes.contains(&id)))
        .collect();
    let Some((first, node, scheme)) = wrong.first() else {
        return;
    };
    let message = match wrong.len() {
        1 => format!(
            "the authorizer `{}` uses `{scheme}`, which is no auth scheme of `{}`",
            first.key, service.id.name
        ),
        _ => format!(
            "the authorizers {} use auth schemes that `{}` does not have",
            ticked(wrong.iter().map(|(entry, ..)| &entry.key)),
            service.id.name
        ),
    };
    let report = SCHEME
        .at(node.span, message)
        .here("not a scheme of the service")
        .note(if schemes.is_empty() {
            format!("`{}` has no auth schemes", service.id.name)
        } else {
            format!(
                "the auth schemes of `{}` are {}",
                service.id.name,
                ticked(&schemes)
            )
        })
        .help("apply the auth trait to the service, or name one that it has");
    let others = wrong.iter().skip(1).map(|(_, node, _)| *node);
    out.push(finish(context, report, service, applied, others));
}

fn simple_responses(
    context: &Context<'_>,
    service: &Shape,
    applied: &AppliedTrait,
    authorizers: &[Entry],
    out: &mut Diagnostics,
) {
    let wrong: Vec<(&Entry, &Node, &Node)> = authorizers
        .iter()
        .filter_map(|entry| {
            let simple = entry.value.get("enableSimpleResponses")?;
            let version = entry.value.get("authorizerPayloadFormatVersion")?;
            Some((entry, simple, version))
        })
        .filter(|(_, _, version)| version.as_str() != Some(SIMPLE_VERSION))
        .collect();
    let Some((_, simple, version)) = wrong.first() else {
        return;
    };
    let names = ticked(wrong.iter().map(|(entry, ..)| &entry.key));
    let found = version.as_str().unwrap_or_default();
    let report = SIMPLE_RESPONSES
        .at(
            simple.span,
            match wrong.len() {
                1 => format!("the authorizer {names} cannot give simple responses"),
                _ => format!("the authorizers {names} cannot give simple responses"),
            },
        )
        .here("set here")
        .note(format!(
            "simple responses need version {SIMPLE_VERSION} of the payload, and this is {found}"
        ))
        .help(format!(
            "set `authorizerPayloadFormatVersion` to `{SIMPLE_VERSION}`, or remove `enableSimpleResponses`"
        ));
    let report = context.label(report, version.span, "the version");
    let others = wrong.iter().skip(1).map(|(_, simple, _)| *simple);
    out.push(finish(context, report, service, applied, others));
}

fn finish<'n>(
    context: &Context<'_>,
    report: Diagnostic,
    service: &Shape,
    applied: &AppliedTrait,
    others: impl Iterator<Item = &'n Node>,
) -> Diagnostic {
    let mut report = report.shape(service.id).event_at(applied.value.span);
    for other in others.take(LABELS) {
        report = context.label(report, other.span, "likewise");
    }
    report
}

/// How many further authorizers a report points at.
const LABELS: usize = 4;
