//! Codecs of JSON documents: one function for each shape and direction.
//!
//! Emits straight-line code. A serializer checks the class of each value inline and calls the
//! runtime only where it is not the plain one; a deserializer makes bare objects and stores
//! attributes. Which shapes need one is found from the bodies of all messages.

use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use indexmap::IndexSet;

use crate::knowledge::contextual_name;
use crate::knowledge::http::{Location, TimestampFormat, json_name, timestamp_format};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::literals::py_string;
use super::super::names::{self, Scope};
use super::super::plan::{
    ClassKind, DefaultValue, Field, Kind, Names, Plan, Presence, annotation, kind,
};
use super::super::printer::{Doc, Printer, call, row};
use super::super::write::imports::Imports;
use super::super::write::models::value_expression;

const DECODE: &str = "._runtime.decode";
const ENCODE: &str = "._runtime.encode";

/// What a JSON protocol decides for itself.
#[derive(Clone, Copy, Debug)]
pub struct JsonSettings {
    /// Whether `@jsonName` counts.
    pub json_names: bool,
    /// How timestamps are written where the model does not say.
    pub timestamps: TimestampFormat,
}

/// The body of a message: a structure, of which only some members are in the document.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Body {
    /// The structure.
    pub shape: ShapeId,
    /// Whether other members travel elsewhere, so that the function is not the shape's own.
    pub partial: bool,
}

/// The functions that a set of messages needs, and their names.
#[derive(Debug)]
pub struct JsonCodec {
    settings: JsonSettings,
    encoded: IndexSet<ShapeId, FxBuildHasher>,
    decoded: IndexSet<ShapeId, FxBuildHasher>,
    encoded_bodies: Vec<ShapeId>,
    decoded_bodies: Vec<ShapeId>,
    stems: FxHashMap<ShapeId, String>,
}

impl JsonCodec {
    /// Finds what is needed. `requests` and `responses` are the structured bodies; `values` are
    /// shapes that are a body as a whole.
    pub fn new(
        plan: &Plan<'_>,
        settings: JsonSettings,
        requests: &[Body],
        responses: &[Body],
        sent_values: &[ShapeId],
        received_values: &[ShapeId],
    ) -> Self {
        let mut codec = Self {
            settings,
            encoded: closure(plan, requests, sent_values),
            decoded: closure(plan, responses, received_values),
            encoded_bodies: partial(requests),
            decoded_bodies: partial(responses),
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
            let mut stem = names::snake_case(&name);
            // `x` and `x_body` must not meet.
            if stem.ends_with("_body") {
                stem.push('_');
            }
            codec.stems.insert(id, scope.claim(&stem));
        }
        codec
    }

    /// The serializer of a shape.
    pub fn encoder(&self, id: ShapeId) -> String {
        format!("ser_{}", self.stem(id))
    }

    /// The deserializer of a shape.
    pub fn decoder(&self, id: ShapeId) -> String {
        format!("de_{}", self.stem(id))
    }

    /// The serializer of a body.
    pub fn body_encoder(&self, body: &Body) -> String {
        let suffix = if body.partial { "_body" } else { "" };
        format!("ser_{}{suffix}", self.stem(body.shape))
    }

    /// The deserializer of a body.
    pub fn body_decoder(&self, body: &Body) -> String {
        let suffix = if body.partial { "_body" } else { "" };
        format!("de_{}{suffix}", self.stem(body.shape))
    }

    fn stem(&self, id: ShapeId) -> &str {
        self.stems.get(&id).map_or("", String::as_str)
    }

