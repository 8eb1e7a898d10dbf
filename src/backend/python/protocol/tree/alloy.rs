//! The traits of `alloy` that change documents: unions whose tag is in the object or nowhere, and
//! members that keep what the model does not know.
//!
//! A discriminated union is the object of its structure with one more key. An untagged one is read
//! by trying (see `runtime/alloy.py`); its deserializer takes `(container, key, value)`, because the
//! value may be of any type. Everything else of these shapes is written as that of others is.

use rustc_hash::FxHashSet;

use crate::knowledge::http::{Direction, Location, TimestampFormat, timestamp_format};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::super::literals::py_string;
use super::super::super::plan::{ClassKind, Field, Kind, Variant, kind, reach};
use super::super::super::printer::{Doc, call, row};
use super::super::names::DECODE;
use super::{Writer, holder, plain_test};

const ALLOY: &str = "._runtime.alloy";
const PATHS: &str = "._runtime.paths";

impl Writer<'_, '_, '_> {
    fn alloy(&self, target: ShapeId, id: ShapeId) -> bool {
        let shape = self.plan.model.shape(target);
        self.codec.settings.alloy && shape.is_some_and(|shape| shape.has_trait(id))
    }

    /// Whether a shape is a union without a tag.
    pub(super) fn is_untagged(&self, target: ShapeId) -> bool {
        self.alloy(target, known::ALLOY_UNTAGGED)
    }

    /// The key that holds the tag of a union, where it is in the object itself.
    fn discriminator<'s>(&self, shape: &'s Shape) -> Option<&'s str> {
        let key = shape.traits.text(known::ALLOY_DISCRIMINATED)?;
        self.codec.settings.alloy.then_some(key)
    }

    /// Whether a member keeps what the model does not know.
    pub(super) fn keeps_unknown(&self, member: &Member) -> bool {
        self.codec.settings.alloy && member.has_trait(known::ALLOY_JSON_UNKNOWN)
    }

    fn runtime(&mut self, name: &str) -> String {
        self.imports.local(ALLOY, name)
    }

    /// What a union is sent as, of which one member is sent as `value`.
    pub(super) fn sent_union(&mut self, shape: &Shape, member: &Member, value: Doc) -> Doc {
        if self.keeps_unknown(member) {
            let function = self.runtime("put_object");
            return call(
                function,
                vec!["u".into(), "\"value\"".into(), "u.value".into()],
            );
        }
        if self.is_untagged(shape.id) {
            return value;
        }
        let wire = self.wire(member);
        let items = match self.discriminator(shape) {
            None => vec![row([format!("{wire}: ").into(), value])],
            Some(key) => {
                let tag = format!("{}: {wire}", py_string(key)).into();
                let rest = (value.flat() != "{}").then(|| row(["**".into(), value]));
                std::iter::once(tag).chain(rest).collect()
            }
        };
        Doc::Bracket {
            open: "{".into(),
            items,
            close: "}".into(),
        }
    }

    /// The wire names of the members of a structure, but for the one that keeps all others.
    fn known_names(&self, shape: ShapeId, direction: Direction, body: bool) -> Vec<String> {
        self.plan
            .fields(shape)
            .iter()
            .filter(|field| !self.keeps_unknown(field.member))
            .filter(|field| !body || self.in_document(field.member, direction))
            .map(|field| self.wire(field.member))
            .collect()
    }

    /// Sends `v`, a mapping of members that the model does not know.
    pub(super) fn sent_unknown(&mut self, field: &Field<'_>, body: bool) {
        self.out.line("if v is not None:");
        self.out.indent();
        let owner = field.member.id.root();
        let names = self.known_names(owner, Direction::Request, body);
        let function = self.runtime("put_unknown");
        let known = super::super::super::printer::tuple(names.into_iter().map(Doc::from).collect());
        let attribute = py_string(&field.name).into();
        let arguments = vec!["d".into(), "o".into(), attribute, "v".into(), known];
        self.out.statement("", &call(function, arguments), "");
        self.out.dedent();
    }

    /// Stores the members of `d` that the model does not know.
    pub(super) fn received_unknown(&mut self, field: &Field<'_>, body: bool) {
        let owner = field.member.id.root();
        let names = self.known_names(owner, Direction::Response, body);
        let mut parts: Vec<Doc> = vec!["k: x".into(), "for k, x in d.items()".into()];
        if !names.is_empty() {
            let set = Doc::Bracket {
                open: "{".into(),
                items: names.into_iter().map(Doc::from).collect(),
                close: "}".into(),
            };
            parts.push(row(["if k not in ".into(), set]));
        }
        let found = Doc::Wrap {
            open: "{".into(),
            parts,
            close: "}".into(),
        };
        let store = format!("o.{} = ", field.name);
        self.out.statement(&store, &found, "");
        if field.is_optional() {
            self.out.line(format!("if not o.{}:", field.name));
            self.assign(&store, &"None".into());
        }
    }

    /// Writes the deserializer of a union that these traits change; `false` where none does.
    pub(super) fn alloy_union_decoder(&mut self, name: &str, shape: &Shape) -> bool {
        let plan = self.plan;
        let Some(ClassKind::Union { variants, unknown }) = plan.class(shape.id).map(|c| &c.kind)
        else {
            return false;
        };
        if self.is_untagged(shape.id) {
            self.untagged_decoder(name, shape, variants);
            return true;
        }
        let open = variants.iter().any(|v| self.keeps_unknown(v.member));
        let key = self.discriminator(shape);
        if key.is_none() && !open {
            return false;
        }
        let parameter = format!("d: {}", self.any()).into();
        self.open_decoder(name, shape, vec![parameter]);
        let label = plan.class_name(shape.id);
        match key {
            Some(key) => {
                let key = py_string(key);
                self.out.line(format!("k = d.get({key})"));
                self.out.line(format!("if {}:", "k.__class__ is not str"));
                let expected = py_string(&format!("the name of a variant of {label}"));
                let bad = self.decode("bad");
                let refuse = call(bad, vec!["d".into(), key.into(), expected.into()]);
                self.assign("", &refuse);
            }
            None => {
                let only = call(
                    self.decode("only"),
                    vec!["d".into(), py_string(label).into()],
                );
                self.out.statement("k = ", &only, "");
                let holds = |v: &Variant<'_>| {
                    v.member.target.id != known::UNIT && !self.keeps_unknown(v.member)
                };
                if variants.iter().any(holds) {
                    self.out.line("v = d[k]");
                }
            }
        }
        for variant in variants {
            if self.keeps_unknown(variant.member) {
                continue;
            }
            let wire = self.wire(variant.member);
            self.out.statement("if k == ", &wire.into(), ":");
            self.out.indent();
            let value = match key {
                None => self.tried(variant.member, "d", "k"),
                Some(key) => self.discriminated(variant.member, key),
            };
            self.made(variant, value);
            self.out.dedent();
        }
        let last = variants.iter().find(|v| self.keeps_unknown(v.member));
        let result = match last {
            Some(variant) => {
                let class = format!("models.{}", variant.name);
                call(self.decode("variant"), vec![class.into(), "d".into()])
            }
            None => {
                let class = format!("models.{unknown}");
                call(self.decode("unknown"), vec![class.into(), "k".into()])
            }
        };
        self.out.statement("return ", &result, "");
        self.out.dedent();
        true
    }

    fn open_decoder(&mut self, name: &str, shape: &Shape, parameters: Vec<Doc>) {
        let class = self.class(shape.id).into();
        let head = format!("def {name}(");
        self.out.signature(&head, parameters, &class, false);
        self.out.indent();
    }

    /// The structure of a discriminated union, which is the object itself.
    fn discriminated(&mut self, member: &Member, key: &str) -> Doc {
        let target = member.target.id;
        let keeps = self
            .plan
            .fields(target)
            .iter()
            .any(|f| self.keeps_unknown(f.member));
        if keeps {
            // The tag is known here, if not to the structure.
            self.out.line(format!("d.pop({})", py_string(key)));
        }
        call(self.codec.functions.deserializer(target), vec!["d".into()])
    }

    /// `return` with a variant that holds a value.
    fn made(&mut self, variant: &Variant<'_>, value: Doc) {
        self.imports.local(".", "models");
        let class = Doc::from(format!("models.{}", variant.name));
        let made = if kind(self.plan.model, variant.member.target.id) == Kind::Unit {
            call(self.decode("new"), vec![class])
        } else {
            call(self.decode("variant"), vec![class, value])
        };
        self.out.statement("return ", &made, "");
    }

    fn untagged_decoder(&mut self, name: &str, shape: &Shape, variants: &[Variant<'_>]) {
        let any = self.any();
        let parameters = ["c", "k", "v"].map(|name| format!("{name}: {any}").into());
        self.open_decoder(name, shape, parameters.to_vec());
        let trial = self.runtime("Trial");
        let entries = variants
            .iter()
            .map(|variant| {
                let wanted = self.wanted(variant.member);
                row([format!("{}: ", py_string(&variant.name)).into(), wanted])
            })
            .collect();
        let alternatives = Doc::Bracket {
            open: "{".into(),
            items: entries,
            close: "}".into(),
        };
        let label = py_string(self.plan.class_name(shape.id)).into();
        let mut arguments: Vec<Doc> = vec!["c".into(), "k".into(), "v".into(), label, alternatives];
        if self.holds_untagged(shape) {
            arguments.push("once=True".into());
        }
        self.out.statement("t = ", &call(trial, arguments), "");
        self.out.line("for n in t:");
        self.out.indent();
        self.out.line("try:");
        self.out.indent();
        for variant in variants {
            let test = format!("n == {}", py_string(&variant.name));
            self.out.statement("if ", &test.into(), ":");
            self.out.indent();
            let value = self.tried(variant.member, "c", "k");
            self.made(variant, value);
            self.out.dedent();
        }
        self.out.dedent();
        let mismatch = self.imports.local(PATHS, "Mismatch");
        self.out.line(format!("except {mismatch} as failure:"));
        self.assign("", &"t.failed(failure)".into());
        self.out.dedent();
        self.out.line("t.refuse()");
        self.out.dedent();
    }

    /// Whether an alternative holds a union without a tag, however deep.
    fn holds_untagged(&self, shape: &Shape) -> bool {
        let targets = shape.members.values().map(|member| member.target.id);
        let held: FxHashSet<ShapeId> = reach(self.plan.model, targets.collect());
        held.iter().any(|id| self.is_untagged(*id))
    }

    /// The type of JSON that an alternative is, or the members of its structure.
    fn wanted(&mut self, member: &Member) -> Doc {
        let target = member.target.id;
        if kind(self.plan.model, target) != Kind::Structure {
            return py_string(self.json_type(member)).into();
        }
        let plan = self.plan;
        let mut required = Vec::new();
        let mut optional = Vec::new();
        for field in plan.fields(target) {
            let entry = format!(
                "{}: \"{}\"",
                self.wire(field.member),
                self.json_type(field.member)
            );
            let place = if self.keeps_unknown(field.member) {
                continue;
            } else if field.member.has_trait(known::REQUIRED)
                && !field.member.has_trait(known::CLIENT_OPTIONAL)
            {
                &mut required
            } else {
                &mut optional
            };
            place.push(Doc::from(entry));
        }
        let dict = |items: Vec<Doc>| {
            if items.is_empty() {
                return Doc::from("{}");
            }
            Doc::Bracket {
                open: "{".into(),
                items,
                close: "}".into(),
            }
        };
        let members = self.runtime("Members");
        call(members, vec![dict(required), dict(optional)])
    }

    fn json_type(&self, member: &Member) -> &'static str {
        let target = member.target.id;
        match kind(self.plan.model, target) {
            Kind::String | Kind::Blob | Kind::Stream => "string",
            Kind::Boolean => "boolean",
            Kind::Integer => "integer",
            Kind::BigInteger | Kind::Float | Kind::BigDecimal => "number",
            Kind::Timestamp => {
                let usual = TimestampFormat::EpochSeconds;
                match timestamp_format(self.plan.model, member, Location::Document, usual) {
                    TimestampFormat::EpochSeconds => "number",
                    _ => "string",
                }
            }
            Kind::List => "array",
            Kind::Union if self.is_untagged(target) => "any",
            Kind::Map | Kind::Structure | Kind::Union | Kind::Unit => "object",
            Kind::Document | Kind::EventStream => "any",
        }
    }

    /// The expression that reads `v`, which `container` has at `key`, whatever it is.
    fn tried(&mut self, member: &Member, container: &'static str, key: &'static str) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let (class, expected, read): (_, _, Doc) = match (self.plain_received(found), found) {
            (Some((class, expected)), _) => (class, expected, "v".into()),
            (None, Kind::Document | Kind::EventStream | Kind::Unit) => return "v".into(),
            (None, Kind::Union) if self.is_untagged(target) => {
                let function = self.codec.functions.deserializer(target);
                return call(function, vec![container.into(), key.into(), "v".into()]);
            }
            (None, Kind::List | Kind::Map | Kind::Structure | Kind::Union) => {
                let (class, expected) = holder(found);
                let function = self.codec.functions.deserializer(target);
                (class, expected, call(function, vec!["v".into()]))
            }
            (None, _) => {
                let function = self.received_by(found, member);
                return call(function, vec![container.into(), key.into(), "v".into()]);
            }
        };
        let mismatch = self.imports.local(PATHS, "mismatch");
        let expected = py_string(expected);
        let refuse = format!("{mismatch}({container}, {key}, v, {expected})");
        Doc::Choice(Box::new([
            read,
            plain_test("v", class).into(),
            refuse.into(),
        ]))
    }

    /// What stands for an untagged union that should be there and is not.
    pub(super) fn absent_union(&mut self, target: ShapeId) -> Doc {
        let function = self.imports.local(DECODE, "unknown");
        let class = self.unknown_class(target).into();
        call(function, vec![class, "\"\"".into()])
    }
}
