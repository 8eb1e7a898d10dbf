//! `HttpBindingsMissing`: with one operation that has `@http`, all have it.

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics, Severity};
use crate::model::Shape;
use crate::name::{ShapeId, known};
use crate::node::Node;

const MISSING: Code = Code::error("http-missing", "HttpBindingsMissing");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.graph.with_trait(known::HTTP).is_empty() {
        return;
    }
    for (service, closure) in context.closures() {
        let operations = || {
            closure
                .operations
                .keys()
                .filter_map(|id| context.model.shape(*id))
        };
        let protocol = protocol_with(context, service, "smithy.api#http");
        if protocol.is_none() && !operations().any(|operation| operation.has_trait(known::HTTP)) {
            continue;
        }
        for operation in operations().filter(|operation| !operation.has_trait(known::HTTP)) {
            let report = MISSING
                .at(
                    operation.name_span,
                    format!("the operation `{}` has no `@http`", operation.id.name),
                )
                .shape(operation.id)
                .here("no method and no URI")
                .help(
                    "add `@http(method: \"…\", uri: \"/…\")` before it, or remove it from the service",
                );
            let report = match protocol {
                Some(protocol) => context.label(
                    report.note(format!(
                        "the protocol `{}` of the service `{}` sends every operation by method and URI",
                        trait_name(protocol),
                        service.id.name
                    )),
                    service
                        .traits
                        .get(protocol)
                        .map_or(service.name_span, |applied| applied.span),
                    "needs `@http` on every operation",
                ),
                None => report.severity(Severity::Warning).note(format!(
                    "other operations of the service `{}` have one",
                    service.id.name
                )),
            };
            out.push(report);
        }
    }
}

/// The first protocol of a service that honours a trait.
pub(super) fn protocol_with(
    context: &Context<'_>,
    service: &Shape,
    honoured: &str,
) -> Option<ShapeId> {
    let mut ids: Vec<ShapeId> = service.traits.iter().map(|applied| applied.id).collect();
    ids.sort_unstable();
    ids.into_iter().find(|id| {
        let definition = context
            .model
            .shape(*id)
            .and_then(|shape| shape.trait_value(known::PROTOCOL_DEFINITION));
        definition
            .and_then(|value| value.get("traits"))
            .and_then(Node::as_array)
            .is_some_and(|traits| traits.iter().any(|one| one.as_str() == Some(honoured)))
    })
}