    /// Writes all functions, by name; those of errors come last. Returns the text and its imports.
    pub fn write(&self, plan: &Plan<'_>) -> (Imports, String) {
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

/// Whether a member of a message is in its document.
pub fn in_document(member: &Member) -> bool {
    ![
        known::HTTP_HEADER,
        known::HTTP_PREFIX_HEADERS,
        known::HTTP_PAYLOAD,
        known::HTTP_QUERY,
        known::HTTP_QUERY_PARAMS,
        known::HTTP_LABEL,
        known::HTTP_RESPONSE_CODE,
    ]
    .iter()
    .any(|id| member.has_trait(*id))
}

/// The shapes that need a function of their own.
fn closure(
    plan: &Plan<'_>,
    bodies: &[Body],
    values: &[ShapeId],
) -> IndexSet<ShapeId, FxBuildHasher> {
    let mut found = IndexSet::default();
    let mut waiting: Vec<ShapeId> = values.to_vec();
    for body in bodies {
        let Some(shape) = plan.model.shape(body.shape) else {
            continue;
        };
        if body.partial {
            let members = shape.members.values().filter(|member| in_document(member));
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
    codec: &'c JsonCodec,
    imports: Imports,
    out: Printer,
}

/// How names are spelled outside of `models`.
pub struct ForeignNames<'a> {
    /// Where imports go.
    pub imports: &'a mut Imports,
    /// Whether enums are spelled with their known values.
    pub literals: bool,
    /// Whether builtins are hidden by something in this module.
    pub hidden_builtins: bool,
    /// The type of a streamed body.
    pub stream: &'static str,
}

impl Names for ForeignNames<'_> {
    fn builtin(&mut self, name: &'static str) -> String {
        if self.hidden_builtins {
            self.imports.module_as("builtins", "_b");
            format!("_b.{name}")
        } else {
            name.to_owned()
        }
    }

    fn standard(&mut self, module: &'static str, name: &'static str) -> String {
        self.imports.module(module);
        format!("{module}.{name}")
    }

    fn runtime(&mut self, _module: &'static str, name: &'static str) -> String {
        self.imports.local("._runtime.documents", name)
    }

    fn model(&mut self, name: &str) -> String {
        self.imports.local(".", "models");
        format!("models.{name}")
    }

    fn literals(&self) -> bool {
        self.literals
    }

    fn stream(&mut self) -> String {
        self.imports.local("._runtime.streams", self.stream)
    }
}

impl Writer<'_, '_, '_> {
    fn decode(&mut self, name: &str) -> String {
        self.imports.local(DECODE, name)
    }

    fn encode(&mut self, name: &str) -> String {
        self.imports.local(ENCODE, name)
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

    fn timestamp(&self, member: &Member) -> &'static str {
        let format = timestamp_format(
            self.plan.model,
            member,
            Location::Document,
            self.codec.settings.timestamps,
        );
        timestamp_name(format)
    }

    fn annotation(&mut self, target: ShapeId) -> Doc {
        let mut names = ForeignNames {
            imports: &mut self.imports,
            literals: false,
            hidden_builtins: false,
            stream: "ByteStream",
        };
        annotation(self.plan, target, &mut names)
    }

    fn encoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("{}{suffix}", self.codec.encoder(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_encoder(&name, shape),
            Kind::Map => self.map_encoder(&name, shape),
            Kind::Union => self.union_encoder(&name, shape),
            _ => self.structure_encoder(&name, shape, body),
        }
    }

    fn decoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("{}{suffix}", self.codec.decoder(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_decoder(&name, shape),
            Kind::Map => self.map_decoder(&name, shape),
            Kind::Union => self.union_decoder(&name, shape),
            _ => self.structure_decoder(&name, shape, body),
        }
    }

    // ---- collections

    fn list_encoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::MEMBER) else {
            return;
        };
        let any = self.any();
        let head = format!("def {name}(");
        let returns = format!("list[{any}]");
        self.out.signature(
            &head,
            vec![format!("a: {any}").into()],
            &returns.into(),
            false,
        );
        self.out.indent();
        let item = self.sent_item(member, "a", "None", false);
        let item = sparse_item(shape, item);
        self.comprehension("[", vec![item, "for x in a".into()], "]");
        self.out.dedent();
    }

    fn map_encoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::VALUE) else {
            return;
        };
        let any = self.any();
        let head = format!("def {name}(");
        let returns = format!("dict[str, {any}]");
        self.out.signature(
            &head,
            vec![format!("m: {any}").into()],
            &returns.into(),
            false,
        );
        self.out.indent();
        let put = self.encode("put_str");
        let item = sparse_item(shape, self.sent_item(member, "m", "k", true));
        let entry = row([format!("{put}(m, k, k): ").into(), item]);
        self.comprehension("{", vec![entry, "for k, x in m.items()".into()], "}");
        self.out.dedent();
    }

    fn list_decoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::MEMBER) else {
            return;
        };
        let any = self.any();
        let returns = self.annotation(shape.id);
        let head = format!("def {name}(");
        self.out
            .signature(&head, vec![format!("a: {any}").into()], &returns, false);
        self.out.indent();
        let sparse = shape.has_trait(known::SPARSE);
        let item = self.received_item(member, "a", sparse, false);
        let mut parts = vec![item, "for x in a".into()];
        if !sparse && kind(self.plan.model, member.target.id) != Kind::Document {
            parts.push("if x is not None".into());
        }
        self.comprehension("[", parts, "]");
        self.out.dedent();
    }

    fn map_decoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::VALUE) else {
            return;
        };
        let any = self.any();
        let returns = self.annotation(shape.id);
        let head = format!("def {name}(");
        self.out
            .signature(&head, vec![format!("m: {any}").into()], &returns, false);
        self.out.indent();
        let sparse = shape.has_trait(known::SPARSE);
        let item = self.received_item(member, "m", sparse, true);
        let mut parts = vec![row(["k: ".into(), item]), "for k, x in m.items()".into()];
        if !sparse && kind(self.plan.model, member.target.id) != Kind::Document {
            parts.push("if x is not None".into());
        }
        self.comprehension("{", parts, "}");
        self.out.dedent();
    }

    fn comprehension(&mut self, open: &'static str, parts: Vec<Doc>, close: &'static str) {
        let value = Doc::Wrap {
            open: open.into(),
            parts,
            close: close.into(),
        };
        self.out.statement("return ", &value, "");
    }

    /// The expression that sends the item `x` of a list or map.
    fn sent_item(&mut self, member: &Member, container: &str, key: &str, map: bool) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let put = |name: &str| format!("{name}({container}, {key}, x)");
        if let Some((class, function)) = plain_encoder(found) {
            let function = self.encode(function);
            if map {
                return put(&function).into();
            }
            let test = plain_test("x", class);
            return Doc::Choice(Box::new(["x".into(), test.into(), put(&function).into()]));
        }
        match found {
            Kind::Float => {
                let function = self.encode("put_float");
                if map {
                    return put(&function).into();
                }
                Doc::Choice(Box::new([
                    "x".into(),
                    "x.__class__ is float and x - x == 0.0".into(),
                    put(&function).into(),
                ]))
            }
            Kind::BigDecimal => put(&self.encode("put_decimal")).into(),
            Kind::Blob | Kind::Stream => put(&self.encode("put_blob")).into(),
            Kind::Timestamp => {
                let function = format!("put_{}", self.timestamp(member));
                put(&self.encode(&function)).into()
            }
            Kind::List | Kind::Map => {
                let (class, function) = collection(found);
                let function = self.encode(function);
                let checked = Doc::Choice(Box::new([
                    "x".into(),
                    plain_test("x", class).into(),
                    put(&function).into(),
                ]));
                Doc::Wrap {
                    open: format!("{}(", self.codec.encoder(target)).into(),
                    parts: vec![checked],
                    close: ")".into(),
                }
            }
            Kind::Structure => {
                let class = self.class(target);
                let wrong = self.encode("wrong");
                let name = py_string(self.plan.class_name(target));
                Doc::Choice(Box::new([
                    format!("{}(x)", self.codec.encoder(target)).into(),
                    format!("isinstance(x, {class})").into(),
                    format!("{wrong}({container}, {key}, x, {name})").into(),
                ]))
            }
            Kind::Union => put(&self.codec.encoder(target)).into(),
            _ => "x".into(),
        }
    }

    /// The expression that reads the item `x` of a list or map.
    fn received_item(&mut self, member: &Member, container: &str, sparse: bool, map: bool) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let key = if map { "k" } else { "None" };
        let nullable = |test: &str| {
            if sparse {
                format!("x is None or {test}")
            } else {
                test.to_owned()
            }
        };
        if let Some((class, expected)) = plain_decoder(found) {
            let refuse = self.refuse(container, expected, map);
            let test = nullable(&plain_test("x", class));
            return Doc::Choice(Box::new(["x".into(), test.into(), refuse]));
        }
        match found {
            Kind::Float => {
                let function = self.decode("as_float");
                Doc::Choice(Box::new([
                    "x".into(),
                    nullable("x.__class__ is float").into(),
                    format!("{function}({container}, {key}, x)").into(),
                ]))
            }
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                let function = self.converter(found, member);
                let read = format!("{function}({container}, {key}, x)");
                null_first(sparse, read.into())
            }
            Kind::List | Kind::Map | Kind::Structure | Kind::Union => {
                let (class, expected) = holder(found);
                let refuse = self.refuse(container, expected, map);
                let read = Doc::Choice(Box::new([
                    format!("{}(x)", self.codec.decoder(target)).into(),
                    plain_test("x", class).into(),
                    refuse,
                ]));
                null_first(sparse, read)
            }
            _ => "x".into(),
        }
    }

    fn refuse(&mut self, container: &str, expected: &str, map: bool) -> Doc {
        let expected = py_string(expected);
        if map {
            format!("{}({container}, k, {expected})", self.decode("bad")).into()
        } else {
            format!("{}({container}, x, {expected})", self.decode("bad_item")).into()
        }
    }

    fn converter(&mut self, found: Kind, member: &Member) -> String {
        let name = match found {
            Kind::BigInteger => "as_big_integer".to_owned(),
            Kind::BigDecimal => "as_decimal".to_owned(),
            Kind::Timestamp => format!("as_{}", self.timestamp(member)),
            _ => "as_blob".to_owned(),
        };
        self.decode(&name)
    }

    // ---- structures

    fn structure_encoder(&mut self, name: &str, shape: &Shape, body: bool) {
        let any = self.any();
        let class = self.class(shape.id);
        let parameter = format!("o: {class}").into();
        let returns = format!("dict[str, {any}]").into();
        self.out
            .signature(&format!("def {name}("), vec![parameter], &returns, false);
        self.out.indent();
        self.out.line(format!("d: dict[str, {any}] = {{}}"));
        let mut first = true;
        let plan = self.plan;
        for field in plan.fields(shape.id) {
            if body && !in_document(field.member) {
                continue;
            }
            let declared = if std::mem::take(&mut first) {
                format!("v: {any}")
            } else {
                "v".into()
            };
            self.out.line(format!("{declared} = o.{}", field.name));
            let sure = !field.is_optional() || field.demanded;
            if !sure {
                self.out.line("if v is not None:");
                self.out.indent();
            }
            self.sent_member(field);
            if !sure {
                self.out.dedent();
            }
        }
        self.out.line("return d");
        self.out.dedent();
    }

    fn sent_member(&mut self, field: &Field<'_>) {
        let target = field.member.target.id;
        let attribute = py_string(&field.name);
        let store = format!("d[{}] = ", self.wire(field.member));
        let put = |name: &str| call(name, vec!["o".into(), attribute.clone().into(), "v".into()]);
        if let Some((class, function)) = plain_encoder(field.kind) {
            let function = self.encode(function);
            self.out.line(format!("if v.__class__ is not {class}:"));
            self.assign("v = ", &put(&function));
            self.out.line(format!("{store}v"));
            return;
        }
        match field.kind {
            Kind::Float => {
                let function = self.encode("put_float");
                self.out
                    .line("if v.__class__ is not float or v - v != 0.0:");
                self.assign("v = ", &put(&function));
                self.out.line(format!("{store}v"));
            }
            Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                let name = match field.kind {
                    Kind::BigDecimal => "put_decimal".to_owned(),
                    Kind::Timestamp => format!("put_{}", self.timestamp(field.member)),
                    _ => "put_blob".to_owned(),
                };
                let function = self.encode(&name);
                self.out.statement(&store, &put(&function), "");
            }
            Kind::List | Kind::Map => {
                let (class, function) = collection(field.kind);
                let function = self.encode(function);
                self.out.line(format!("if v.__class__ is not {class}:"));
                self.assign("v = ", &put(&function));
                let value = call(self.codec.encoder(target), vec!["v".into()]);
                self.out.statement(&store, &value, "");
            }
            Kind::Structure => {
                let class = self.class(target);
                let wrong = self.encode("wrong");
                let test = call("isinstance", vec!["v".into(), class.into()]);
                self.out.statement("if not ", &test, ":");
                let name = py_string(self.plan.class_name(target));
                let refuse = call(
                    wrong,
                    vec!["o".into(), attribute.into(), "v".into(), name.into()],
                );
                self.assign("", &refuse);
                let value = call(self.codec.encoder(target), vec!["v".into()]);
                self.out.statement(&store, &value, "");
            }
            Kind::Union => {
                let function = self.codec.encoder(target);
                self.out.statement(&store, &put(&function), "");
            }
            _ => self.out.line(format!("{store}v")),
        }
    }

    /// One statement in a block of its own.
    fn assign(&mut self, head: &str, value: &Doc) {
        self.out.indent();
        self.out.statement(head, value, "");
        self.out.dedent();
    }

    fn structure_decoder(&mut self, name: &str, shape: &Shape, body: bool) {
        let any = self.any();
        let class = self.class(shape.id);
        let returns = class.clone().into();
        let parameter = format!("d: {any}").into();
        self.out
            .signature(&format!("def {name}("), vec![parameter], &returns, false);
        self.out.indent();
        self.bare(shape.id);
        let plan = self.plan;
        let fields: Vec<&Field<'_>> = plan
            .fields(shape.id)
            .iter()
            .filter(|field| !body || in_document(field.member))
            .collect();
        for field in fields {
            self.received_member(field);
        }
        self.out.line("return o");
        self.out.dedent();
    }

    /// `o = new(models.X)`; an error is made as exceptions are.
    fn bare(&mut self, id: ShapeId) {
        let made = bare_object(self.plan, id, &mut self.imports);
        self.out.statement("o = ", &made, "");
    }

    fn received_member(&mut self, field: &Field<'_>) {
        let wire = self.wire(field.member);
        let store = format!("o.{} = ", field.name);
        self.out
            .statement("v = ", &call("d.get", vec![wire.clone().into()]), "");
        let filler = self.filler(field);
        let arguments = |expected: &str| -> Vec<Doc> {
            vec!["d".into(), wire.clone().into(), py_string(expected).into()]
        };
        let absent = |function: String, expected: &str, filler: Doc| {
            let value = py_string(expected).into();
            call(
                function,
                vec!["d".into(), wire.clone().into(), "v".into(), value, filler],
            )
        };
        let target = field.member.target.id;
        if let Some((class, expected)) = plain_decoder(field.kind) {
            match filler {
                Some(filler) => {
                    let function = self.decode("absent");
                    self.out.line(format!("if v.__class__ is not {class}:"));
                    self.assign("v = ", &absent(function, expected, filler));
                }
                None => {
                    let bad = self.decode("bad");
                    self.out
                        .line(format!("if v is not None and v.__class__ is not {class}:"));
                    self.assign("", &call(bad, arguments(expected)));
                }
            }
            self.out.line(format!("{store}v"));
            return;
        }
        let read = |name: &str| call(name, vec!["d".into(), wire.clone().into(), "v".into()]);
        match field.kind {
            Kind::Float => {
                let function = self.decode("as_float");
                match filler {
                    Some(filler) => {
                        self.out.line("if v.__class__ is not float:");
                        let value =
                            Doc::Choice(Box::new([filler, "v is None".into(), read(&function)]));
                        self.assign("v = ", &value);
                    }
                    None => {
                        self.out
                            .line("if v is not None and v.__class__ is not float:");
                        self.assign("v = ", &read(&function));
                    }
                }
                self.out.line(format!("{store}v"));
            }
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                let function = self.converter(field.kind, field.member);
                match filler {
                    Some(filler) => {
                        let value =
                            Doc::Choice(Box::new([filler, "v is None".into(), read(&function)]));
                        self.out.statement(&store, &value, "");
                    }
                    None => {
                        self.out.line("if v is not None:");
                        self.assign("v = ", &read(&function));
                        self.out.line(format!("{store}v"));
                    }
                }
            }
            Kind::List | Kind::Map | Kind::Structure => {
                let (class, expected) = holder(field.kind);
                let value = call(self.codec.decoder(target), vec!["v".into()]);
                match filler {
                    Some(filler) => {
                        let function = self.decode("absent");
                        self.out.line(format!("if v.__class__ is not {class}:"));
                        self.assign("v = ", &absent(function, expected, filler));
                        self.out.statement(&store, &value, "");
                    }
                    None => self.optional_holder(class, arguments(expected), &value, &store),
                }
            }
            Kind::Union => {
                let (class, expected) = holder(field.kind);
                let value = call(self.codec.decoder(target), vec!["v".into()]);
                if filler.is_none() {
                    self.optional_holder(class, arguments(expected), &value, &store);
                    return;
                }
                // A union that should be there and is not becomes the unknown variant.
                let unknown = self.decode("unknown");
                let class_of = self.unknown_class(target);
                let bad = self.decode("bad");
                self.out.line("if v is None:");
                self.assign(&store, &call(unknown, vec![class_of.into(), "\"\"".into()]));
                self.out.line("else:");
                self.out.indent();
                self.out.line(format!("if v.__class__ is not {class}:"));
                self.assign("", &call(bad, arguments(expected)));
                self.out.statement(&store, &value, "");
                self.out.dedent();
            }
            _ => match filler {
                Some(filler) if filler.flat() != "None" => {
                    let value = Doc::Choice(Box::new([filler, "v is None".into(), "v".into()]));
                    self.out.statement(&store, &value, "");
                }
                _ => self.out.line(format!("{store}v")),
            },
        }
    }

    fn optional_holder(&mut self, class: &str, arguments: Vec<Doc>, value: &Doc, store: &str) {
        let bad = self.decode("bad");
        self.out.line("if v is not None:");
        self.out.indent();
        self.out.line(format!("if v.__class__ is not {class}:"));
        self.assign("", &call(bad, arguments));
        self.out.statement("v = ", value, "");
        self.out.dedent();
        self.out.line(format!("{store}v"));
    }

    fn unknown_class(&mut self, id: ShapeId) -> String {
        let name = match self.plan.class(id).map(|class| &class.kind) {
            Some(ClassKind::Union { unknown, .. }) => unknown.clone(),
            _ => String::new(),
        };
        self.imports.local(".", "models");
        format!("models.{name}")
    }

    /// What stands for a member that is not there; `None` where `None` does.
    fn filler(&mut self, field: &Field<'_>) -> Option<Doc> {
        let mut names = ForeignNames {
            imports: &mut self.imports,
            literals: false,
            hidden_builtins: false,
            stream: "ByteStream",
        };
        match &field.presence {
            Presence::Optional => None,
            Presence::Default(value) => Some(value_expression(value, &mut names)),
            Presence::Required => Some(zero(field.kind, &mut names)),
        }
    }

    // ---- unions

    fn union_encoder(&mut self, name: &str, shape: &Shape) {
        let any = self.any();
        let parameters = vec![
            format!("c: {any}").into(),
            "k: str | None".into(),
            format!("u: {any}").into(),
        ];
        let returns = format!("dict[str, {any}]").into();
        self.out
            .signature(&format!("def {name}("), parameters, &returns, false);
        self.out.indent();
        let plan = self.plan;
        if let Some(ClassKind::Union { variants, .. }) = plan.class(shape.id).map(|c| &c.kind) {
            let holds_structure = variants
                .iter()
                .any(|variant| kind(plan.model, variant.member.target.id) == Kind::Structure);
            if holds_structure {
                self.out.line(format!("v: {any}"));
            }
            for variant in variants {
                self.imports.local(".", "models");
                let class = format!("models.{}", variant.name);
                let test = call("isinstance", vec!["u".into(), class.into()]);
                self.out.statement("if ", &test, ":");
                self.out.indent();
                let value = self.sent_variant(variant.member);
                let entry = row([format!("{}: ", self.wire(variant.member)).into(), value]);
                let value = Doc::Bracket {
                    open: "{".into(),
                    items: vec![entry],
                    close: "}".into(),
                };
                self.out.statement("return ", &value, "");
                self.out.dedent();
            }
        }
        let wrong = self.encode("wrong");
        let expected = py_string(&format!("a known variant of {}", plan.class_name(shape.id)));
        let refuse = call(
            wrong,
            vec!["c".into(), "k".into(), "u".into(), expected.into()],
        );
        self.out.statement("", &refuse, "");
        self.out.dedent();
    }

    fn sent_variant(&mut self, member: &Member) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let put = |name: String| call(name, vec!["u".into(), "\"value\"".into(), "u.value".into()]);
        if let Some((_, function)) = plain_encoder(found) {
            return put(self.encode(function));
        }
        match found {
            Kind::Unit => "{}".into(),
            Kind::Float => put(self.encode("put_float")),
            Kind::BigDecimal => put(self.encode("put_decimal")),
            Kind::Blob | Kind::Stream => put(self.encode("put_blob")),
            Kind::Timestamp => {
                let function = format!("put_{}", self.timestamp(member));
                put(self.encode(&function))
            }
            Kind::List => {
                let function = self.encode("put_list");
                call(self.codec.encoder(target), vec![put(function)])
            }
            Kind::Map => {
                let function = self.encode("put_dict");
                call(self.codec.encoder(target), vec![put(function)])
            }
            Kind::Structure => {
                let class = self.class(target);
                let wrong = self.encode("wrong");
                self.out.line("v = u.value");
                let test = call("isinstance", vec!["v".into(), class.into()]);
                self.out.statement("if not ", &test, ":");
                let name = py_string(self.plan.class_name(target));
                let refuse = call(
                    wrong,
                    vec!["u".into(), "\"value\"".into(), "v".into(), name.into()],
                );
                self.assign("", &refuse);
                call(self.codec.encoder(target), vec!["v".into()])
            }
            Kind::Union => put(self.codec.encoder(target)),
            _ => "u.value".into(),
        }
    }

    fn union_decoder(&mut self, name: &str, shape: &Shape) {
        let any = self.any();
        let class = self.class(shape.id);
        let parameter = format!("d: {any}").into();
        self.out.signature(
            &format!("def {name}("),
            vec![parameter],
            &class.into(),
            false,
        );
        self.out.indent();
        let only = self.decode("only");
        let label = py_string(self.plan.class_name(shape.id));
        let plan = self.plan;
        let Some(ClassKind::Union { variants, unknown }) = plan.class(shape.id).map(|c| &c.kind)
        else {
            self.out.dedent();
            return;
        };
        let needs_value = variants
            .iter()
            .any(|variant| variant.member.target.id != known::UNIT);
        let target = if needs_value { "k, v = " } else { "k, _ = " };
        self.out
            .statement(target, &call(only, vec!["d".into(), label.into()]), "");
        for variant in variants {
            let wire = self.wire(variant.member);
            self.out.statement("if k == ", &wire.into(), ":");
            self.out.indent();
            self.received_variant(variant.member, &format!("models.{}", variant.name));
            self.out.dedent();
        }
        let function = self.decode("unknown");
        let unknown = format!("models.{unknown}").into();
        self.out
            .statement("return ", &call(function, vec![unknown, "k".into()]), "");
        self.out.dedent();
    }

    fn received_variant(&mut self, member: &Member, class: &str) {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        if found == Kind::Unit {
            let new = self.decode("new");
            self.out
                .statement("return ", &call(new, vec![class.to_owned().into()]), "");
            return;
        }
        let variant = self.decode("variant");
        let value: Doc = match found {
            Kind::Float => call(
                self.decode("as_float"),
                vec!["d".into(), "k".into(), "v".into()],
            ),
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                let function = self.converter(found, member);
                call(function, vec!["d".into(), "k".into(), "v".into()])
            }
            _ => {
                let (checked, value): (Option<(&str, &str)>, Doc) = match plain_decoder(found) {
                    Some(plain) => (Some(plain), "v".into()),
                    None if matches!(
                        found,
                        Kind::List | Kind::Map | Kind::Structure | Kind::Union
                    ) =>
                    {
                        let value = call(self.codec.decoder(target), vec!["v".into()]);
                        (Some(holder(found)), value)
                    }
                    None => (None, "v".into()),
                };
                if let Some((class, expected)) = checked {
                    let bad = self.decode("bad");
                    self.out.line(format!("if v.__class__ is not {class}:"));
                    let expected = py_string(expected).into();
                    self.assign("", &call(bad, vec!["d".into(), "k".into(), expected]));
                }
                value
            }
        };
        let made = call(variant, vec![class.to_owned().into(), value]);
        self.out.statement("return ", &made, "");
    }
}

