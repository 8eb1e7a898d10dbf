//! Codecs of documents that are trees of dicts, lists and scalars: one function for each shape and
//! direction.
//!
//! Emits straight-line code. A serializer checks the class of each value inline and calls the
//! runtime only where it is not the plain one; a deserializer makes bare objects and stores
//! attributes. Which shapes need one is found from the bodies of all messages.

mod decode;
mod encode;
mod scalars;

use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use indexmap::IndexSet;

use crate::knowledge::contextual_name;
use crate::knowledge::http::{Direction, TimestampFormat, json_name};
use crate::model::{Member, Shape};
use crate::name::ShapeId;

use super::super::literals::py_string;
use super::super::names::{Scope, snake_case};
use super::super::plan::{ClassKind, Kind, Plan, annotation, kind};
use super::super::printer::{Doc, Printer};
use super::super::write::imports::Imports;
use super::names::{DECODE, ENCODE, ForeignNames};
use super::{Bodies, Body, Codec};

/// What a protocol decides for itself.
#[derive(Clone, Copy, Debug)]
pub struct TreeSettings {
    /// Whether `@jsonName` counts.
    pub json_names: bool,
    /// How values without a type of their own are written.
    pub dialect: Dialect,
}

/// How values are written that some format has no type for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// JSON: numbers of any size are numbers, blobs are base64, timestamps follow
    /// `@timestampFormat` and are seconds without it, and floats that are not finite have names.
    Json,
    /// JSON in which numbers of any size are text, and timestamps always seconds.
    JsonText,
    /// CBOR, which has types for everything.
    Cbor,
}

/// The functions that a set of messages needs, and their names.
#[derive(Debug)]
pub struct TreeCodec {
    settings: TreeSettings,
    encoded: IndexSet<ShapeId, FxBuildHasher>,
    decoded: IndexSet<ShapeId, FxBuildHasher>,
    encoded_bodies: Vec<ShapeId>,
    decoded_bodies: Vec<ShapeId>,
    bodies: Bodies,
    stems: FxHashMap<ShapeId, String>,
}

impl TreeCodec {
    /// Finds what is needed for these bodies.
    pub fn new(plan: &Plan<'_>, settings: TreeSettings, bodies: &Bodies) -> Self {
        let sent = (&*bodies.requests, &*bodies.sent, Direction::Request);
        let received = (&*bodies.responses, &*bodies.received, Direction::Response);
        let mut codec = Self {
            settings,
            encoded: closure(plan, bodies, sent),
            decoded: closure(plan, bodies, received),
            encoded_bodies: partial(&bodies.requests),
            decoded_bodies: partial(&bodies.responses),
            bodies: bodies.clone(),
            stems: FxHashMap::default(),
        };
        let mut all: Vec<ShapeId> = codec
            .encoded
            .iter()
            .chain(&codec.decoded)
            .chain(&codec.encoded_bodies)
            .chain(&codec.decoded_bodies)
            .copied()
            .collect();
        let own = plan.service.id.namespace;
        all.sort_unstable_by_key(|id| (id.namespace != own, *id));
        all.dedup();
        let mut scope = Scope::default();
        for id in all {
            let name = plan.class(id).map_or_else(
                || contextual_name(plan.service, id).to_owned(),
                |class| class.name.clone(),
            );
            let mut stem = snake_case(&name);
            // `x` and `x_body` must not meet.
            if stem.ends_with("_body") {
                stem.push('_');
            }
            codec.stems.insert(id, scope.claim(&stem));
        }
        codec
    }

    fn stem(&self, id: ShapeId) -> &str {
        self.stems.get(&id).map_or("", String::as_str)
    }
}

impl Codec for TreeCodec {
    fn serializer(&self, id: ShapeId) -> String {
        format!("ser_{}", self.stem(id))
    }

    fn deserializer(&self, id: ShapeId) -> String {
        format!("de_{}", self.stem(id))
    }

    fn body_serializer(&self, body: &Body) -> String {
        let suffix = if body.partial { "_body" } else { "" };
        format!("ser_{}{suffix}", self.stem(body.shape))
    }

    fn body_deserializer(&self, body: &Body) -> String {
        let suffix = if body.partial { "_body" } else { "" };
        format!("de_{}{suffix}", self.stem(body.shape))
    }

