//! Serializers: from objects to documents.

use crate::knowledge::http::Direction;
use crate::model::{Member, Shape};
use crate::name::known;

use super::super::super::literals::py_string;
use super::super::super::plan::{ClassKind, Field, Kind, kind};
use super::super::super::printer::{Doc, call, row};
use super::{Writer, null_first, plain_test};

/// The longest name of a serializer that fits into a line together with the test of a key.
const ROOM: usize = 36;

/// The test of a number that JSON can hold.
const FINITE: &str = "v.__class__ is float and v - v == 0.0";

impl Writer<'_, '_, '_> {
    pub(super) fn list_encoder(&mut self, name: &str, shape: &Shape) {
        let Some(member) = shape.member(known::member::MEMBER) else {
            return;
        };
        let any = self.any();
        let head = format!("def {name}(");
        let returns = format!("list[{any}]");
        self.out.signature(
            &head,
            vec![format!("a: list[{any}]").into()],
            &returns.into(),
            false,
        );
        self.out.indent();
        let target = member.target.id;
        if kind(self.plan.model, target) == Kind::Structure && !shape.has_trait(known::SPARSE) {
            let class = self.class(target);
            let each = self.imports.local("._runtime.deferred", "each");
            let function = self.codec.functions.serializer(target);
            let items = call(each, vec!["a".into(), class.into(), function.into()]);
            self.out.statement("return ", &items, "");
        } else {
            let item = self.sent_item(member, "a", "None");
            let item = sparse_item(shape, item);
            // The writer only reads a list, so one that is good as it is need not be copied.
            let plain = self.plain_sent(kind(self.plan.model, target));
            let good = plain.filter(|_| !shape.has_trait(known::SPARSE));
            if let Some((class, _)) = good {
                self.out.line("for x in a:");
                self.out.indent();
                self.out.line(format!("if x.__class__ is not {class}:"));
                self.out.indent();
            }
            self.comprehension("[", vec![item, "for x in a".into()], "]");
            if good.is_some() {
                self.out.dedent();
                self.out.dedent();
                self.out.line("return a");
            }
        }
        self.out.dedent();
    }

    pub(super) fn map_encoder(&mut self, name: &str, shape: &Shape) {
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
        let item = sparse_item(shape, self.sent_item(member, "m", "k"));
        // The test of the key stands inline where the line has room for it.
        let target = member.target.id;
        let roomy = match kind(self.plan.model, target) {
            Kind::List | Kind::Map | Kind::Structure | Kind::Union => {
                self.codec.functions.serializer(target).len() <= ROOM
            }
            _ => true,
        };
        let key = if roomy {
            format!("k if k.__class__ is str else {put}(m, k, k): ")
        } else {
            format!("{put}(m, k, k): ")
        };
        let entry = row([key.into(), item]);
        self.comprehension("{", vec![entry, "for k, x in m.items()".into()], "}");
        self.out.dedent();
    }

    /// The expression that sends the item `x` of a list or map.
    fn sent_item(&mut self, member: &Member, container: &str, key: &str) -> Doc {
        let target = member.target.id;
        let found = kind(self.plan.model, target);
        let put = |name: &str| format!("{name}({container}, {key}, x)");
        if let Some((class, function)) = self.plain_sent(found) {
            let function = self.encode(function);
            let test = plain_test("x", class);
            return Doc::Choice(Box::new(["x".into(), test.into(), put(&function).into()]));
        }
        match found {
            Kind::Float => {
                let function = self.encode("put_float");
                Doc::Choice(Box::new([
                    "x".into(),
                    "x.__class__ is float and x - x == 0.0".into(),
                    put(&function).into(),
                ]))
            }
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                put(&self.sent_by(found, member)).into()
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
                    open: format!("{}(", self.codec.functions.serializer(target)).into(),
                    parts: vec![checked],
                    close: ")".into(),
                }
            }
            Kind::Structure => {
                let class = self.class(target);
                let wrong = self.encode("wrong");
                let name = py_string(self.plan.class_name(target));
                Doc::Choice(Box::new([
                    call(self.codec.functions.serializer(target), vec!["x".into()]),
                    format!("isinstance(x, {class})").into(),
                    format!("{wrong}({container}, {key}, x, {name})").into(),
                ]))
            }
            Kind::Union => {
                let arguments = vec![
                    container.to_owned().into(),
                    key.to_owned().into(),
                    "x".into(),
                ];
                call(self.codec.functions.serializer(target), arguments)
            }
            _ => "x".into(),
        }
    }

    pub(super) fn structure_encoder(&mut self, name: &str, shape: &Shape, body: bool) {
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
            if body && !self.in_document(field.member, Direction::Request) {
                continue;
            }
            let declared = if std::mem::take(&mut first) {
                format!("v: {any}")
            } else {
                "v".into()
            };
            self.out.line(format!("{declared} = o.{}", field.name));
            if self.keeps_unknown(field.member) {
                self.sent_unknown(field, body);
            } else if !field.is_optional() || field.demanded {
                self.sent_member(field);
            } else {
                self.sent_optional(field);
            }
        }
        self.out.line("return d");
        self.out.dedent();
    }

    /// Sends a member that may be `None`; the usual class of a scalar is looked for first.
    fn sent_optional(&mut self, field: &Field<'_>) {
        let usual = match self.plain_sent(field.kind) {
            Some((class, function)) => Some((plain_test("v", class), function)),
            None if field.kind == Kind::Float => Some((FINITE.to_owned(), "put_float")),
            None => None,
        };
        let Some((test, function)) = usual else {
            self.out.line("if v is not None:");
            self.out.indent();
            self.sent_member(field);
            self.out.dedent();
            return;
        };
        let store = format!("d[{}] = ", self.wire(field.member));
        let attribute = py_string(&field.name).into();
        let arguments = vec!["o".into(), attribute, "v".into()];
        let put = call(self.encode(function), arguments);
        self.out.line(format!("if {test}:"));
        self.assign(&store, &"v".into());
        self.out.line("elif v is not None:");
        self.assign(&store, &put);
    }

    fn sent_member(&mut self, field: &Field<'_>) {
        let target = field.member.target.id;
        let attribute = py_string(&field.name);
        let store = format!("d[{}] = ", self.wire(field.member));
        let put = |name: &str| call(name, vec!["o".into(), attribute.clone().into(), "v".into()]);
        if let Some((class, function)) = self.plain_sent(field.kind) {
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
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                let function = self.sent_by(field.kind, field.member);
                self.out.statement(&store, &put(&function), "");
            }
            Kind::List | Kind::Map => {
                let (class, function) = collection(field.kind);
                let function = self.encode(function);
                self.out.line(format!("if v.__class__ is not {class}:"));
                self.assign("v = ", &put(&function));
                let value = call(self.codec.functions.serializer(target), vec!["v".into()]);
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
                let value = call(self.codec.functions.serializer(target), vec!["v".into()]);
                self.out.statement(&store, &value, "");
            }
            Kind::Union => {
                let function = self.codec.functions.serializer(target);
                self.out.statement(&store, &put(&function), "");
            }
            _ => self.out.line(format!("{store}v")),
        }
    }

    pub(super) fn union_encoder(&mut self, name: &str, shape: &Shape) {
        let any = self.any();
        let parameters = vec![
            format!("c: {any}").into(),
            "k: str | None".into(),
            format!("u: {any}").into(),
        ];
        let returns = if self.is_untagged(shape.id) {
            any.clone().into()
        } else {
            format!("dict[str, {any}]").into()
        };
        self.out
            .signature(&format!("def {name}("), parameters, &returns, false);
        self.out.indent();
        let plan = self.plan;
        if let Some(ClassKind::Union { variants, .. }) = plan.class(shape.id).map(|c| &c.kind) {
            let checked = variants.iter().any(|variant| {
                let found = kind(plan.model, variant.member.target.id);
                self.plain_sent(found).is_some()
                    || matches!(found, Kind::List | Kind::Map | Kind::Structure)
            });
            if checked {
                self.out.line(format!("v: {any}"));
            }
            if !variants.is_empty() {
                self.out.line("t = u.__class__");
            }
            for variant in self.by_likelihood(variants) {
                self.imports.local(".", "models");
                let class = format!("models.{}", variant.name);
                self.out.statement("if t is ", &class.into(), ":");
                self.out.indent();
                let value = self.sent_variant(variant.member);
                let value = self.sent_union(shape, variant.member, value);
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
        if let Some((class, function)) = self.plain_sent(found) {
            self.checked_variant(class, function);
            return "v".into();
        }
        match found {
            Kind::Unit => "{}".into(),
            Kind::Float => put(self.encode("put_float")),
            Kind::BigInteger | Kind::BigDecimal | Kind::Blob | Kind::Stream | Kind::Timestamp => {
                put(self.sent_by(found, member))
            }
            Kind::List | Kind::Map => {
                let (class, function) = collection(found);
                self.checked_variant(class, function);
                call(self.codec.functions.serializer(target), vec!["v".into()])
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
                call(self.codec.functions.serializer(target), vec!["v".into()])
            }
            Kind::Union => put(self.codec.functions.serializer(target)),
            _ => "u.value".into(),
        }
    }

    /// `v`, which is what the variant holds if that is of this class, and what `function` makes of
    /// it otherwise.
    fn checked_variant(&mut self, class: &str, function: &str) {
        let function = self.encode(function);
        self.out.line("v = u.value");
        self.out.line(format!("if v.__class__ is not {class}:"));
        let arguments = vec!["u".into(), "\"value\"".into(), "v".into()];
        self.assign("v = ", &call(function, arguments));
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
