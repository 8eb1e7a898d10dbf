//! Event streams of operations, and streams of Server-Sent Events.

use crate::model::{Member, Model, Shape};
use crate::name::{ShapeId, ShapeType, known};

use super::http::{is_event_stream, media_type};

/// The media type of Server-Sent Events.
pub const TEXT_EVENT_STREAM: &str = "text/event-stream";

/// What comes as Server-Sent Events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ServerSent {
    /// The name of an event chooses a member of this union.
    Named(ShapeId),
    /// The data of each event is this structure.
    Alike(ShapeId),
    /// Events as they come.
    Plain,
}

/// The member of an input or output that holds its event stream: the last one that targets a union
/// with `@streaming`. (Specification: "Event streams".) Linear in the members.
pub fn event_stream(model: &Model, structure: ShapeId) -> Option<&Member> {
    let mut members = model.shape(structure)?.members.values();
    members.rfind(|member| {
        model.target(member).is_some_and(|target| {
            target.shape_type == ShapeType::Union && target.has_trait(known::STREAMING)
        })
    })
}

/// What comes as Server-Sent Events in a member of an output; `None` where something else does. A
/// blob says so by its media type, a union by `smithyc.http#serverSentEvents`.
pub fn server_sent(model: &Model, member: &Member) -> Option<ServerSent> {
    let target = model.target(member)?;
    if is_event_stream(target) {
        let marked = target.has_trait(known::SERVER_SENT_EVENTS);
        return marked.then_some(ServerSent::Named(target.id));
    }
    if target.shape_type != ShapeType::Blob || !target.has_trait(known::STREAMING) {
        return None;
    }
    if let Some(event) = event_of(target) {
        return Some(ServerSent::Alike(event));
    }
    let marked = target.has_trait(known::SERVER_SENT_EVENTS)
        || media_type(model, member).is_some_and(is_text_event_stream);
    marked.then_some(ServerSent::Plain)
}

/// The structure that the data of each event of a blob is, as `smithyc.http#serverSentEvents` has it.
pub fn event_of(blob: &Shape) -> Option<ShapeId> {
    let value = blob.trait_value(known::SERVER_SENT_EVENTS)?;
    ShapeId::parse(value.get_str("event")?).filter(|event| *event != known::UNIT)
}

/// Whether a media type is that of Server-Sent Events, whatever its parameters.
pub fn is_text_event_stream(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(TEXT_EVENT_STREAM)
}
