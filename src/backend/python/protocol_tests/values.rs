//! Values of the model as expressions of Python: parameters of cases, and the smallest inputs.

use std::collections::BTreeSet;

use crate::model::Shape;
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Value};

use super::super::literals::{py_bool, py_bytes, py_float, py_int, py_string};
use super::super::plan::{ClassKind, DefaultValue, Field, Kind, Plan, Presence, Variant, kind};
use super::super::printer::{Doc, call, row};

/// Values nest no deeper than this: Python's own parser gives up at about a hundred brackets.
const DEEPEST: usize = 40;

/// Writes values.
pub struct Values<'p, 'm> {
    plan: &'p Plan<'m>,
    /// The modules of the standard library that the expressions name.
    pub modules: BTreeSet<&'static str>,
}

impl<'p, 'm> Values<'p, 'm> {
    /// A writer that has written nothing.
    pub fn new(plan: &'p Plan<'m>) -> Self {
        Self {
            plan,
            modules: BTreeSet::new(),
        }
    }

    /// The value that a node stands for; `None` where it does not fit the shape, which checks
    /// report, or nests too deeply. Blobs are written as plain text. (Specification: "Parameter
    /// format".)
    pub fn value(&mut self, target: ShapeId, node: &Node) -> Option<Doc> {
        self.at(target, node, 0)
    }

    fn at(&mut self, target: ShapeId, node: &Node, depth: usize) -> Option<Doc> {
        if depth > DEEPEST {
            return None;
        }
        if node.is_null() {
            return Some("None".into());
        }
        match kind(self.plan.model, target) {
            Kind::Structure => {
                let fields = self.members(target, node, depth)?;
                Some(call(self.class(target), fields))
            }
            Kind::Union | Kind::EventStream => self.variant(target, node, depth),
            Kind::List => {
                let member = self.member(target, known::member::MEMBER.as_str())?;
                let items = node.as_array()?.iter();
                let items: Option<Vec<Doc>> =
                    items.map(|item| self.at(member, item, depth + 1)).collect();
                Some(bracket("[", items?, "]"))
            }
            Kind::Map => {
                let key = self.member(target, known::member::KEY.as_str())?;
                let value = self.member(target, known::member::VALUE.as_str())?;
                let mut items = Vec::new();
                for entry in node.as_object()?.iter() {
                    let name = Node::string(&*entry.key, entry.key_span);
                    let name = self.at(key, &name, depth + 1)?;
                    let made = self.at(value, &entry.value, depth + 1)?;
                    items.push(row([name, ": ".into(), made]));
                }
                Some(bracket("{", items, "}"))
            }
            Kind::Document => document(node, depth),
            Kind::Blob | Kind::Stream => Some(py_bytes(node.as_str()?.as_bytes()).into()),
            _ => {
                let value = DefaultValue::of(self.plan.model, target, node)?;
                Some(self.scalar(value))
            }
        }
    }

    /// The members of a structure as keyword arguments.
    pub fn members(&mut self, target: ShapeId, node: &Node, depth: usize) -> Option<Vec<Doc>> {
        let plan = self.plan;
        let mut made = Vec::new();
        for entry in node.as_object()?.iter() {
            let field = plan
                .fields(target)
                .iter()
                .find(|field| field.wire() == &*entry.key)?;
            let value = self.at(field.member.target.id, &entry.value, depth + 1)?;
            made.push(row([format!("{}=", field.name).into(), value]));
        }
        Some(made)
    }

    fn variant(&mut self, union: ShapeId, node: &Node, depth: usize) -> Option<Doc> {
        let [entry] = node.as_object()?.entries.as_slice() else {
            return None;
        };
        let variant = self
            .variants(union)
            .iter()
            .find(|variant| variant.member.id.member.as_str() == &*entry.key)?;
        let target = variant.member.target.id;
        let value = match kind(self.plan.model, target) {
            Kind::Unit => Vec::new(),
            _ => vec![self.at(target, &entry.value, depth + 1)?],
        };
        Some(call(format!("models.{}", variant.name), value))
    }

    /// An event to send: a variant, or an error that stands in the union.
    pub fn event(&mut self, union: ShapeId, node: &Node) -> Option<Doc> {
        if let [entry] = node.as_object()?.entries.as_slice() {
            let mut events = self.plan.stream_events(union).into_iter();
            let found = events.find(|event| event.member.id.member.as_str() == &*entry.key)?;
            if found.error {
                return self.at(found.member.target.id, &entry.value, 1);
            }
        }
        self.variant(union, node, 1)
    }

