//! `StreamingTrait`: streams lie at the top of inputs and outputs, and can be sent.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::{article, ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::knowledge::{RelationshipKind, Subject, walk};
use crate::model::{Member, Shape};
use crate::name::{ShapeType, known};

const PLACE: Code = Code::error("stream-place", "StreamingTrait");
const EVENTS: Code = Code::error("event-not-structure", "StreamingTrait");
const PAYLOAD: Code = Code::error("stream-not-payload", "StreamingTrait");
const OPTIONAL: Code = Code::error("stream-optional", "StreamingTrait");
const LENGTH: Code = Code::error("stream-length-output", "StreamingTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.graph.with_trait(known::STREAMING).is_empty() {
        return;
    }
    for subject in context.graph.subjects_with(known::STREAMING) {
        let Subject::Shape(target) = subject else {
            continue;
        };
        for relationship in context.graph.to(target.id) {
            if let Some(Subject::Member(container, member)) =
                Subject::of(context.model, relationship.source)
                && relationship.kind == RelationshipKind::MemberTarget
            {
                places(context, target, container, member, out);
                optional(context, target, member, out);
            }
        }
        events(context, target, out);
    }
    payloads(context, out);
}

fn places(
    context: &Context<'_>,
    stream: &Shape,
    container: &Shape,
    member: &Member,
    out: &mut Diagnostics,
) {
    for relationship in context.graph.to(container.id) {
        let at = |code: Code, message: String| {
            let report = code.at(relationship.span, message);
            context.label(report, member.name_span, "this member is a stream")
        };
        match relationship.kind {
            RelationshipKind::MemberContainer
            | RelationshipKind::Input
            | RelationshipKind::Mixin => {}
            RelationshipKind::Output => {
                if let Some(applied) = stream.traits.get(known::REQUIRES_LENGTH) {
                    let report = at(
                        LENGTH,
                        format!(
                            "`{}` holds a stream with `@requiresLength`, so it can only be an input",
                            container.id.name
                        ),
                    )
                    .shape(container.id)
                    .here("used as an output");
                    let report = context.label(report, applied.span, "needs a length");
                    out.push(report.event_at(container.name_span));
                }
            }
            kind => {
                let report = at(
                    PLACE,
                    format!(
                        "`{}` holds a stream, so it cannot be {}",
                        container.id.name,
                        kind.describe()
                    ),
                )
                .shape(relationship.source)
                .here("used here")
                .note("a stream lies at the top level of an input or output");
                let source = Subject::of(context.model, relationship.source);
                out.push(match source {
                    Some(source) => report.event_at(source.name_span()),
                    None => report,
                });
            }
        }
    }
}

fn optional(context: &Context<'_>, stream: &Shape, member: &Member, out: &mut Diagnostics) {
    if stream.shape_type != ShapeType::Blob
        || member.has_trait(known::REQUIRED)
        || member.has_trait(known::DEFAULT)
    {
        return;
    }
    let report = OPTIONAL
        .at(
            member.name_span,
            format!(
                "`{}` is a stream, so it must be `@required` or have a default",
                member.id.member
            ),
        )
        .shape(member.id)
        .here("may be absent")
        .note("there is no telling an absent stream from an empty one")
        .help("mark it `@required`, or write `= \"\"` behind it");
    out.push(context.label(
        report,
        stream.name_span,
        format!("`{}` is a stream", stream.id.name),
    ));
}

fn events(context: &Context<'_>, stream: &Shape, out: &mut Diagnostics) {
    if stream.shape_type != ShapeType::Union {
        return;
    }
    let wrong: Vec<(&Member, &Shape)> = stream
        .members
        .values()
        .filter_map(|member| Some((member, context.model.target(member)?)))
        .filter(|(_, target)| target.shape_type != ShapeType::Structure)
        .collect();
    let Some((member, target)) = wrong.first() else {
        return;
    };
    let verb = if wrong.len() == 1 { "is" } else { "are" };
    let report = EVENTS
            .at(
                member.target.span,
                format!(
                    "events must be structures, but {} of `{}` {verb} not",
                    ticked(wrong.iter().map(|(member, _)| member.id.member)),
                    stream.id.name
                ),
            )
            .shape(stream.id)
            .here(format!("`{}` is {}", target.id.name, article(target.shape_type)))
            .help("wrap it in a structure with one member, marked `@eventPayload` if it is the whole event");
    out.push(report.event_at(stream.name_span));
}

fn payloads(context: &Context<'_>, out: &mut Diagnostics) {
    let mut seen = FxHashSet::default();
    for service in context.of_type(ShapeType::Service) {
        let protocol =
            super::http_bindings_missing::protocol_with(context, service, "smithy.api#httpPayload");
        let Some(protocol) = protocol else { continue };
        for id in walk(context.model, service.id, |_| true) {
            let Some(Subject::Member(_, member)) = Subject::of(context.model, id) else {
                continue;
            };
            let is_stream = context
                .model
                .target(member)
                .is_some_and(|target| target.has_trait(known::STREAMING));
            if !is_stream || member.has_trait(known::HTTP_PAYLOAD) || !seen.insert((service.id, id))
            {
                continue;
            }
            let report = PAYLOAD
                .at(
                    member.name_span,
                    format!(
                        "the stream `{}` must be marked `@httpPayload`",
                        member.id.member
                    ),
                )
                .shape(id)
                .here("not the body")
                .note(format!(
                    "the protocol `{}` of the service `{}` sends streams as the body",
                    trait_name(protocol),
                    service.id.name
                ))
                .help("put `@httpPayload` before it");
            out.push(report);
        }
    }
}