/// `new(models.X)`, or for an error what makes a bare exception.
pub fn bare_object(plan: &Plan<'_>, id: ShapeId, imports: &mut Imports) -> Doc {
    imports.local(".", "models");
    let class = format!("models.{}", plan.class_name(id));
    let error = plan
        .class(id)
        .is_some_and(|class| matches!(class.kind, ClassKind::Error { .. }));
    if error {
        call(format!("{class}.__new__"), vec![class.into()])
    } else {
        call(imports.local(DECODE, "new"), vec![class.into()])
    }
}

/// The value that stands for a required member which a server left out. (Specification: "Client
/// error correction".)
pub fn zero(kind: Kind, names: &mut ForeignNames<'_>) -> Doc {
    match kind {
        Kind::String => "\"\"".into(),
        Kind::Boolean => "False".into(),
        Kind::Integer | Kind::BigInteger => "0".into(),
        Kind::Float => "0.0".into(),
        Kind::BigDecimal => value_expression(&DefaultValue::Decimal("0".into()), names),
        Kind::Blob | Kind::Stream => "b\"\"".into(),
        Kind::Timestamp => names.imports.local(DECODE, "EPOCH").into(),
        Kind::List => "[]".into(),
        Kind::Map | Kind::Structure | Kind::Union => "{}".into(),
        Kind::Document | Kind::Unit | Kind::EventStream => "None".into(),
    }
}

