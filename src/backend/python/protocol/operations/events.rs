//! Events: from what an event stream brings to variants of a union, structures and errors.
//!
//! In a message, HTTP bindings mean nothing: a member is a header (`@eventHeader`), the payload
//! (`@eventPayload`), or part of the document that the payload is. (Specification: "Event message
//! serialization".)

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::http::Direction;
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::super::literals::py_string;
use super::super::super::names::{Scope, snake_case};
use super::super::super::plan::{ClassKind, Events, Field, Items, Kind, Operation, Plan};
use super::super::super::printer::{Doc, call, generic};
use super::super::documents::body_of;
use super::super::names::{DECODE, bare_object, filler};
use super::Writer;

/// Where events are, in whatever form they come.
const EVENTS: &str = "._runtime.events";
/// What reads events in frames.
pub(super) const EVENT_MESSAGES: &str = "._runtime.event_messages";
/// What reads Server-Sent Events.
const SSE_EVENTS: &str = "._runtime.sse_events";

/// What is made of an output that events follow.
pub(super) struct Opening {
    /// An expression; the output is `o`.
    pub result: Doc,
    /// Its type.
    pub returns: Doc,
    /// Whether the answer `r` holds no events, and what is made of it then, where it can be told
    /// before they are read.
    pub refused: Option<(String, String)>,
}

/// Where the payload of a message goes.
pub(super) enum Payload<'p, 'm> {
    /// Nowhere.
    None,
    /// Into one member.
    Member(&'p Field<'m>),
    /// It is the document of the structure.
    Document,
}

/// The structures that are events of some stream of the plan, errors included.
fn structures(plan: &Plan<'_>) -> Vec<ShapeId> {
    let mut found: Vec<ShapeId> = plan
        .event_streams()
        .into_iter()
        .flat_map(|union| plan.stream_events(union))
        .map(|event| event.member.target.id)
        .filter(|target| *target != known::UNIT)
        .chain(plan.event_structures())
        .collect();
    found.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
    found.dedup();
    found
}

/// The shapes that documents of events are.
pub fn documents(plan: &Plan<'_>) -> Vec<ShapeId> {
    structures(plan)
        .into_iter()
        .filter_map(|id| match payload(plan, id) {
            Payload::None => None,
            Payload::Document => Some(id),
            Payload::Member(field) => matches!(field.kind, Kind::Structure | Kind::Union)
                .then_some(field.member.target.id),
        })
        .collect()
}

/// Where it goes of this structure.
pub(super) fn payload<'p, 'm>(plan: &'p Plan<'m>, id: ShapeId) -> Payload<'p, 'm> {
    let fields = plan.fields(id);
    let bound = |field: &&Field<'_>| field.member.has_trait(known::EVENT_PAYLOAD);
    if let Some(field) = fields.iter().find(bound) {
        return Payload::Member(field);
    }
    let free = |field: &Field<'_>| !field.member.has_trait(known::EVENT_HEADER);
    if fields.iter().any(free) {
        Payload::Document
    } else {
        Payload::None
    }
}

