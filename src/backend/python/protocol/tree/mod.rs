//! Codecs of documents that are trees of dicts, lists and scalars: one function for each shape and
//! direction.
//!
//! Emits straight-line code. A serializer checks the class of each value inline and calls the
//! runtime only where it is not the plain one; a deserializer makes bare objects and stores
//! attributes. Which shapes need one is found from the bodies of all messages.

mod alloy;
mod decode;
mod encode;
mod scalars;

use crate::knowledge::http::{Direction, TimestampFormat, json_name};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::literals::py_string;
use super::super::plan::{Kind, Plan, Variant, annotation, kind, reach};
use super::super::printer::{Doc, Printer};
use super::super::write::imports::Imports;
use super::names::{DECODE, ENCODE, ForeignNames};
use super::{Bodies, Body, Codec, Functions, Stepwise};

/// What a protocol decides for itself.
#[derive(Clone, Copy, Debug)]
pub struct TreeSettings {
    /// Whether `@jsonName` counts.
    pub json_names: bool,
    /// Whether the traits of `alloy` count.
    pub alloy: bool,
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

/// A codec of trees.
#[derive(Debug)]
pub struct TreeCodec {
    settings: TreeSettings,
    functions: Functions,
}

impl TreeCodec {
    /// Finds what is needed for these bodies.
    pub fn new(plan: &Plan<'_>, settings: TreeSettings, bodies: &Bodies) -> Self {
        Self {
            settings,
            functions: Functions::new(plan, bodies),
        }
    }
}

impl Codec for TreeCodec {
    fn functions(&self) -> &Functions {
        &self.functions
    }

    fn reads(&self) -> &'static str {
        "object()"
    }

    fn timestamps(&self) -> TimestampFormat {
        TimestampFormat::EpochSeconds
    }

    /// The first list of an output whose items hold unions: trees of small objects gain by it what
    /// others do not. What a standard library might not read alike is left out.
    fn stepwise(&self, plan: &Plan<'_>, body: &Body) -> Option<Stepwise> {
        if self.settings.dialect != Dialect::Json {
            return None;
        }
        let model = plan.model;
        let structured = |found| matches!(found, Kind::Map | Kind::Structure);
        let field = plan.fields(body.shape).iter().find(|field| {
            let list = model.shape(field.member.target.id);
            let item = list.and_then(|list| list.member(known::member::MEMBER));
            field.kind == Kind::List
                && item.is_some_and(|item| structured(kind(model, item.target.id)))
                && self
                    .functions
                    .in_document(plan, field.member, Direction::Response)
                && reach(model, vec![field.member.target.id])
                    .into_iter()
                    .any(|id| kind(model, id) == Kind::Union)
        })?;
        let odd = |id| {
            matches!(
                kind(model, id),
                Kind::Document | Kind::BigInteger | Kind::BigDecimal
            )
        };
        if reach(model, vec![body.shape]).into_iter().any(odd) {
            return None;
        }
        let name = if self.settings.json_names {
            json_name(field.member)
        } else {
            field.member.id.member.as_str()
        };
        Some(Stepwise {
            key: py_string(name),
            attribute: field.name.clone(),
            function: self.functions.deserializer(field.member.target.id),
        })
    }

    fn absent(&self, any: &str) -> String {
        format!("dict[str, {any}] = {{}}")
    }

    fn write(&self, plan: &Plan<'_>) -> (Imports, String) {
        let mut writer = Writer {
            plan,
            codec: self,
            imports: Imports::default(),
            out: Printer::new(),
        };
        for function in self.functions.in_order(plan) {
            writer.out.raw("\n\n");
            if function.decodes {
                writer.decoder(function.shape, function.body);
            } else {
                writer.encoder(function.shape, function.body);
            }
        }
        (writer.imports, writer.out.finish())
    }
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
        self.codec
            .functions
            .in_document(self.plan, member, direction)
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
        let name = format!("{}{suffix}", self.codec.functions.serializer(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_encoder(&name, shape),
            Kind::Map => self.map_encoder(&name, shape),
            Kind::Union => self.union_encoder(&name, shape),
            _ => self.structure_encoder(&name, shape, body),
        }
    }

    fn decoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("{}{suffix}", self.codec.functions.deserializer(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_decoder(&name, shape),
            Kind::Map => self.map_decoder(&name, shape),
            Kind::Union if self.alloy_union_decoder(&name, shape) => {}
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

    /// The variants of a union in the order in which codecs try them: scalars first, since most
    /// values are such, then what holds other shapes, as trees do, and what is rare last.
    fn by_likelihood<'v>(&mut self, variants: &'v [Variant<'_>]) -> Vec<&'v Variant<'v>> {
        let model = self.plan.model;
        let mut order: Vec<(u8, &Variant<'_>)> = variants
            .iter()
            .map(|variant| {
                let target = variant.member.target.id;
                let held = |name| {
                    let member = model.shape(target).and_then(|shape| shape.member(name));
                    member.is_some_and(|member| holds(kind(model, member.target.id)))
                };
                let rank = match kind(model, target) {
                    Kind::String | Kind::Boolean | Kind::Integer | Kind::Float => 0,
                    Kind::Structure | Kind::Union => 1,
                    Kind::List if held(known::member::MEMBER) => 1,
                    Kind::Map if held(known::member::VALUE) => 1,
                    _ => 2,
                };
                (rank, variant)
            })
            .collect();
        order.sort_by_key(|(rank, _)| *rank);
        order.into_iter().map(|(_, variant)| variant).collect()
    }

    /// One statement in a block of its own.
    fn assign(&mut self, head: &str, value: &Doc) {
        self.out.indent();
        self.out.statement(head, value, "");
        self.out.dedent();
    }
}

/// Whether values of this kind hold others.
fn holds(kind: Kind) -> bool {
    matches!(kind, Kind::List | Kind::Map | Kind::Structure | Kind::Union)
}

fn plain_test(value: &str, class: &str) -> String {
    format!("{value}.__class__ is {class}")
}

/// The class of what holds other values, and what to call it.
fn holder(kind: Kind) -> (&'static str, &'static str) {
    if kind == Kind::List {
        ("list", "an array")
    } else {
        ("dict", "an object")
    }
}

fn null_first(sparse: bool, item: Doc) -> Doc {
    if sparse {
        Doc::Choice(Box::new(["None".into(), "x is None".into(), item]))
    } else {
        item
    }
}
