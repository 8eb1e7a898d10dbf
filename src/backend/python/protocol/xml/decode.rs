//! Deserializers: from elements to objects.
//!
//! A function for a list or a map takes the elements of its items, so that it serves wrapped and
//! flattened ones; one for a structure or a union takes its element.

use crate::knowledge::http::{Direction, Location, timestamp_format};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::super::literals::py_string;
use super::super::super::plan::{ClassKind, Field, Kind, Presence, kind};
use super::super::super::printer::{Doc, call, row};
use super::super::names::{bare_object, filler};
use super::super::operations::timestamp_name;
use super::names::{entry_name, is_flattened, item_name, key_name, local, member_name, value_name};
use super::{DECODE, TIMESTAMPS, Writer};

impl Writer<'_, '_, '_> {
    pub(super) fn decoder(&mut self, shape: &Shape, body: bool) {
        let suffix = if body { "_body" } else { "" };
        let name = format!("de_{}{suffix}", self.codec.functions.stem(shape.id));
        match kind(self.plan.model, shape.id) {
            Kind::List => self.list_decoder(&name, shape),
            Kind::Map => self.map_decoder(&name, shape),
            Kind::Union => self.union_decoder(&name, shape),
            _ => self.structure_decoder(&name, shape, body),
        }
    }

    fn list_decoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::MEMBER) else {
            return;
        };
        self.items_head(name, shape);
        let item = self.read(member, "x");
        self.comprehension("[", vec![item, "for x in a".into()], "]");
        self.out.dedent();
    }

    fn map_decoder(&mut self, name: &str, shape: &Shape) {
        let Some(value) = shape.member(known::member::VALUE) else {
            return;
        };
        self.items_head(name, shape);
        let item = self.read(value, "x");
        let entries = self.xml("entries");
        let names = [key_name(shape), value_name(shape)].map(|name| py_string(local(name)));
        let [key, value] = names;
        let parts = vec![
            row(["k: ".into(), item]),
            row([
                "for k, x in ".into(),
                call(entries, vec!["a".into(), key.into(), value.into()]),
            ]),
        ];
        self.comprehension("{", parts, "}");
        self.out.dedent();
    }

    fn items_head(&mut self, name: &str, shape: &Shape) {
        let any = self.any();
        let returns = self.annotation(shape.id);
        let parameter = format!("a: {any}").into();
        let head = format!("def {name}(");
        self.out.signature(&head, vec![parameter], &returns, false);
        self.out.indent();
    }

    /// What reads the element `x` as the target of a member.
    fn read(&mut self, member: &Member, x: &str) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let function = format!("de_{}", self.codec.functions.stem(target));
        match found {
            Kind::Structure | Kind::Union => call(function, vec![x.to_owned().into()]),
            Kind::List | Kind::Map => {
                let name = self.item_of(member);
                let items = format!("{x}.findall({})", py_string(local(name)));
                call(function, vec![items.into()])
            }
            _ => match self.parser(member, found) {
                Some(parse) => {
                    let scalar = self.xml("scalar");
                    call(scalar, vec![x.to_owned().into(), parse.into()])
                }
                None => call(self.xml("text"), vec![x.to_owned().into()]),
            },
        }
    }

    /// The name of the elements that a list or map holds when it is not flattened.
    fn item_of(&self, member: &Member) -> &str {
        let Some(shape) = self.plan.model.shape(member.target.id) else {
            return "member";
        };
        if kind(self.plan.model, shape.id) == Kind::Map {
            entry_name()
        } else {
            item_name(shape)
        }
    }

    /// What reads a scalar from text; `None` for text itself.
    fn parser(&mut self, member: &Member, found: Kind) -> Option<String> {
        let name = match found {
            Kind::Boolean => "to_bool",
            Kind::Integer | Kind::BigInteger => "to_int",
            Kind::Float => "to_float",
            Kind::BigDecimal => "to_decimal",
            Kind::Blob | Kind::Stream => return Some(self.xml("to_blob")),
            Kind::Timestamp => {
                let default = self.codec.timestamps;
                let format = timestamp_format(self.plan.model, member, Location::Document, default);
                let name = format!("parse_{}", timestamp_name(format));
                return Some(self.imports.local(TIMESTAMPS, &name));
            }
            _ => return None,
        };
        Some(self.imports.local("._runtime.headers", name))
    }

    fn structure_decoder(&mut self, name: &str, shape: &Shape, body: bool) {
        let any = self.any();
        let class = self.class(shape.id);
        let parameter = format!("e: {any}").into();
        let head = format!("def {name}(");
        self.out
            .signature(&head, vec![parameter], &class.into(), false);
        self.out.indent();
        let made = bare_object(self.plan, shape.id, &mut self.imports);
        self.out.statement("o = ", &made, "");
        let plan = self.plan;
        let fields: Vec<&Field<'_>> = plan
            .fields(shape.id)
            .iter()
            .filter(|field| !body || self.in_document(field.member, Direction::Response))
            .collect();
        let element = |field: &&Field<'_>| {
            !field.member.has_trait(known::XML_ATTRIBUTE) && !is_flattened(field.member)
        };
        if fields.iter().any(element) {
            let line = if self.is_unwrapped(shape) {
                "{c.tag: c for c in (e, *e)}"
            } else {
                "{c.tag: c for c in e}"
            };
            self.out.line(format!("d: dict[str, {any}] = {line}"));
        }
        // Without a type, pyright gives up on what `v` is in a shape of many members.
        let mut head = format!("v: {any} = ");
        for field in fields {
            if self.received(field, &head) {
                head = "v = ".to_owned();
            }
        }
        self.out.line("return o");
        self.out.dedent();
    }

    /// Whether a shape is an output whose only member is the outermost element of the answer.
    fn is_unwrapped(&self, shape: &Shape) -> bool {
        let operations = &self.plan.operations;
        operations.iter().any(|operation| {
            operation.output == Some(shape.id)
                && operation.shape.has_trait(known::S3_UNWRAPPED_XML_OUTPUT)
        })
    }

    /// Reads a member; `head` takes what was found, which is `false` where it needs no name.
    fn received(&mut self, field: &Field<'_>, head: &str) -> bool {
        let member = field.member;
        let wire = py_string(local(member_name(member)));
        let absent = filler(field, &mut self.imports).unwrap_or_else(|| "None".into());
        let store = format!("o.{} = ", field.name);
        let (found, missing, value): (Doc, &str, Doc) = if member.has_trait(known::XML_ATTRIBUTE) {
            let parse = match self.parser(member, field.kind) {
                Some(parse) => parse,
                None => self.imports.local("._runtime.headers", "to_str"),
            };
            let attribute = self.xml("attribute");
            let found = call(attribute, vec!["e".into(), wire.into(), parse.into()]);
            if absent.flat() == "None" {
                self.out.statement(&store, &found, "");
                return false;
            }
            (found, "v is None", "v".into())
        } else if is_flattened(member) {
            let function = format!("de_{}", self.codec.functions.stem(member.target.id));
            let found = call("e.findall", vec![wire.into()]);
            (found, "not v", call(function, vec!["v".into()]))
        } else {
            let found = call("d.get", vec![wire.into()]);
            (found, "v is None", self.read(member, "v"))
        };
        self.out.statement(head, &found, "");
        let value = match (field.presence == Presence::Required, field.kind) {
            // What a structure that is not there holds is filled in as well.
            (true, Kind::Structure) => {
                let nothing = call(self.xml("nothing"), Vec::new());
                let element = Doc::Choice(Box::new([nothing, missing.into(), "v".into()]));
                let function = format!("de_{}", self.codec.functions.stem(member.target.id));
                call(function, vec![element])
            }
            (true, Kind::Union) => {
                let unknown = self.imports.local(DECODE, "unknown");
                let class = self.unknown_class(member.target.id);
                let made = call(unknown, vec![class.into(), "\"\"".into()]);
                Doc::Choice(Box::new([made, missing.into(), value]))
            }
            _ => Doc::Choice(Box::new([absent, missing.into(), value])),
        };
        self.out.statement(&store, &value, "");
        true
    }

    /// The class of a variant that the model does not know.
    fn unknown_class(&mut self, union: ShapeId) -> String {
        self.imports.local(".", "models");
        match self.plan.class(union).map(|class| &class.kind) {
            Some(ClassKind::Union { unknown, .. }) => format!("models.{unknown}"),
            _ => "models".to_owned(),
        }
    }

    fn union_decoder(&mut self, name: &str, shape: &Shape) {
        let any = self.any();
        let class = self.class(shape.id);
        let parameter = format!("e: {any}").into();
        let head = format!("def {name}(");
        self.out
            .signature(&head, vec![parameter], &class.into(), false);
        self.out.indent();
        let plan = self.plan;
        if let Some(ClassKind::Union { variants, unknown }) = plan.class(shape.id).map(|c| &c.kind)
        {
            for variant in variants {
                if is_flattened(variant.member) {
                    let wire = py_string(local(member_name(variant.member)));
                    let found = call("e.findall", vec![wire.into()]);
                    self.out.statement("v = ", &found, "");
                    self.out.line("if v:");
                    let stem = self.codec.functions.stem(variant.member.target.id);
                    let value = call(format!("de_{stem}"), vec!["v".into()]);
                    self.variant(&variant.name, Some(value));
                }
            }
            let only = self.xml("only");
            let label = py_string(plan.class_name(shape.id));
            let found = call(only, vec!["e".into(), label.into()]);
            self.out.statement("v = ", &found, "");
            self.out.line("k = v.tag");
            for variant in variants {
                let wire = py_string(local(member_name(variant.member)));
                if is_flattened(variant.member) {
                    continue;
                }
                self.out.statement("if k == ", &wire.into(), ":");
                let unit = variant.member.target.id == known::UNIT;
                let value = (!unit).then(|| self.read(variant.member, "v"));
                self.variant(&variant.name, value);
            }
            let function = self.decode("unknown");
            self.imports.local(".", "models");
            let unknown = format!("models.{unknown}").into();
            let made = call(function, vec![unknown, "k".into()]);
            self.out.statement("return ", &made, "");
        }
        self.out.dedent();
    }

    /// `return` of a variant, in a block of its own.
    fn variant(&mut self, class: &str, value: Option<Doc>) {
        self.imports.local(".", "models");
        let class: Doc = format!("models.{class}").into();
        let made = match value {
            Some(value) => call(self.decode("variant"), vec![class, value]),
            None => call(self.decode("new"), vec![class]),
        };
        self.out.indent();
        self.out.statement("return ", &made, "");
        self.out.dedent();
    }
}
