//! `AuthTrait`, `ServiceAuthDefinitions` and `HttpApiKeyAuthTrait`: what a service accepts as
//! proof of who calls.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeId, known};
use crate::node::Node;

const NOT_ON_SERVICE: Code = Code::danger("auth-not-on-service", "AuthTrait");
const NO_ORDER: Code = Code::warning("auth-order", "ServiceAuthDefinitions");
const SCHEME: Code = Code::error("api-key-scheme", "HttpApiKeyAuthTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (service, closure) in context.closures() {
        let schemes: Vec<ShapeId> = service
            .traits
            .iter()
            .map(|applied| applied.id)
            .filter(|id| {
                context
                    .model
                    .shape(*id)
                    .is_some_and(|definition| definition.has_trait(known::AUTH_DEFINITION))
            })
            .collect();
        let offered: FxHashSet<ShapeId> = schemes.iter().copied().collect();
        check(service, service, &offered, context, out);
        for operation in closure.operations.keys() {
            if let Some(operation) = context.model.shape(*operation) {
                check(service, operation, &offered, context, out);
            }
        }
        if schemes.len() > 1 && !service.has_trait(known::AUTH) {
            let mut names: Vec<String> = schemes.iter().map(|id| trait_name(*id)).collect();
            names.sort();
            out.push(
                NO_ORDER
                    .at(
                        service.name_span,
                        format!(
                            "the service `{}` accepts {} without saying which goes first",
                            service.id.name,
                            ticked(names)
                        ),
                    )
                    .shape(service.id)
                    .here("no `@auth`")
                    .note("without `@auth` clients try them in alphabetical order")
                    .help("state the order with `@auth([…])` on the service"),
            );
        }
    }
    for (subject, applied) in context.applied(known::HTTP_API_KEY_AUTH) {
        let place = applied.value.get_str("in");
        if let Some(scheme) = applied.value.get("scheme")
            && place.is_some_and(|place| place != "header")
        {
            let report = SCHEME
                .at(
                    scheme.span,
                    "`scheme` of `@httpApiKeyAuth` needs the key in a header",
                )
                .shape(subject.id())
                .here("only used in a header")
                .help("set `in: \"header\"`, or remove `scheme`");
            out.push(report.event_at(applied.span));
        }
    }
}

fn check(
    service: &Shape,
    shape: &Shape,
    offered: &FxHashSet<ShapeId>,
    context: &Context<'_>,
    out: &mut Diagnostics,
) {
    let Some(applied) = shape.traits.get(known::AUTH) else {
        return;
    };
    let missing: Vec<(&Node, ShapeId)> = applied
        .value
        .as_array()
        .unwrap_or(&[])
        .iter()
        .filter_map(|node| Some((node, ShapeId::parse(node.as_str()?)?)))
        .filter(|(_, id)| !offered.contains(id))
        .collect();
    let Some((node, first)) = missing.first() else {
        return;
    };
    let report = NOT_ON_SERVICE
        .at(
            node.span,
            format!(
                "the service `{}` does not have {}",
                service.id.name,
                ticked(missing.iter().map(|(_, id)| trait_name(*id)))
            ),
        )
        .shape(shape.id)
        .here("not on the service")
        .help(format!(
            "put `{}` before the service too",
            trait_name(*first)
        ));
    let report = context.label(report, service.name_span, "the service");
    out.push(report.event_at(applied.span));
}
