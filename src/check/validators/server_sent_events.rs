//! `ServerSentEvents`: what `smithyc.http#serverSentEvents` stands on can come as such events.
//!
//! That it stands on a streaming union or blob, and that `event` is a structure, is in the trait's
//! own definition; that events are structures, `StreamingTrait` sees to.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::article;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::{
    RelationshipKind, Subject, TEXT_EVENT_STREAM, event_of, is_text_event_stream,
};
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, ShapeType, known};

const MEDIA_TYPE: Code = Code::error("server-sent-media-type", "ServerSentEvents");
const UNION: Code = Code::error("server-sent-union-event", "ServerSentEvents");
const INPUT: Code = Code::error("server-sent-input", "ServerSentEvents");
const HEADER: Code = Code::error("server-sent-header", "ServerSentEvents");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut seen = FxHashSet::default();
    for (subject, applied) in context.applied(known::SERVER_SENT_EVENTS) {
        let Subject::Shape(stream) = subject else {
            continue;
        };
        match stream.shape_type {
            ShapeType::Blob => {
                media_type(context, stream, applied, out);
                if let Some(event) = event_of(stream) {
                    headers(context, stream, event, &mut seen, out);
                }
            }
            ShapeType::Union => {
                union_event(stream, applied, out);
                for member in stream.members.values() {
                    headers(context, stream, member.target.id, &mut seen, out);
                }
            }
            _ => continue,
        }
        inputs(context, stream, applied, out);
    }
}

fn media_type(
    context: &Context<'_>,
    stream: &Shape,
    applied: &AppliedTrait,
    out: &mut Diagnostics,
) {
    let found = stream.traits.get(known::MEDIA_TYPE);
    let text = found.and_then(|found| found.value.as_str());
    if text.is_some_and(is_text_event_stream) {
        return;
    }
    let report = match found.zip(text) {
        Some((found, text)) => MEDIA_TYPE
            .at(
                found.value.span,
                format!("Server-Sent Events cannot come as `{text}`"),
            )
            .here("another media type")
            .help(format!("write `@mediaType(\"{TEXT_EVENT_STREAM}\")`")),
        None => MEDIA_TYPE
            .at(
                stream.name_span,
                format!(
                    "`{}` has Server-Sent Events, but no media type",
                    stream.id.name
                ),
            )
            .here("could be anything")
            .help(format!(
                "put `@mediaType(\"{TEXT_EVENT_STREAM}\")` before it"
            )),
    };
    let report = report.shape(stream.id).note(format!(
        "with `{TEXT_EVENT_STREAM}`, tools that do not know this trait know what comes, too"
    ));
    let head = context.head(applied);
    out.push(
        context
            .label(report, head, "says that events come")
            .event_at(stream.name_span),
    );
}

fn union_event(stream: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
    let Some(event) = applied.value.get("event") else {
        return;
    };
    out.push(
        UNION
            .at(
                event.span,
                format!(
                    "the events of `{}` are its members, so `event` has no place here",
                    stream.id.name
                ),
            )
            .shape(stream.id)
            .here("means nothing on a union")
            .note("on a union, the name of an event chooses the member; `event` is for blobs, whose events are all alike")
            .help("write `@serverSentEvents` alone")
            .event_at(stream.name_span),
    );
}

/// Server-Sent Events have a name and data, and no headers.
fn headers(
    context: &Context<'_>,
    stream: &Shape,
    event: ShapeId,
    seen: &mut FxHashSet<ShapeId>,
    out: &mut Diagnostics,
) {
    let Some(structure) = context.structure(event) else {
        return;
    };
    let mut bound = structure
        .members
        .values()
        .filter_map(|member| Some((member, member.traits.get(known::EVENT_HEADER)?)));
    let Some((member, applied)) = bound.next().filter(|_| seen.insert(event)) else {
        return;
    };
    let report = HEADER
        .at(
            applied.span,
            format!(
                "`{}` cannot be a header: Server-Sent Events have none",
                member.id.member
            ),
        )
        .shape(member.id)
        .here("no place in such an event")
        .help("remove `@eventHeader`, so that it is in the data")
        .event_at(member.name_span);
    out.push(context.label(
        report,
        stream.name_span,
        format!("`{}` has Server-Sent Events", stream.id.name),
    ));
}

fn inputs(context: &Context<'_>, stream: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
    for relationship in context.graph.to(stream.id) {
        let Some(Subject::Member(container, member)) =
            Subject::of(context.model, relationship.source)
        else {
            continue;
        };
        if relationship.kind != RelationshipKind::MemberTarget {
            continue;
        }
        for used in context.graph.to(container.id) {
            if used.kind != RelationshipKind::Input {
                continue;
            }
            let report = INPUT
                .at(
                    used.span,
                    format!(
                        "`{}` holds Server-Sent Events, so it cannot be an input",
                        container.id.name
                    ),
                )
                .shape(used.source)
                .here("used as an input")
                .note("a service sends such events; a client that sends events needs an event stream, which is a union without this trait")
                .help(format!(
                    "target {} without `@serverSentEvents`",
                    article(stream.shape_type)
                ));
            let report = context.label(report, member.name_span, "this member is a stream of them");
            let report = context.label(report, context.head(applied), "says so");
            let source = Subject::of(context.model, used.source);
            out.push(match source {
                Some(source) => report.event_at(source.name_span()),
                None => report,
            });
        }
    }
}
