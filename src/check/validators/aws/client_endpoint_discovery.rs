//! `ClientEndpointDiscovery`: the operation that tells endpoints, and those that ask it.

use crate::check::Context;
use crate::check::context::{article, ticked};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{AppliedTrait, Member, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::Symbol;

const NO_ERROR: Code = Code::danger("discovery-without-error", "ClientEndpointDiscovery");
const UNBOUND: Code = Code::error("discovery-unbound", "ClientEndpointDiscovery");
const UNUSED: Code = Code::warning("discovery-unused", "ClientEndpointDiscovery");
const NOT_OFFERED: Code = Code::error("discovery-not-offered", "ClientEndpointDiscovery");
const ERROR_MISSING: Code = Code::error("discovery-error-missing", "ClientEndpointDiscovery");
const INPUT: Code = Code::error("discovery-input", "ClientEndpointDiscovery");
const OUTPUT: Code = Code::error("discovery-output", "ClientEndpointDiscovery");

/// A service with the trait, and the shapes that the trait names.
struct Discovery<'m> {
    service: &'m Shape,
    applied: &'m AppliedTrait,
    operation: Option<&'m Shape>,
    operation_id: Option<ShapeId>,
    error: Option<&'m Shape>,
    /// The operations of the service that discover their endpoints.
    discovering: Vec<ShapeId>,
}

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let discoveries: Vec<_> = context
        .closures()
        .iter()
        .filter_map(|(service, closure)| {
            let applied = service.traits.get(known::AWS_CLIENT_ENDPOINT_DISCOVERY)?;
            let named = |key: &str| applied.value.get_str(key).and_then(ShapeId::parse);
            let operation_id = named("operation");
            let operation = operation_id
                .and_then(|id| context.model.shape(id))
                .filter(|shape| shape.operation().is_some());
            let discovering = closure.operations.keys().copied().filter(|id| {
                let shape = context.model.shape(*id);
                operation.is_some()
                    && shape.is_some_and(|one| one.has_trait(known::AWS_CLIENT_DISCOVERED_ENDPOINT))
            });
            Some(Discovery {
                service,
                applied,
                operation,
                operation_id,
                error: named("error").and_then(|id| context.structure(id)),
                discovering: discovering.collect(),
            })
        })
        .collect();
    for discovery in &discoveries {
        of_service(discovery, out);
        if let Some(operation) = discovery.operation {
            input(context, operation, discovery, out);
            output(context, operation, discovery, out);
        }
    }
    for (subject, applied) in context.applied(known::AWS_CLIENT_DISCOVERED_ENDPOINT) {
        of_operation(subject.container(), applied, &discoveries, out);
    }
}

fn of_service(discovery: &Discovery<'_>, out: &mut Diagnostics) {
    let Discovery {
        service, applied, ..
    } = discovery;
    if !applied
        .value
        .as_object()
        .is_some_and(|value| value.contains("error"))
    {
        out.push(
            NO_ERROR
                .at(
                    applied.span,
                    "clients cannot learn that a discovered endpoint has expired",
                )
                .event(format!("{}.MissingErrorDefinition", NO_ERROR.event))
                .shape(service.id)
                .here("names no error")
                .help("add `error`, the shape ID of the error that says so"),
        );
    }
    let operation = discovery.operation_id;
    let bound = service.service().is_some_and(|detail| {
        let operations = detail.operations.iter();
        operations.map(|one| Some(one.id)).any(|id| id == operation)
    });
    if let (Some(id), false) = (operation, bound) {
        let mut report = UNBOUND
            .at(
                service.name_span,
                format!(
                    "`{}` is to tell the endpoints of `{}`, which does not offer it",
                    id.name, service.id.name
                ),
            )
            .event(format!("{}.UnboundOperation.{}", UNBOUND.event, id.name))
            .shape(service.id)
            .here("does not list it in `operations`")
            .help(format!(
                "add `{}` to the `operations` of the service",
                id.name
            ));
        if let Some(node) = applied.value.get("operation") {
            report = report.label(node.span, "named here");
        }
        out.push(report);
    }
    if discovery.discovering.is_empty() {
        out.push(
            UNUSED
                .at(
                    service.name_span,
                    format!("no operation of `{}` discovers its endpoint", service.id.name),
                )
                .event(format!("{}.NoOperations", UNUSED.event))
                .shape(service.id)
                .here("offers an endpoint to discover")
                .label(applied.span, "which nothing uses")
                .help("apply `@clientDiscoveredEndpoint` to the operations that use it, or remove this trait"),
        );
    }
}

