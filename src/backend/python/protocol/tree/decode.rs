//! Deserializers: from documents to objects.

use crate::knowledge::http::Direction;
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::super::literals::py_string;
use super::super::super::plan::{ClassKind, Field, Kind, kind};
use super::super::super::printer::{Doc, call, row};
use super::super::names::{bare_object, filler};
use super::{Writer, holder, null_first, plain_test};

impl Writer<'_, '_, '_> {
    pub(super) fn list_decoder(&mut self, name: &str, shape: &Shape) {
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

    pub(super) fn map_decoder(&mut self, name: &str, shape: &Shape) {
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
        if let Some((class, expected)) = self.plain_received(found) {
            let refuse = self.refuse(container, expected, map);
            let test = nullable(&plain_test("x", class));
            return Doc::Choice(Box::new(["x".into(), test.into(), refuse]));
        }
        match found {
            Kind::Float => {
                let function = self.received_by(found, member);
                Doc::Choice(Box::new([
                    "x".into(),
                    nullable("x.__class__ is float").into(),
                    format!("{function}({container}, {key}, x)").into(),
                ]))
            }
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                let function = self.received_by(found, member);
                let read = format!("{function}({container}, {key}, x)");
                null_first(sparse, read.into())
            }
            Kind::Union if self.is_untagged(target) => {
                let function = self.received_by(found, member);
                let arguments = [container, key, "x"].map(|name| name.to_owned().into());
                null_first(sparse, call(function, arguments.to_vec()))
            }
            Kind::List | Kind::Map | Kind::Structure | Kind::Union => {
                let (class, expected) = holder(found);
                let refuse = self.refuse(container, expected, map);
                let read = Doc::Choice(Box::new([
                    call(self.codec.functions.deserializer(target), vec!["x".into()]),
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

    pub(super) fn structure_decoder(&mut self, name: &str, shape: &Shape, body: bool) {
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
            .filter(|field| !body || self.in_document(field.member, Direction::Response))
            .collect();
        let mut first = true;
        for field in fields {
            if self.keeps_unknown(field.member) {
                self.received_unknown(field, body);
                continue;
            }
            // Without a type, pyright gives up on what `v` is in a shape of many members.
            let head = if std::mem::take(&mut first) {
                format!("v: {any} = ")
            } else {
                "v = ".to_owned()
            };
            self.received_member(field, &head);
        }
        self.out.line("return o");
        self.out.dedent();
    }

    /// `o = new(models.X)`; an error is made as exceptions are.
    fn bare(&mut self, id: ShapeId) {
        let made = bare_object(self.plan, id, &mut self.imports);
        self.out.statement("o = ", &made, "");
    }

    fn received_member(&mut self, field: &Field<'_>, head: &str) {
        let wire = self.wire(field.member);
        let store = format!("o.{} = ", field.name);
        self.out
            .statement(head, &call("d.get", vec![wire.clone().into()]), "");
        let filler = filler(field, &mut self.imports);
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
        if let Some((class, expected)) = self.plain_received(field.kind) {
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
                let function = self.received_by(field.kind, field.member);
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
                let function = self.received_by(field.kind, field.member);
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
                let value = call(self.codec.functions.deserializer(target), vec!["v".into()]);
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
            Kind::Union if self.is_untagged(target) => {
                let function = self.received_by(field.kind, field.member);
                if filler.is_some() {
                    let absent = self.absent_union(target);
                    let value =
                        Doc::Choice(Box::new([absent, "v is None".into(), read(&function)]));
                    self.out.statement(&store, &value, "");
                } else {
                    self.out.line("if v is not None:");
                    self.assign("v = ", &read(&function));
                    self.out.line(format!("{store}v"));
                }
            }
            Kind::Union => {
                let (class, expected) = holder(field.kind);
                let value = call(self.codec.functions.deserializer(target), vec!["v".into()]);
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
                Some(filler) => {
                    let value = Doc::Choice(Box::new([filler, "v is None".into(), "v".into()]));
                    self.out.statement(&store, &value, "");
                }
                None => self.out.line(format!("{store}v")),
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

    pub(super) fn unknown_class(&mut self, id: ShapeId) -> String {
        let name = match self.plan.class(id).map(|class| &class.kind) {
            Some(ClassKind::Union { unknown, .. }) => unknown.clone(),
            _ => String::new(),
        };
        self.imports.local(".", "models");
        format!("models.{name}")
    }

    pub(super) fn union_decoder(&mut self, name: &str, shape: &Shape) {
        let any = self.any();
        let class = self.class(shape.id);
        let parameter = format!("d: {any}").into();
        self.out.signature(
            &format!("def {name}("),
            vec![parameter],
            &class.clone().into(),
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
        if needs_value {
            self.out.line(format!("o: {class}"));
        }
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
        let value: Doc = match found {
            Kind::Float => call(
                self.received_by(found, member),
                vec!["d".into(), "k".into(), "v".into()],
            ),
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp
                if self.plain_received(found).is_none() =>
            {
                let function = self.received_by(found, member);
                call(function, vec!["d".into(), "k".into(), "v".into()])
            }
            Kind::Union if self.is_untagged(target) => {
                let function = self.received_by(found, member);
                call(function, vec!["d".into(), "k".into(), "v".into()])
            }
            _ => {
                let (checked, value): (Option<(&str, &str)>, Doc) = match self.plain_received(found)
                {
                    Some(plain) => (Some(plain), "v".into()),
                    None if matches!(
                        found,
                        Kind::List | Kind::Map | Kind::Structure | Kind::Union
                    ) =>
                    {
                        let value =
                            call(self.codec.functions.deserializer(target), vec!["v".into()]);
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
        let new = self.decode("new");
        self.out
            .statement("o = ", &call(new, vec![class.to_owned().into()]), "");
        self.out.statement("o.value = ", &value, "");
        self.out.line("return o");
    }
}