    fn variants(&self, union: ShapeId) -> &'p [Variant<'m>] {
        match self.plan.class(union).map(|class| &class.kind) {
            Some(ClassKind::Union { variants, .. }) => variants,
            _ => &[],
        }
    }

    fn member(&self, target: ShapeId, name: &str) -> Option<ShapeId> {
        let shape = self.plan.model.shape(target)?;
        let member = shape
            .members
            .values()
            .find(|one| one.id.member.as_str() == name)?;
        Some(member.target.id)
    }

    /// `models.X`.
    pub fn class(&self, id: ShapeId) -> String {
        format!("models.{}", self.plan.class_name(id))
    }

    /// The value that a node stands for where blobs are written in base64, as in traits.
    pub fn plain(&mut self, target: ShapeId, node: &Node) -> Option<Doc> {
        let value = DefaultValue::of(self.plan.model, target, node)?;
        Some(self.scalar(value))
    }

    fn scalar(&mut self, value: DefaultValue) -> Doc {
        match value {
            DefaultValue::Literal(text) => text.into(),
            DefaultValue::EmptyList => "[]".into(),
            DefaultValue::EmptyDict => "{}".into(),
            DefaultValue::Moment(arguments) => {
                self.modules.insert("datetime");
                let mut items: Vec<Doc> = arguments
                    .split(", ")
                    .map(|item| item.to_owned().into())
                    .collect();
                items.push("tzinfo=datetime.UTC".into());
                call("datetime.datetime", items)
            }
            DefaultValue::Decimal(text) => {
                self.modules.insert("decimal");
                call("decimal.Decimal", vec![py_string(&text).into()])
            }
        }
    }

    /// The smallest input with which an operation can be called; `None` where it can do without.
    pub fn smallest(&mut self, input: ShapeId) -> Option<Doc> {
        let members = self.needed(input, 0);
        (!members.is_empty()).then(|| call(self.class(input), members))
    }

    /// The members that must be given, as keyword arguments.
    pub(super) fn needed(&mut self, structure: ShapeId, depth: usize) -> Vec<Doc> {
        let plan = self.plan;
        let fields = plan
            .fields(structure)
            .iter()
            .filter(|field| is_needed(field));
        fields
            .map(|field| {
                let value = self.sample(field.member.target.id, depth + 1);
                row([format!("{}=", field.name).into(), value])
            })
            .collect()
    }

    /// Some value of a shape, as small as can be.
    fn sample(&mut self, target: ShapeId, depth: usize) -> Doc {
        if depth > DEEPEST {
            return "None".into();
        }
        match kind(self.plan.model, target) {
            Kind::String => py_string(self.plan.model.shape(target).map_or("a", word)).into(),
            Kind::Boolean => "False".into(),
            Kind::Integer | Kind::BigInteger => "1".into(),
            Kind::Float => "1.0".into(),
            Kind::BigDecimal => self.scalar(DefaultValue::Decimal("1".into())),
            Kind::Blob | Kind::Stream => "b\"a\"".into(),
            Kind::Timestamp => self.scalar(DefaultValue::Moment("1970, 1, 1".into())),
            Kind::List => "[]".into(),
            Kind::Map | Kind::Document => "{}".into(),
            Kind::Structure => {
                let members = self.needed(target, depth);
                call(self.class(target), members)
            }
            Kind::Union => match self.variants(target).first() {
                Some(variant) => {
                    let member = variant.member.target.id;
                    let value = match kind(self.plan.model, member) {
                        Kind::Unit => Vec::new(),
                        _ => vec![self.sample(member, depth + 1)],
                    };
                    call(format!("models.{}", variant.name), value)
                }
                None => "None".into(),
            },
            Kind::EventStream => "[]".into(),
            Kind::Unit => "None".into(),
        }
    }
}

/// A word that a string or enum allows, as far as that is easily said.
fn word(shape: &Shape) -> &str {
    let first = shape.members.values().next();
    match (shape.shape_type, first) {
        (ShapeType::Enum, Some(member)) => member
            .traits
            .text(known::ENUM_VALUE)
            .unwrap_or(member.id.member.as_str()),
        _ => "a",
    }
}

fn is_needed(field: &Field<'_>) -> bool {
    match field.presence {
        Presence::Required => true,
        Presence::Default(_) => false,
        Presence::Optional => field.demanded && !field.member.has_trait(known::IDEMPOTENCY_TOKEN),
    }
}

fn document(node: &Node, depth: usize) -> Option<Doc> {
    if depth > DEEPEST {
        return None;
    }
    match &node.value {
        Value::Null => Some("None".into()),
        Value::Boolean(value) => Some(py_bool(*value).into()),
        Value::Number(number) => {
            let whole = number
                .is_integer_literal()
                .then(|| py_int(number))
                .flatten();
            whole.or_else(|| py_float(number)).map(Doc::from)
        }
        Value::String(text) => Some(py_string(text).into()),
        Value::ShapeId(_) => None,
        Value::Array(items) => {
            let items: Option<Vec<Doc>> =
                items.iter().map(|item| document(item, depth + 1)).collect();
            Some(bracket("[", items?, "]"))
        }
        Value::Object(object) => {
            let mut items = Vec::new();
            for entry in object.iter() {
                let key = format!("{}: ", py_string(&entry.key));
                items.push(row([key.into(), document(&entry.value, depth + 1)?]));
            }
            Some(bracket("{", items, "}"))
        }
    }
}

/// Items between brackets.
pub fn bracket(open: impl Into<String>, items: Vec<Doc>, close: &'static str) -> Doc {
    Doc::Bracket {
        open: open.into().into(),
        items,
        close: close.into(),
    }
}
