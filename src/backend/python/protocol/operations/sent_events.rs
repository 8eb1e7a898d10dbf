//! Events that are sent: from variants of a union, and from errors, to the messages of an event
//! stream.
//!
//! The same places as in [`super::events`], the other way round. (Specification: "Event message
//! serialization".)

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::http::media_type;
use crate::model::Shape;
use crate::name::{ShapeId, ShapeType, known};

use super::super::super::literals::py_string;
use super::super::super::names::{Scope, snake_case};
use super::super::super::plan::{ClassKind, Field, Kind, Operation, Plan};
use super::super::super::printer::{Doc, call};
use super::super::Body;
use super::Writer;
use super::events::{EVENT_MESSAGES, Payload, payload};

const EVENT_WRITER: &str = "._runtime.event_writer";

/// What is written of the events that inputs hold.
#[derive(Debug, Default)]
pub struct Sent {
    /// The documents of events.
    pub bodies: Vec<Body>,
    /// The shapes that are a payload as a whole.
    pub payloads: Vec<ShapeId>,
}

/// The structures that are events of some input, errors included.
fn structures(plan: &Plan<'_>) -> Vec<ShapeId> {
    let mut found: Vec<ShapeId> = plan
        .sent_streams()
        .into_iter()
        .flat_map(|union| plan.stream_events(union))
        .map(|event| event.member.target.id)
        .filter(|target| *target != known::UNIT)
        .collect();
    found.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
    found.dedup();
    found
}

/// The documents in the events that are sent.
pub fn sent(plan: &Plan<'_>) -> Sent {
    let mut found = Sent::default();
    for id in structures(plan) {
        match payload(plan, id) {
            Payload::None => {}
            Payload::Document => found.bodies.push(body(plan, id)),
            Payload::Member(field) => {
                if matches!(field.kind, Kind::Structure | Kind::Union) {
                    found.payloads.push(field.member.target.id);
                }
            }
        }
    }
    found
}

/// The document of an event; headers are not in it.
fn body(plan: &Plan<'_>, shape: ShapeId) -> Body {
    let fields = plan.fields(shape);
    Body {
        shape,
        partial: fields
            .iter()
            .any(|field| field.member.has_trait(known::EVENT_HEADER)),
    }
}

