//! Codecs of XML documents and of query strings: what answers are in all protocols of the first
//! kind and requests in some, and what requests are in the others.
//!
//! Emits straight-line code. A serializer returns text, and puts a document together out of such; a
//! deserializer takes elements of `xml.etree`. What is called how stands in [`names`].

mod decode;
mod encode;
mod names;
mod query;

use crate::knowledge::http::{Direction, TimestampFormat};
use crate::model::{Member, Shape};
use crate::name::ShapeId;

use super::super::literals::py_string;
use super::super::plan::{ClassKind, Field, Operation, Plan, annotation};
use super::super::printer::{Doc, Printer, call, chain};
use super::super::write::imports::Imports;
use super::names::{DECODE, ENCODE, ForeignNames};
use super::{Bodies, Body, Codec, Functions};

/// Where the helpers of XML are.
const XML: &str = "._runtime.xmltext";
const TIMESTAMPS: &str = "._runtime.timestamps";

/// What requests are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Requests {
    /// XML documents.
    Xml,
    /// The query strings of `awsQuery`.
    AwsQuery,
    /// Those of `ec2Query`.
    Ec2Query,
}

/// A codec whose answers are XML.
#[derive(Debug)]
pub struct XmlCodec {
    requests: Requests,
    timestamps: TimestampFormat,
    functions: Functions,
}

impl XmlCodec {
    /// Finds what is needed for these bodies.
    pub fn new(plan: &Plan<'_>, requests: Requests, bodies: &Bodies) -> Self {
        Self {
            requests,
            timestamps: TimestampFormat::DateTime,
            functions: Functions::new(plan, bodies),
        }
    }
}

impl Codec for XmlCodec {
    fn functions(&self) -> &Functions {
        &self.functions
    }

    fn reads(&self) -> &'static str {
        "element()"
    }

    fn timestamps(&self) -> TimestampFormat {
        self.timestamps
    }

    fn absent(&self, _any: &str) -> String {
        "str | None = None".to_owned()
    }

    fn document(
        &self,
        plan: &Plan<'_>,
        operation: &Operation<'_>,
        body: &Body,
        imports: &mut Imports,
    ) -> Doc {
        let codecs = imports.local(".", "_codecs");
        let function = format!("{codecs}.{}", self.functions.body_serializer(body));
        if self.requests != Requests::Xml {
            let [action, version] = action(plan, operation).map(|text| py_string(&text).into());
            let members = call(function, vec!["o".into(), "\"&\"".into()]);
            let form = imports.local("._runtime.uri", "form");
            return call(form, vec![action, version, members]);
        }
        match plan.model.shape(body.shape) {
            Some(shape) => self.rooted(plan, shape, None, vec!["o".into()], &codecs, &function),
            None => py_string("").into(),
        }
    }

    fn event(&self, plan: &Plan<'_>, body: &Body, imports: &mut Imports) -> Doc {
        let codecs = imports.local(".", "_codecs");
        let function = format!("{codecs}.{}", self.functions.body_serializer(body));
        match plan.model.shape(body.shape) {
            Some(shape) => self.rooted(plan, shape, None, vec!["o".into()], &codecs, &function),
            None => py_string("").into(),
        }
    }

    fn payload(
        &self,
        plan: &Plan<'_>,
        member: &Member,
        arguments: Vec<Doc>,
        imports: &mut Imports,
    ) -> Doc {
        let codecs = imports.local(".", "_codecs");
        let function = format!("{codecs}.{}", self.functions.serializer(member.target.id));
        match plan.model.shape(member.target.id) {
            Some(shape) => self.rooted(plan, shape, Some(member), arguments, &codecs, &function),
            None => py_string("").into(),
        }
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
            } else if self.requests == Requests::Xml {
                writer.encoder(function.shape, function.body);
            } else {
                writer.query_encoder(function.shape, function.body);
            }
        }
        (writer.imports, writer.out.finish())
    }
}

impl XmlCodec {
    /// A structure or union in its outermost element.
    fn rooted(
        &self,
        plan: &Plan<'_>,
        shape: &Shape,
        payload: Option<&Member>,
        arguments: Vec<Doc>,
        codecs: &str,
        function: &str,
    ) -> Doc {
        let (tag, open) = names::root(plan, shape, payload);
        let mut parts: Vec<Doc> = Vec::new();
        if encode::has_attributes(plan, shape) {
            parts.push(py_string(&open).into());
            let attributes = format!("{codecs}.att_{}", self.functions.stem(shape.id));
            parts.push(call(attributes, arguments.clone()));
            parts.push(py_string(">").into());
        } else {
            parts.push(py_string(&format!("{open}>")).into());
        }
        parts.push(call(function, arguments));
        parts.push(py_string(&format!("</{tag}>")).into());
        chain("+", parts)
    }
}