fn of_operation(
    operation: &Shape,
    applied: &AppliedTrait,
    discoveries: &[Discovery<'_>],
    out: &mut Diagnostics,
) {
    let mut offered = false;
    for discovery in discoveries {
        if !discovery.discovering.contains(&operation.id) {
            continue;
        }
        offered = true;
        let Some(error) = discovery.error else {
            continue;
        };
        let errors = operation.operation().map(|detail| &detail.errors);
        if errors.into_iter().flatten().any(|one| one.id == error.id) {
            continue;
        }
        out.push(
            ERROR_MISSING
                .at(
                    operation.name_span,
                    format!(
                        "`{}` cannot say that its endpoint has expired",
                        operation.id.name
                    ),
                )
                .shape(operation.id)
                .here(format!("does not list the error `{}`", error.id.name))
                .label(applied.span, "discovers its endpoint")
                .label(discovery.applied.span, "names the error")
                .help(format!(
                    "add `{}` to the `errors` of the operation",
                    error.id.name
                )),
        );
    }
    if !offered {
        out.push(
            NOT_OFFERED
                .at(
                    operation.name_span,
                    format!(
                        "`{}` discovers its endpoint, but no service of it tells one",
                        operation.id.name
                    ),
                )
                .shape(operation.id)
                .here("in no service with `@clientEndpointDiscovery`")
                .label(applied.span, "discovers its endpoint")
                .help("apply `@clientEndpointDiscovery` to the service, or remove this trait"),
        );
    }
}

fn named<'s>(structure: &'s Shape, name: &str) -> Option<&'s Member> {
    structure.member(Symbol::intern(name))
}

/// Whether a shape is of the kind that a member needs.
type Fits = fn(&Shape) -> bool;

fn is_string(shape: &Shape) -> bool {
    matches!(shape.shape_type, ShapeType::String | ShapeType::Enum)
}

/// A report about a shape that the operation which tells endpoints is made of.
fn part(report: Diagnostic, discovery: &Discovery<'_>) -> Diagnostic {
    report.label(
        discovery.applied.span,
        format!("discovers endpoints of `{}`", discovery.service.id.name),
    )
}

fn input(
    context: &Context<'_>,
    operation: &Shape,
    discovery: &Discovery<'_>,
    out: &mut Diagnostics,
) {
    let input = operation
        .operation()
        .and_then(|detail| context.structure(detail.input.id));
    let Some(input) = input else { return };
    let extra: Vec<_> = input
        .members
        .values()
        .filter(|member| !matches!(member.id.member.as_str(), "Operation" | "Identifiers"))
        .collect();
    if let Some(first) = extra.first() {
        let names = ticked(extra.iter().map(|member| member.id.member));
        let report = INPUT
            .at(
                input.name_span,
                format!(
                    "the input of `{}` has {names}, which clients cannot fill in",
                    operation.id.name
                ),
            )
            .shape(input.id)
            .here("asks for an endpoint")
            .label(first.name_span, "unknown to clients")
            .note("it may have the members `Operation` and `Identifiers`, and no others");
        out.push(part(report, discovery));
    }
    let of_operation = named(input, "Operation")
        .and_then(|member| Some((member, context.model.target(member)?)))
        .filter(|(_, target)| !is_string(target));
    if let Some((member, target)) = of_operation {
        let span = if context.sources.is_bundled(target.name_span) {
            member.name_span
        } else {
            target.name_span
        };
        let report = INPUT
            .at(
                span,
                format!(
                    "`Operation` must be a string, not {}",
                    article(target.shape_type)
                ),
            )
            .shape(target.id);
        let report = if span == member.name_span {
            report.here("clients put the name of an operation here")
        } else {
            report.label(
                member.target.span,
                "clients put the name of an operation here",
            )
        };
        out.push(part(report, discovery));
    }
    if let Some(member) = named(input, "Identifiers") {
        let value = context
            .model
            .target(member)
            .filter(|target| target.shape_type == ShapeType::Map)
            .and_then(|map| map.member(known::member::VALUE))
            .and_then(|value| context.model.target(value));
        if !value.is_some_and(is_string) {
            let report = INPUT
                .at(
                    member.name_span,
                    "`Identifiers` must be a map of strings to strings",
                )
                .shape(member.id)
                .here("clients put members of inputs here")
                .label(member.target.span, "another kind of shape");
            out.push(part(report, discovery));
        }
    }
}