impl Writer<'_, '_, '_> {
    /// Writes what makes the events of all streams.
    pub(super) fn event_streams(&mut self) {
        let plan = self.plan;
        let unions = plan.event_streams();
        let mut scope = Scope::default();
        let mut stems: FxHashMap<ShapeId, String> = FxHashMap::default();
        for id in structures(plan) {
            let stem = scope.claim(&snake_case(plan.class_name(id)));
            if let Some(shape) = plan.model.shape(id) {
                self.event(&stem, shape);
            }
            stems.insert(id, stem);
        }
        self.alike_events(&stems);
        let mut scope = Scope::default();
        for union in unions {
            let stem = scope.claim(&snake_case(plan.class_name(union)));
            self.events(&stem, union, &stems);
            self.event_types(&stem, union, &stems);
            self.event_stems.insert(union, stem);
        }
    }

    /// `_event_x(e)`: from a message to a structure or error.
    fn event(&mut self, stem: &str, shape: &Shape) {
        let event = self.imports.local(EVENTS, "Event");
        let class = self.class(shape.id);
        self.out.raw("\n\n");
        self.out.signature(
            &format!("def _event_{stem}("),
            vec![format!("e: {event}").into()],
            &class.into(),
            false,
        );
        self.out.indent();
        self.declared = false;
        let plan = self.plan;
        let carried = payload(plan, shape.id);
        let made = if let Payload::Document = carried {
            let codecs = self.codecs();
            let function = format!("{codecs}.{}", self.codec.functions().deserializer(shape.id));
            call(function, vec![format!("e.{}", self.codec.reads()).into()])
        } else {
            bare_object(plan, shape.id, &mut self.imports)
        };
        // What the document holds under the name of a header is put right here.
        let headers: Vec<&Field<'_>> = plan
            .fields(shape.id)
            .iter()
            .filter(|field| field.member.has_trait(known::EVENT_HEADER))
            .collect();
        let member = match carried {
            Payload::Member(field) => Some(field),
            _ => None,
        };
        if headers.is_empty() && member.is_none() {
            self.out.statement("return ", &made, "");
        } else {
            self.out.statement("o = ", &made, "");
            for field in headers {
                self.event_header(field);
            }
            if let Some(field) = member {
                self.event_payload(field);
            }
            self.out.line("return o");
        }
        self.out.dedent();
    }

    fn event_header(&mut self, field: &Field<'_>) {
        let (class, expected) = match field.kind {
            Kind::Boolean => ("bool", "a boolean"),
            Kind::Integer => ("int", "an integer"),
            Kind::Blob => ("bytes", "bytes"),
            Kind::Timestamp => ("datetime.datetime", "a timestamp"),
            _ => ("str", "a string"),
        };
        if field.kind == Kind::Timestamp {
            self.imports.module("datetime");
        }
        let arguments = vec![
            py_string(field.wire()).into(),
            class.into(),
            py_string(expected).into(),
        ];
        let value = call("e.header", arguments);
        let store = format!("o.{} = ", field.name);
        match filler(field, &mut self.imports) {
            None => self.out.statement(&store, &value, ""),
            Some(filler) => {
                let head = self.target();
                self.out.statement(&head, &value, "");
                let value = Doc::Choice(Box::new([filler, "v is None".into(), "v".into()]));
                self.out.statement(&store, &value, "");
            }
        }
    }

    fn event_payload(&mut self, field: &Field<'_>) {
        let store = format!("o.{} = ", field.name);
        let value: Doc = match field.kind {
            Kind::String => "e.text()".into(),
            Kind::Structure | Kind::Union => {
                let codecs = self.codecs();
                let function = format!(
                    "{codecs}.{}",
                    self.codec.functions().deserializer(field.member.target.id)
                );
                let read = call(function, vec![format!("e.{}", self.codec.reads()).into()]);
                if field.is_optional() {
                    Doc::Choice(Box::new([read, "e.payload".into(), "None".into()]))
                } else {
                    read
                }
            }
            _ => "e.payload".into(),
        };
        self.out.statement(&store, &value, "");
    }

    /// `_events_x(e)`: from a message to a variant.
    fn events(&mut self, stem: &str, union: ShapeId, stems: &FxHashMap<ShapeId, String>) {
        let plan = self.plan;
        let Some(ClassKind::Union { variants, unknown }) = plan.class(union).map(|c| &c.kind)
        else {
            return;
        };
        let event = self.imports.local(EVENTS, "Event");
        let class = self.class(union);
        self.out.raw("\n\n");
        self.out.signature(
            &format!("def _events_{stem}("),
            vec![format!("e: {event}").into()],
            &class.into(),
            false,
        );
        self.out.indent();
        for item in variants {
            let class = format!("models.{}", item.name);
            let wire = py_string(wire_name(plan, union, item.member));
            self.out.statement("if e.type == ", &wire.into(), ":");
            let made = match stems.get(&item.member.target.id) {
                Some(stem) => {
                    let variant = self.imports.local(DECODE, "variant");
                    call(
                        variant,
                        vec![class.into(), format!("_event_{stem}(e)").into()],
                    )
                }
                None => call(self.imports.local(DECODE, "new"), vec![class.into()]),
            };
            self.out.indent();
            self.out.statement("return ", &made, "");
            self.out.dedent();
        }
        let function = self.imports.local(DECODE, "unknown");
        let arguments = vec![format!("models.{unknown}").into(), "e.type".into()];
        self.out
            .statement("return ", &call(function, arguments), "");
        self.out.dedent();
    }

    /// `_stream_x`: the events and errors of a stream.
    fn event_types(&mut self, stem: &str, union: ShapeId, stems: &FxHashMap<ShapeId, String>) {
        let types = if is_server_sent(self.plan, union) {
            self.imports.local(SSE_EVENTS, "NamedEvents")
        } else {
            self.imports.local(EVENT_MESSAGES, "EventTypes")
        };
        let mut items: Vec<Doc> = vec![format!("_events_{stem}").into()];
        let mut seen = FxHashSet::default();
        let errors: Vec<Doc> = self
            .plan
            .stream_events(union)
            .into_iter()
            .filter(|event| event.error && seen.insert(event.member.id))
            .filter_map(|event| {
                let stem = stems.get(&event.member.target.id)?;
                let wire = py_string(wire_name(self.plan, union, event.member));
                Some(format!("{wire}: _event_{stem}").into())
            })
            .collect();
        if !errors.is_empty() {
            items.push(Doc::Bracket {
                open: "{".into(),
                items: errors,
                close: "}".into(),
            });
        }
        self.out.raw("\n\n");
        self.out
            .statement(&format!("_stream_{stem} = "), &call(types, items), "");
    }

    /// `_alike_x`: events that are all of one structure.
    fn alike_events(&mut self, stems: &FxHashMap<ShapeId, String>) {
        for id in self.plan.event_structures() {
            let Some(stem) = stems.get(&id) else { continue };
            let types = self.imports.local(SSE_EVENTS, "AlikeEvents");
            self.out.raw("\n\n");
            let made = call(types, vec![format!("_event_{stem}").into()]);
            self.out.statement(&format!("_alike_{stem} = "), &made, "");
            self.alike_stems.insert(id, stem.clone());
        }
    }

    /// The media type of a body of these events, as the runtime calls it.
    pub(super) fn events_media_type(&mut self, events: &Events) -> String {
        if events.server_sent {
            self.imports.local(SSE_EVENTS, "TEXT_EVENT_STREAM")
        } else {
            self.imports.local(EVENT_MESSAGES, "EVENT_STREAM")
        }
    }

    /// What the reader of an operation with events returns.
    pub(super) fn opening(&mut self, operation: &Operation<'_>) -> Option<Opening> {
        let events = operation.events.as_ref()?;
        let opened = self.imports.local(EVENTS, "Opened");
        let (types, item) = match events.items {
            Items::Union(id) => {
                let stem = self.event_stems.get(&id)?.clone();
                (format!("_stream_{stem}"), self.class(id))
            }
            Items::Structure(id) => {
                let stem = self.alike_stems.get(&id)?.clone();
                (format!("_alike_{stem}"), self.class(id))
            }
            Items::Plain => {
                let types = self.imports.local(SSE_EVENTS, "PlainEvents");
                let item = self.imports.local("._runtime.sse", "ServerSentEvent");
                (format!("{types}()"), item)
            }
        };
        let classes = [item, self.class(operation.output?)];
        let returns = generic(&opened, classes, self.out.width());
        if self.style.uses_bindings() {
            let refused = events.server_sent.then(|| {
                (
                    format!("{types}.refusal(r) is not None"),
                    format!("{opened}(None, r, {types})"),
                )
            });
            return Some(Opening {
                result: call(opened, vec!["o".into(), "r".into(), types.into()]),
                returns,
                refused,
            });
        }
        let shape = self.plan.model.shape(operation.output?)?;
        let body = body_of(self.plan, self.style, shape, Direction::Response)?;
        let codecs = self.codecs();
        let first = self.codec.functions().body_deserializer(&body);
        let first = format!("{codecs}.{first}").into();
        let arguments = vec!["None".into(), "r".into(), types.into(), first];
        Some(Opening {
            result: call(opened, arguments),
            returns,
            refused: None,
        })
    }
}

/// Whether the events of a union come as Server-Sent Events.
fn is_server_sent(plan: &Plan<'_>, union: ShapeId) -> bool {
    let shape = plan.model.shape(union);
    shape.is_some_and(|shape| shape.has_trait(known::SERVER_SENT_EVENTS))
}

/// What an event is called on the wire. The names of Server-Sent Events are often no identifiers.
fn wire_name<'m>(plan: &Plan<'_>, union: ShapeId, member: &'m Member) -> &'m str {
    let own = member.id.member.as_str();
    let other = member.traits.text(known::JSON_NAME);
    other.filter(|_| is_server_sent(plan, union)).unwrap_or(own)
}