/// What the runtime calls a format.
pub fn timestamp_name(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date_time",
        TimestampFormat::HttpDate => "http_date",
        TimestampFormat::EpochSeconds => "epoch_seconds",
    }
}

fn plain_test(value: &str, class: &str) -> String {
    format!("{value}.__class__ is {class}")
}

/// Values that go into JSON as they are: their class, and what checks any other.
fn plain_encoder(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::String => Some(("str", "put_str")),
        Kind::Boolean => Some(("bool", "put_bool")),
        Kind::Integer | Kind::BigInteger => Some(("int", "put_int")),
        _ => None,
    }
}

/// Values that come from JSON as they are: their class, and what to call it.
fn plain_decoder(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::String => Some(("str", "a string")),
        Kind::Boolean => Some(("bool", "a boolean")),
        Kind::Integer => Some(("int", "an integer")),
        _ => None,
    }
}

/// The JSON class of what holds other values, and what to call it.
fn holder(kind: Kind) -> (&'static str, &'static str) {
    if kind == Kind::List {
        ("list", "an array")
    } else {
        ("dict", "an object")
    }
}

/// The class of a list or map, and what checks any other.
fn collection(kind: Kind) -> (&'static str, &'static str) {
    if kind == Kind::List {
        ("list", "put_list")
    } else {
        ("dict", "put_dict")
    }
}

/// In a sparse list or map, `None` is sent as null.
fn sparse_item(shape: &Shape, item: Doc) -> Doc {
    null_first(shape.has_trait(known::SPARSE), item)
}

fn null_first(sparse: bool, item: Doc) -> Doc {
    if sparse {
        Doc::Choice(Box::new(["None".into(), "x is None".into(), item]))
    } else {
        item
    }
}
