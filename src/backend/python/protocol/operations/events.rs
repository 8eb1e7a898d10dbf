//! Events: from the messages of an event stream to variants of a union, and to errors.
//!
//! In a message, HTTP bindings mean nothing: a member is a header (`@eventHeader`), the payload
//! (`@eventPayload`), or part of the document that the payload is. (Specification: "Event message
//! serialization".)

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::http::Direction;
use crate::model::Shape;
use crate::name::{ShapeId, known};

use super::super::super::literals::py_string;
use super::super::super::names::{Scope, snake_case};
use super::super::super::plan::{ClassKind, Field, Kind, Operation, Plan, kind};
use super::super::super::printer::{Doc, call, generic};
use super::super::documents::body_of;
use super::super::names::{DECODE, bare_object, filler};
use super::Writer;

pub(super) const EVENT_STREAM: &str = "._runtime.event_stream";

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
        let event = self.imports.local(EVENT_STREAM, "Event");
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
        let event = self.imports.local(EVENT_STREAM, "Event");
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
            let wire = py_string(item.member.id.member.as_str());
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
        let types = self.imports.local(EVENT_STREAM, "EventTypes");
        let mut items: Vec<Doc> = vec![format!("_events_{stem}").into()];
        let mut seen = FxHashSet::default();
        let errors: Vec<Doc> = self
            .plan
            .stream_events(union)
            .into_iter()
            .filter(|event| event.error && seen.insert(event.member.id))
            .filter_map(|event| {
                let stem = stems.get(&event.member.target.id)?;
                let wire = py_string(event.member.id.member.as_str());
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

    /// What the reader of an operation with events returns, and its type.
    pub(super) fn opened(&mut self, operation: &Operation<'_>) -> Option<(Doc, Doc)> {
        let events = operation.events.as_ref()?;
        let stem = self.event_stems.get(&events.union)?.clone();
        let opened = self.imports.local(EVENT_STREAM, "Opened");
        let classes = [events.union, operation.output?].map(|id| self.class(id));
        let kind = generic(&opened, classes, self.out.width());
        if self.style.uses_bindings() {
            let made = format!("{opened}(o, r, _stream_{stem})");
            return Some((made.into(), kind));
        }
        let shape = self.plan.model.shape(operation.output?)?;
        let body = body_of(self.plan, self.style, shape, Direction::Response)?;
        let codecs = self.codecs();
        let first = self.codec.functions().body_deserializer(&body);
        let stream = format!("_stream_{stem}").into();
        let first = format!("{codecs}.{first}").into();
        let made = call(opened, vec!["None".into(), "r".into(), stream, first]);
        Some((made, kind))
    }
}

/// Whether a member is an event stream.
pub(super) fn is_stream(plan: &Plan<'_>, target: ShapeId) -> bool {
    kind(plan.model, target) == Kind::EventStream
}