    fn reads(&self) -> &'static str {
        "object()"
    }

    fn timestamps(&self) -> TimestampFormat {
        TimestampFormat::EpochSeconds
    }

    /// By name; those of errors come last.
    fn write(&self, plan: &Plan<'_>) -> (Imports, String) {
        let mut writer = Writer {
            plan,
            codec: self,
            imports: Imports::default(),
            out: Printer::new(),
        };
        // By stem, then whether it is a body, then the direction.
        let mut order: BTreeMap<(bool, &str, bool, bool), ShapeId> = BTreeMap::new();
        let error = |id: ShapeId| {
            plan.class(id)
                .is_some_and(|class| matches!(class.kind, ClassKind::Error { .. }))
        };
        for (ids, body, decode) in [
            (
                self.encoded.iter().copied().collect::<Vec<_>>(),
                false,
                false,
            ),
            (self.decoded.iter().copied().collect(), false, true),
            (self.encoded_bodies.clone(), true, false),
            (self.decoded_bodies.clone(), true, true),
        ] {
            for id in ids {
                order.insert((error(id), self.stem(id), body, decode), id);
            }
        }
        for ((_, _, body, decode), id) in order {
            let Some(shape) = plan.model.shape(id) else {
                continue;
            };
            writer.out.raw("\n\n");
            if decode {
                writer.decoder(shape, body);
            } else {
                writer.encoder(shape, body);
            }
        }
        (writer.imports, writer.out.finish())
    }
}

fn partial(bodies: &[Body]) -> Vec<ShapeId> {
    let mut found: Vec<ShapeId> = bodies
        .iter()
        .filter(|body| body.partial)
        .map(|body| body.shape)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The shapes that need a function of their own.
fn closure(
    plan: &Plan<'_>,
    bodies: &Bodies,
    (messages, values, direction): (&[Body], &[ShapeId], Direction),
) -> IndexSet<ShapeId, FxBuildHasher> {
    let mut found = IndexSet::default();
    let mut waiting: Vec<ShapeId> = values.to_vec();
    for body in messages {
        let Some(shape) = plan.model.shape(body.shape) else {
            continue;
        };
        if body.partial {
            let members = shape
                .members
                .values()
                .filter(|member| bodies.in_document(plan, member, direction));
            waiting.extend(members.map(|member| member.target.id));
        } else {
            waiting.push(body.shape);
        }
    }
    while let Some(id) = waiting.pop() {
        let holds = matches!(
            kind(plan.model, id),
            Kind::List | Kind::Map | Kind::Structure | Kind::Union
        );
        if !holds || !found.insert(id) {
            continue;
        }
        if let Some(shape) = plan.model.shape(id) {
            waiting.extend(shape.members.values().map(|member| member.target.id));
        }
    }
    found
}

struct Writer<'p, 'm, 'c> {
    plan: &'p Plan<'m>,
    codec: &'c TreeCodec,
    imports: Imports,
    out: Printer,
}

impl Writer<'_, '_, '_> {
    fn decode(&mut self, name: &str) -> String {
        self.imports.local(DECODE, name)
    }

    fn encode(&mut self, name: &str) -> String {
        self.imports.local(ENCODE, name)
    }

    fn in_document(&self, member: &Member, direction: Direction) -> bool {
        self.codec.bodies.in_document(self.plan, member, direction)
    }

    fn any(&mut self) -> String {
        self.imports.standard("typing", "Any")
    }

    fn class(&mut self, id: ShapeId) -> String {
        self.imports.local(".", "models");
        format!("models.{}", self.plan.class_name(id))
    }

    fn wire(&self, member: &Member) -> String {
        py_string(if self.codec.settings.json_names {
            json_name(member)
        } else {
            member.id.member.as_str()
        })
    }

    fn annotation(&mut self, target: ShapeId) -> Doc {
        let mut names = ForeignNames::decoded(&mut self.imports);
        annotation(self.plan, target, &mut names)
    }

    fn encoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("{}{suffix}", self.codec.serializer(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_encoder(&name, shape),
            Kind::Map => self.map_encoder(&name, shape),
            Kind::Union => self.union_encoder(&name, shape),
            _ => self.structure_encoder(&name, shape, body),
        }
    }

    fn decoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("{}{suffix}", self.codec.deserializer(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_decoder(&name, shape),
            Kind::Map => self.map_decoder(&name, shape),
            Kind::Union => self.union_decoder(&name, shape),
            _ => self.structure_decoder(&name, shape, body),
        }
    }

    fn comprehension(&mut self, open: &'static str, parts: Vec<Doc>, close: &'static str) {
        let value = Doc::Wrap {
            open: open.into(),
            parts,
            close: close.into(),
        };
        self.out.statement("return ", &value, "");
    }

    /// One statement in a block of its own.
    fn assign(&mut self, head: &str, value: &Doc) {
        self.out.indent();
        self.out.statement(head, value, "");
        self.out.dedent();
    }
}

fn plain_test(value: &str, class: &str) -> String {
    format!("{value}.__class__ is {class}")
}

fn null_first(sparse: bool, item: Doc) -> Doc {
    if sparse {
        Doc::Choice(Box::new(["None".into(), "x is None".into(), item]))
    } else {
        item
    }
}