impl Writer<'_, '_, '_> {
    /// Writes what makes messages of the events of all inputs.
    pub(super) fn sent_streams(&mut self) {
        let plan = self.plan;
        let mut scope = Scope::default();
        let mut stems: FxHashMap<ShapeId, String> = FxHashMap::default();
        for id in structures(plan) {
            let stem = scope.claim(&snake_case(plan.class_name(id)));
            if let Some(shape) = plan.model.shape(id) {
                self.sent_event(&stem, shape);
            }
            stems.insert(id, stem);
        }
        let mut scope = Scope::default();
        for union in plan.sent_streams() {
            let stem = scope.claim(&snake_case(plan.class_name(union)));
            self.sent_variants(&stem, union, &stems);
            self.sent_stems.insert(union, stem);
        }
    }

    fn message(&mut self) -> String {
        self.imports.local(EVENT_WRITER, "Message")
    }

    /// `_put_event_x(o, m)`: from a structure or error to headers and payload.
    fn sent_event(&mut self, stem: &str, shape: &Shape) {
        let message = self.message();
        let class = self.class(shape.id);
        self.out.raw("\n\n");
        self.out.signature(
            &format!("def _put_event_{stem}("),
            vec![format!("o: {class}").into(), format!("m: {message}").into()],
            &"None".into(),
            false,
        );
        self.out.indent();
        self.declared = false;
        let plan = self.plan;
        let mut empty = true;
        for field in plan.fields(shape.id) {
            if !field.member.has_trait(known::EVENT_HEADER) {
                continue;
            }
            empty = false;
            let (value, open) = self.value_of(field);
            let items = vec![
                "o".into(),
                py_string(&field.name).into(),
                value.into(),
                py_string(field.wire()).into(),
            ];
            let method = format!("m.{}", self.header_type(field));
            self.out.statement("", &call(method, items), "");
            if open {
                self.out.dedent();
            }
        }
        match payload(plan, shape.id) {
            Payload::None if empty => self.out.line("pass"),
            Payload::None => {}
            Payload::Member(field) => self.sent_payload(field),
            Payload::Document => {
                let body = body(plan, shape.id);
                let document = self.codec.event(plan, &body, &mut self.imports);
                self.out
                    .statement("", &call("m.document", vec![document]), "");
            }
        }
        self.out.dedent();
    }

    /// The method of a message for a header of this type.
    fn header_type(&self, field: &Field<'_>) -> &'static str {
        let target = self.plan.model.shape(field.member.target.id);
        match target.map(|shape| shape.shape_type) {
            Some(ShapeType::Boolean) => "boolean",
            Some(ShapeType::Byte) => "byte",
            Some(ShapeType::Short) => "short",
            Some(ShapeType::Integer | ShapeType::IntEnum) => "integer",
            Some(ShapeType::Long) => "long",
            Some(ShapeType::Blob) => "binary",
            Some(ShapeType::Timestamp) => "timestamp",
            _ => "string",
        }
    }

    fn sent_payload(&mut self, field: &Field<'_>) {
        let plan = self.plan;
        let (value, open) = self.value_of(field);
        let own_type = media_type(plan.model, field.member).map(str::to_owned);
        let place: Vec<Doc> = vec![
            "o".into(),
            py_string(&field.name).into(),
            value.clone().into(),
        ];
        let made = match field.kind {
            Kind::Structure | Kind::Union => {
                let target = field.member.target.id;
                let arguments = if field.kind == Kind::Union {
                    place
                } else {
                    let class = self.class(target);
                    let put = self.encode("put_shape");
                    let checked: Vec<Doc> = place.into_iter().chain([class.into()]).collect();
                    let head = self.target();
                    self.out.statement(&head, &call(put, checked), "");
                    vec!["v".into()]
                };
                let document = self
                    .codec
                    .payload(plan, field.member, arguments, &mut self.imports);
                call("m.document", vec![document])
            }
            Kind::String | Kind::Blob | Kind::Stream => {
                let method = if field.kind == Kind::String {
                    "m.text"
                } else {
                    "m.blob"
                };
                let own_type = own_type.map(|text| py_string(&text).into());
                call(method, place.into_iter().chain(own_type).collect())
            }
            _ => call("m.document", vec![value.into()]),
        };
        self.out.statement("", &made, "");
        if open {
            self.out.dedent();
        }
    }

    /// `_put_events_x(e, m)`: from what the caller gave to headers and payload.
    fn sent_variants(&mut self, stem: &str, union: ShapeId, stems: &FxHashMap<ShapeId, String>) {
        let plan = self.plan;
        let Some(ClassKind::Union { variants, .. }) = plan.class(union).map(|c| &c.kind) else {
            return;
        };
        let message = self.message();
        let any = self.any();
        self.imports.local(".", "models");
        self.out.raw("\n\n");
        self.out.signature(
            &format!("def _put_events_{stem}("),
            vec![format!("e: {any}").into(), format!("m: {message}").into()],
            &"None".into(),
            false,
        );
        self.out.indent();
        for item in variants {
            let target = item.member.target.id;
            self.sent_case(
                "event",
                &format!("models.{}", item.name),
                item.member.id.member.as_str(),
            );
            if let Some(stem) = stems.get(&target) {
                let class = self.class(target);
                let put = self.encode("put_shape");
                let checked = vec![
                    "e".into(),
                    "\"value\"".into(),
                    "e.value".into(),
                    class.into(),
                ];
                let items = vec![call(put, checked), "m".into()];
                self.out
                    .statement("", &call(format!("_put_event_{stem}"), items), "");
            }
            self.out.line("return");
            self.out.dedent();
        }
        let mut seen = FxHashSet::default();
        for event in plan.stream_events(union) {
            let target = event.member.target.id;
            let Some(stem) = stems
                .get(&target)
                .filter(|_| event.error && seen.insert(target))
            else {
                continue;
            };
            let class = self.class(target);
            self.sent_case("exception", &class, event.member.id.member.as_str());
            self.out.line(format!("_put_event_{stem}(e, m)"));
            self.out.line("return");
            self.out.dedent();
        }
        let wrong = self.encode("wrong");
        let expected = py_string(&format!("a known variant of {}", plan.class_name(union)));
        let items = vec!["e".into(), "None".into(), "e".into(), expected.into()];
        self.out.statement("", &call(wrong, items), "");
        self.out.dedent();
    }

    fn sent_case(&mut self, kind: &str, class: &str, wire: &str) {
        let test = call("isinstance", vec!["e".into(), class.to_owned().into()]);
        self.out.statement("if ", &test, ":");
        self.out.indent();
        let named = call(format!("m.{kind}"), vec![py_string(wire).into()]);
        self.out.statement("", &named, "");
    }

    /// The arguments of a request whose body is a stream of events. `initial` is the document
    /// that goes before them.
    pub(super) fn sent_body(
        &mut self,
        operation: &Operation<'_>,
        initial: Option<Doc>,
    ) -> Vec<Doc> {
        let plan = self.plan;
        let fields = operation.input.map_or(&[] as &[_], |id| plan.fields(id));
        let Some((union, field)) = operation.sends.and_then(|union| {
            let field = fields.iter().find(|one| one.kind == Kind::EventStream)?;
            Some((union, field))
        }) else {
            return Vec::new();
        };
        let stem = self.sent_stems.get(&union).cloned().unwrap_or_default();
        let wire = self.protocol.wire(plan);
        let wire = self.imports.local(wire.module, wire.name);
        let function = self.imports.local(EVENT_WRITER, "put_events");
        let media_type = self.imports.local(EVENT_MESSAGES, "EVENT_STREAM");
        let mut items: Vec<Doc> = vec![
            "o".into(),
            py_string(&field.name).into(),
            format!("o.{}", field.name).into(),
            format!("_put_events_{stem}").into(),
            wire.into(),
        ];
        if field.demanded {
            items.push("required=True".into());
        }
        if operation.exact {
            items.push("exact=True".into());
        }
        if let Some(initial) = initial {
            self.out.statement("d = ", &initial, "");
            items.push("initial=d".into());
        }
        self.out.statement("b = ", &call(function, items), "");
        vec![
            "content=b".into(),
            format!("content_type={media_type}").into(),
        ]
    }
}
