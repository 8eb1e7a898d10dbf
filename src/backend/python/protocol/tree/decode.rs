//! Deserializers: from documents to objects.

use crate::knowledge::http::Direction;
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::super::literals::py_string;
use super::super::super::plan::{ClassKind, Field, Kind, Variant, kind};
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
        let good = self.good_as_it_is(member, shape);
        let parameter = match good {
            Some(_) => format!("a: list[{any}]"),
            None => format!("a: {any}"),
        };
        self.out
            .signature(&head, vec![parameter.into()], &returns, false);
        self.out.indent();
        if let Some(class) = good {
            self.out.line("for x in a:");
            self.out.indent();
            self.out.line(format!("if x.__class__ is not {class}:"));
            self.out.indent();
        }
        // What holds much is let go of on the way: its memory is still near then.
        let large = matches!(
            kind(self.plan.model, member.target.id),
            Kind::Map | Kind::Structure
        );
        let items = if large {
            format!("for x in {}(a)", self.decode("drain"))
        } else {
            "for x in a".to_owned()
        };
        let (item, test) = self.received_item(member, shape, false);
        let parts = [Some(item), Some(items.into()), test];
        self.comprehension("[", parts.into_iter().flatten().collect(), "]");
        if good.is_some() {
            self.out.dedent();
            self.out.dedent();
            self.out.line("return a");
        }
        self.out.dedent();
    }

    pub(super) fn map_decoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::VALUE) else {
            return;
        };
        let any = self.any();
        let returns = self.annotation(shape.id);
        let head = format!("def {name}(");
        let good = self.good_as_it_is(member, shape);
        let parameter = match good {
            Some(_) => format!("m: dict[str, {any}]"),
            None => format!("m: {any}"),
        };
        self.out
            .signature(&head, vec![parameter.into()], &returns, false);
        self.out.indent();
        if let Some(class) = good {
            self.out.line("for x in m.values():");
            self.out.indent();
            self.out.line(format!("if x.__class__ is not {class}:"));
            self.out.indent();
        }
        let (item, test) = self.received_item(member, shape, true);
        let entry = row(["k: ".into(), item]);
        let parts = [Some(entry), Some("for k, x in m.items()".into()), test];
        self.comprehension("{", parts.into_iter().flatten().collect(), "}");
        if good.is_some() {
            self.out.dedent();
            self.out.dedent();
            self.out.line("return m");
        }
        self.out.dedent();
    }

    /// The class of items of a list or map that can stay what the document holds, since nobody else
    /// will use that: the usual ones are not copied. Where nulls are kept, they are.
    fn good_as_it_is(&mut self, member: &Member, shape: &Shape) -> Option<&'static str> {
        let found = kind(self.plan.model, member.target.id);
        let class = self.plain_received(found).map(|(class, _)| class);
        class.filter(|_| !shape.has_trait(known::SPARSE))
    }

    /// The expression that reads the item `x` of a list or map, and the condition by which nulls
    /// are passed over. One test serves both where it can: what is not of the expected class is
    /// looked at by a function that refuses it unless it is null.
    fn received_item(&mut self, member: &Member, shape: &Shape, map: bool) -> (Doc, Option<Doc>) {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let sparse = shape.has_trait(known::SPARSE);
        let (class, expected, read): (_, _, Doc) = match (self.plain_received(found), found) {
            (Some((class, expected)), _) => (class, expected, "x".into()),
            (None, Kind::List | Kind::Map | Kind::Structure | Kind::Union)
                if !self.is_untagged(target) =>
            {
                let (class, expected) = holder(found);
                let read = call(self.codec.functions.deserializer(target), vec!["x".into()]);
                (class, expected, read)
            }
            (None, Kind::Document | Kind::Unit | Kind::EventStream) => return ("x".into(), None),
            (None, _) => {
                let function = self.received_by(found, member);
                let read = if map {
                    format!("{function}(m, k, x)")
                } else {
                    format!("{function}(a, None, x)")
                };
                let read = if found == Kind::Float {
                    Doc::Choice(Box::new([
                        "x".into(),
                        "x.__class__ is float".into(),
                        read.into(),
                    ]))
                } else {
                    read.into()
                };
                let test = (!sparse).then(|| "if x is not None".into());
                return (null_first(sparse, read), test);
            }
        };
        let function = self.decode(if map { "null_entry" } else { "null_item" });
        let refuse = if map {
            format!("{function}(m, k, {})", py_string(expected))
        } else {
            format!("{function}(a, x, {})", py_string(expected))
        };
        let test = plain_test("x", class);
        if sparse {
            let read = Doc::Choice(Box::new([read, test.into(), refuse.into()]));
            (read, None)
        } else {
            (read, Some(format!("if {test} or {refuse}").into()))
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
                        .line(format!("if v.__class__ is not {class} and v is not None:"));
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
                            .line("if v.__class__ is not float and v is not None:");
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
        let plan = self.plan;
        let Some(ClassKind::Union { variants, unknown }) = plan.class(shape.id).map(|c| &c.kind)
        else {
            self.out.dedent();
            return;
        };
        let label: Doc = py_string(plan.class_name(shape.id)).into();
        let only = call(self.decode("only"), vec!["d".into(), label.clone()]);
        self.out.line("try:");
        self.assign("(k,) = d", &"".into());
        self.out.line("except ValueError:");
        self.assign("k = ", &only);
        let holds = |variant: &Variant<'_>| variant.member.target.id != known::UNIT;
        if variants.iter().any(holds) {
            self.out.line("v = d[k]");
            self.out.line(format!("o: {class}"));
        }
        for variant in self.by_likelihood(variants) {
            let wire = self.wire(variant.member);
            self.out.statement("if k == ", &wire.into(), ":");
            self.out.indent();
            let class = format!("models.{}", variant.name);
            self.received_variant(variant.member, &class, &only);
            self.out.dedent();
        }
        let function = self.decode("unknown_member");
        let unknown = format!("models.{unknown}").into();
        let arguments = vec![unknown, "d".into(), "k".into(), label];
        self.out
            .statement("return ", &call(function, arguments), "");
        self.out.dedent();
    }

    /// `only` refuses a union whose one member is null, as most kinds of values do by themselves.
    fn received_variant(&mut self, member: &Member, class: &str, only: &Doc) {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        if found == Kind::Unit {
            self.out.line("if d[k] is None:");
            self.assign("", only);
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
                    None => {
                        self.out.line("if v is None:");
                        self.assign("", only);
                        (None, "v".into())
                    }
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