/// What every query says first: the name of the operation, and the version of the service.
pub fn action(plan: &Plan<'_>, operation: &Operation<'_>) -> [String; 2] {
    let version = plan
        .service
        .service()
        .and_then(|detail| detail.version.as_ref());
    let version = version.map_or("", |version| &*version.value);
    [operation.shape.id.name.as_str(), version].map(names::escaped)
}

/// Where a value is: the shape that holds it, its attribute or key as an expression, and itself.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    container: &'a str,
    key: &'a str,
    value: &'a str,
}

impl Place<'_> {
    fn put(self, function: String) -> Doc {
        let arguments = [self.container, self.key, self.value];
        call(
            function,
            arguments.map(|part| Doc::from(part.to_owned())).into(),
        )
    }

    fn put_with(self, function: String, last: Doc) -> Doc {
        let arguments = [self.container, self.key, self.value];
        let mut items: Vec<Doc> = arguments.map(|part| Doc::from(part.to_owned())).into();
        items.push(last);
        call(function, items)
    }

    fn refuse(self, function: String, expected: &str) -> Doc {
        let arguments = [self.container, self.key, self.value, &py_string(expected)];
        call(
            function,
            arguments.map(|part| Doc::from(part.to_owned())).into(),
        )
    }
}

struct Writer<'p, 'm, 'c> {
    plan: &'p Plan<'m>,
    codec: &'c XmlCodec,
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

    fn xml(&mut self, name: &str) -> String {
        self.imports.local(XML, name)
    }

    fn any(&mut self) -> String {
        self.imports.standard("typing", "Any")
    }

    fn class(&mut self, id: ShapeId) -> String {
        self.imports.local(".", "models");
        format!("models.{}", self.plan.class_name(id))
    }

    fn annotation(&mut self, target: ShapeId) -> Doc {
        let mut names = ForeignNames::decoded(&mut self.imports);
        annotation(self.plan, target, &mut names)
    }

    fn in_document(&self, member: &Member, direction: Direction) -> bool {
        let functions = &self.codec.functions;
        functions.in_document(self.plan, member, direction)
    }

    /// Ends a serializer of a list or map. A list is what `join` is quickest with.
    fn joined(&mut self, item: Doc, each: &'static str) {
        let parts = Doc::Wrap {
            open: "[".into(),
            parts: vec![item, each.into()],
            close: "]".into(),
        };
        self.out.statement("parts = ", &parts, "");
        self.out.line("return \"\".join(parts)");
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

    /// A structure that has turned out to be of its class.
    fn checked(&mut self, target: ShapeId, place: Place<'_>) -> Doc {
        let class = self.class(target);
        let function = self.encode("put_shape");
        let arguments = [place.container, place.key, place.value, &class];
        call(
            function,
            arguments.map(|part| Doc::from(part.to_owned())).into(),
        )
    }

    /// Adds to `s` what `write` makes of each field that is there.
    fn each_field(
        &mut self,
        fields: &[&Field<'_>],
        write: impl Fn(&mut Self, &Field<'_>, Place<'_>) -> Doc,
    ) {
        let mut declared = false;
        for field in fields {
            let key = py_string(&field.name);
            let attribute = format!("o.{}", field.name);
            let sure = !field.is_optional() || field.demanded;
            if !sure {
                let head = if std::mem::replace(&mut declared, true) {
                    "v".to_owned()
                } else {
                    format!("v: {}", self.any())
                };
                self.out.line(format!("{head} = {attribute}"));
                self.out.line("if v is not None:");
                self.out.indent();
            }
            let place = Place {
                container: "o",
                key: &key,
                value: if sure { &attribute } else { "v" },
            };
            let text = write(self, field, place);
            self.out.statement("s += ", &text, "");
            if !sure {
                self.out.dedent();
            }
        }
    }

    /// Returns what `write` makes of the variant that is there.
    fn each_variant(
        &mut self,
        shape: &Shape,
        write: impl Fn(&mut Self, &Member, Place<'_>) -> Doc,
    ) {
        let plan = self.plan;
        if let Some(ClassKind::Union { variants, .. }) = plan.class(shape.id).map(|c| &c.kind) {
            for variant in variants {
                self.imports.local(".", "models");
                let class = format!("models.{}", variant.name);
                let test = call("isinstance", vec!["u".into(), class.into()]);
                self.out.statement("if ", &test, ":");
                self.out.indent();
                let place = Place {
                    container: "u",
                    key: "\"value\"",
                    value: "u.value",
                };
                let text = write(self, variant.member, place);
                self.out.statement("return ", &text, "");
                self.out.dedent();
            }
        }
        let wrong = self.encode("wrong");
        let place = Place {
            container: "c",
            key: "k",
            value: "u",
        };
        let expected = format!("a known variant of {}", plan.class_name(shape.id));
        self.out.statement("", &place.refuse(wrong, &expected), "");
    }

    /// The parameters of what serializes a union, which is checked where it hangs.
    fn union_parameters(&mut self) -> Vec<Doc> {
        let any = self.any();
        vec![
            format!("c: {any}").into(),
            "k: str | None".into(),
            format!("u: {any}").into(),
        ]
    }
}