fn output(
    context: &Context<'_>,
    operation: &Shape,
    discovery: &Discovery<'_>,
    out: &mut Diagnostics,
) {
    let Some(detail) = operation.operation() else {
        return;
    };
    let output = context.structure(detail.output.id);
    let members: Vec<_> = output
        .into_iter()
        .flat_map(|shape| shape.members.values())
        .collect();
    let endpoints = output.and_then(|shape| named(shape, "Endpoints"));
    if members.len() != 1 || endpoints.is_none() {
        let has = if members.is_empty() {
            "no member".to_owned()
        } else {
            ticked(members.iter().map(|member| member.id.member))
        };
        let report = OUTPUT
            .at(
                operation.name_span,
                format!(
                    "the output of `{}` must have the member `Endpoints` alone, but it has {has}",
                    operation.id.name
                ),
            )
            .shape(operation.id)
            .here("tells endpoints");
        out.push(part(report, discovery));
    }
    let Some(member) = endpoints else { return };
    let Some(list) = context
        .model
        .target(member)
        .filter(|target| target.shape_type == ShapeType::List)
    else {
        let report = OUTPUT
            .at(member.name_span, "`Endpoints` must be a list")
            .shape(member.id)
            .here("holds the endpoints")
            .label(member.target.span, "not a list");
        out.push(part(report, discovery));
        return;
    };
    let item = list
        .member(known::member::MEMBER)
        .and_then(|item| context.structure(item.target.id));
    let Some(endpoint) = item else {
        let report = OUTPUT
            .at(list.name_span, "an endpoint must be a structure")
            .shape(list.id)
            .here("a list of something else");
        out.push(part(report, discovery));
        return;
    };
    let kinds: [(&str, &str, Fits); 2] = [
        ("Address", "a string", is_string),
        ("CachePeriodInMinutes", "a long", |shape| {
            shape.shape_type == ShapeType::Long
        }),
    ];
    for (name, kind, fits) in kinds {
        let Some(member) = named(endpoint, name) else {
            continue;
        };
        let Some(target) = context.model.target(member) else {
            continue;
        };
        if !fits(target) {
            let report = OUTPUT
                .at(
                    member.name_span,
                    format!(
                        "`{name}` must be {kind}, not {}",
                        article(target.shape_type)
                    ),
                )
                .shape(member.id)
                .here("read by clients")
                .label(member.target.span, "another kind of shape");
            out.push(part(report, discovery));
        }
    }
    let complete = kinds
        .iter()
        .all(|(name, ..)| named(endpoint, name).is_some());
    if !complete || endpoint.members.len() != kinds.len() {
        let report = OUTPUT
            .at(
                endpoint.name_span,
                format!(
                    "an endpoint has the members `Address` and `CachePeriodInMinutes` alone, but `{}` has {}",
                    endpoint.id.name,
                    ticked(endpoint.members.values().map(|member| member.id.member))
                ),
            )
            .shape(endpoint.id)
            .here("one endpoint");
        out.push(part(report, discovery));
    }
}
