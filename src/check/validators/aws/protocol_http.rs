//! `ProtocolHttp` and `ProtocolHttpPayload`: what the HTTP protocols of AWS can do.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::{article, ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::knowledge::http::{Direction, Location, bindings};
use crate::name::{ShapeId, ShapeType, known};

const EVENT_STREAM: Code = Code::error("event-stream-version", "ProtocolHttp");
const PAYLOAD: Code = Code::error("payload-target", "ProtocolHttpPayload");

/// The protocols of AWS that are configured with versions of HTTP.
const AWS_PROTOCOLS: [ShapeId; 4] = [
    known::AWS_JSON_1_0,
    known::AWS_JSON_1_1,
    known::REST_JSON_1,
    known::REST_XML,
];

pub(in crate::check::validators) fn versions(context: &Context<'_>, out: &mut Diagnostics) {
    for id in AWS_PROTOCOLS {
        check_versions(context, id, EVENT_STREAM, out);
    }
}

/// Reports the versions of `eventStreamHttp` of a protocol that are missing from its `http`.
pub(in crate::check::validators) fn check_versions(
    context: &Context<'_>,
    protocol: ShapeId,
    code: Code,
    out: &mut Diagnostics,
) {
    for (subject, applied) in context.applied(protocol) {
        let list = |key: &str| applied.value.get(key).and_then(|node| node.as_array());
        let http: Vec<_> = list("http").unwrap_or_default().iter().collect();
        let only: Vec<_> = list("eventStreamHttp")
            .unwrap_or_default()
            .iter()
            .filter(|version| !http.iter().any(|one| one.same_value(version)))
            .collect();
        let Some(first) = only.first() else {
            continue;
        };
        let names = ticked(only.iter().map(|node| node.as_str().unwrap_or_default()));
        out.push(
            code.at(
                first.span,
                format!(
                    "`{}` sends event streams by {names}, which it does not use otherwise",
                    trait_name(protocol)
                ),
            )
            .shape(subject.id())
            .event_at(applied.span)
            .here("not in `http`")
            .note("`eventStreamHttp` chooses among the versions that `http` lists")
            .help("add it to `http` too"),
        );
    }
}

pub(in crate::check::validators) fn payloads(context: &Context<'_>, out: &mut Diagnostics) {
    if context.graph.with_trait(known::HTTP_PAYLOAD).is_empty() {
        return;
    }
    for (service, closure) in context.closures() {
        let Some(protocol) = AWS_PROTOCOLS
            .into_iter()
            .find_map(|id| service.traits.get(id))
        else {
            continue;
        };
        let mut seen: FxHashSet<ShapeId> = FxHashSet::default();
        let operations = closure.operations.keys();
        for operation in operations.filter_map(|id| context.model.shape(*id)) {
            let Some(detail) = operation.operation() else {
                continue;
            };
            let mut places = Vec::new();
            if operation.has_trait(known::HTTP) {
                places.push((detail.input.id, Direction::Request));
                places.push((detail.output.id, Direction::Response));
            }
            let errors = detail.errors.iter();
            places.extend(errors.map(|error| (error.id, Direction::Response)));
            for (id, direction) in places {
                let Some(structure) = context.structure(id) else {
                    continue;
                };
                let wrong = bindings(structure, direction)
                    .into_iter()
                    .filter(|binding| binding.location == Location::Payload)
                    .find_map(|binding| {
                        let target = context.model.target(binding.member)?;
                        (!is_payload(target.shape_type)).then_some((binding.member, target))
                    });
                let Some((member, target)) = wrong else {
                    continue;
                };
                let mut report = PAYLOAD
                    .at(
                        member.name_span,
                        format!(
                            "{} cannot be the body of a message in `{}`",
                            article(target.shape_type),
                            trait_name(protocol.id)
                        ),
                    )
                    .shape(member.id)
                    .here("is the body")
                    .note("a body is a string, blob, structure, union or document")
                    .help("wrap it in a structure, or remove `@httpPayload`");
                if let Some(applied) = member.traits.get(known::HTTP_PAYLOAD) {
                    report = report.label(applied.span, "bound here");
                }
                // The reference has an event of each use; people read it once.
                out.push(if seen.insert(member.id) {
                    report
                } else {
                    report.echo()
                });
            }
        }
    }
}

fn is_payload(shape_type: ShapeType) -> bool {
    matches!(
        shape_type,
        ShapeType::Structure
            | ShapeType::Union
            | ShapeType::Document
            | ShapeType::Blob
            | ShapeType::String
            | ShapeType::Enum
    )
}
