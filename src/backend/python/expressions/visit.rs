//! Compiles the simple expressions: members, indices, slices, literals, and what is one or the
//! other. It must not know how lists are walked.

use super::super::literals::py_string;
use super::super::plan::{ClassKind, Kind, kind};
use super::super::printer::{Doc, call, chain};
use super::compile::*;
use super::form::{self, Form, Typed, Value};
use crate::jmespath::{Tree, Variant};
use crate::node::{Node, Value as NodeValue};
use std::rc::Rc;

impl Compiler<'_, '_, '_> {
    // ---- expressions

    pub fn visit(&mut self, tree: &Tree, current: &Value) -> Value {
        match &tree.variant {
            Variant::Current => current.clone(),
            Variant::Field(name) => self.field(name, current),
            Variant::Index(index) => self.index(*index, current),
            Variant::Slice { start, stop, step } => self.slice(*start, *stop, *step, current),
            Variant::Literal(node) => self.literal(node),
            Variant::Sub(left, right) => {
                let left = self.visit(left, current);
                self.visit(right, &left)
            }
            Variant::Or(left, right) => self.either(left, right, current, true),
            Variant::And(left, right) => self.either(left, right, current, false),
            Variant::Not(inner) => {
                let value = self.visit(inner, current);
                match self.truth(value) {
                    Truth::Always => Value::literal("False", Form::Boolean.always()),
                    Truth::Never => Value::literal("True", Form::Boolean.always()),
                    Truth::If(code) => {
                        let doc = match code.strip_suffix(" is not None") {
                            Some(code) => format!("{code} is None"),
                            None => format!("not {code}"),
                        };
                        self.assign("denied", &doc.into(), Form::Boolean.always())
                    }
                }
            }
            Variant::Compare(comparator, left, right) => {
                let left = self.visit(left, current);
                let right = self.visit(right, current);
                self.compare(*comparator, left, right)
            }
            Variant::List(elements) => self.list(elements, current),
            Variant::Hash(entries) => self.hash(entries, current),
            Variant::Call {
                name, arguments, ..
            } => self.call(name, arguments, current),
            Variant::Reference(_) => {
                let helper = self.helper("Reference");
                self.declare("reference", &call(helper, Vec::new()), Typed::JSON)
            }
            Variant::Project(left, right) => {
                let left = self.visit(left, current);
                let left = self.array(left);
                self.each(&left, None, right)
            }
            Variant::ProjectObject(left, right) => {
                let left = self.visit(left, current);
                let left = self.values(left);
                self.each(&left, None, right)
            }
            Variant::Filter {
                left,
                condition,
                right,
            } => {
                let left = self.visit(left, current);
                let left = self.array(left);
                self.each(&left, Some(condition), right)
            }
            Variant::Flatten(inner) => {
                let value = self.visit(inner, current);
                self.flatten(value)
            }
        }
    }

    pub(super) fn field(&mut self, name: &str, current: &Value) -> Value {
        let code = &current.code;
        match &current.typed.form {
            Form::Fields(fields) => fields
                .iter()
                .rev()
                .find(|(field, _)| **field == *name)
                .map_or_else(Value::null, |(_, value)| value.clone()),
            Form::Structure(id) => {
                let Some(plan) = self.plan else {
                    return Value::null();
                };
                let found = plan.fields(*id).iter().find(|field| field.wire() == name);
                let Some(field) = found else {
                    return Value::null();
                };
                let nullable = field.is_optional() || self.is_nullable(current);
                let typed = form::of_target(plan, field.member.target.id, nullable);
                if typed.form == Form::Null {
                    return Value::null();
                }
                let doc = self.unless_none(current, format!("{code}.{}", field.name).into());
                self.assign(&field.name, &doc, typed)
            }
            Form::Union(id) => {
                let plan = self.plan;
                let class = plan.and_then(|plan| plan.class(*id));
                let variants = match class.map(|class| &class.kind) {
                    Some(ClassKind::Union { variants, .. }) => variants,
                    _ => return Value::null(),
                };
                let variant = variants.iter().find(|variant| {
                    let member = variant.member.id.member;
                    member.as_str() == name
                });
                let (Some(plan), Some(variant)) = (plan, variant) else {
                    return Value::null();
                };
                let target = variant.member.target.id;
                let (value, typed) = if kind(plan.model, target) == Kind::Unit {
                    (format!("{}({code})", self.helper("to_json")), Typed::JSON)
                } else {
                    (format!("{code}.value"), form::of_target(plan, target, true))
                };
                if typed.form == Form::Null {
                    return Value::null();
                }
                self.imports.local(".", "models");
                let test = format!("isinstance({code}, models.{})", variant.name).into();
                let unit = typed == Typed::JSON;
                let doc = Doc::Choice(Box::new([value.into(), test, "None".into()]));
                let found = self.assign("value", &doc, typed);
                if unit {
                    // The whole is `{"name": {}}`, and this takes the inner object.
                    return self.field(name, &found);
                }
                found
            }
            Form::Map(inner) => {
                let typed = inner.form.clone().maybe();
                let get = format!("{code}.get({})", py_string(name)).into();
                let doc = self.unless_none(current, get);
                self.assign(&super::super::names::snake_case(name), &doc, typed)
            }
            Form::Json | Form::Document => {
                let current = self.json(current.clone());
                let helper = self.helper("field");
                let items = vec![current.code.into(), py_string(name).into()];
                let stem = super::super::names::snake_case(name);
                self.assign(&stem, &call(helper, items), Typed::JSON)
            }
            _ => Value::null(),
        }
    }

    /// The value as an array, or null.
    pub(super) fn array(&mut self, value: Value) -> Value {
        match &value.typed.form {
            Form::Array(_) => value,
            Form::Json | Form::Document => {
                let value = self.json(value);
                let doc = call(self.helper("elements"), vec![value.code.into()]);
                let typed = Form::Array(Rc::new(Typed::JSON)).maybe();
                self.assign("items", &doc, typed)
            }
            _ => Value::null(),
        }
    }

    /// The values of an object as an array, or null.
    pub(super) fn values(&mut self, value: Value) -> Value {
        match &value.typed.form {
            Form::Map(inner) => {
                let typed = Typed {
                    form: Form::Array(Rc::clone(inner)),
                    nullable: self.is_nullable(&value),
                };
                let list = call("list", vec![format!("{}.values()", value.code).into()]);
                let doc = self.unless_none(&value, list);
                self.assign("items", &doc, typed)
            }
            Form::Structure(_) | Form::Union(_) | Form::Fields(_) | Form::Json | Form::Document => {
                let value = self.json(value);
                let doc = call(self.helper("entries"), vec![value.code.into()]);
                let typed = Form::Array(Rc::new(Typed::JSON)).maybe();
                self.assign("items", &doc, typed)
            }
            _ => Value::null(),
        }
    }

    pub(super) fn index(&mut self, index: i64, current: &Value) -> Value {
        let current = self.array(current.clone());
        let Form::Array(inner) = &current.typed.form else {
            return Value::null();
        };
        let typed = inner.form.clone().maybe();
        let code = &current.code;
        let element = format!("{code}[{index}]").into();
        let condition: Doc = match index {
            0 | -1 => code.clone().into(),
            _ => {
                let long = if index < 0 {
                    format!("len({code}) >= {}", index.unsigned_abs())
                } else {
                    format!("len({code}) > {index}")
                };
                if self.is_nullable(&current) {
                    chain("and", vec![code.clone().into(), long.into()])
                } else {
                    long.into()
                }
            }
        };
        let doc = Doc::Choice(Box::new([element, condition, "None".into()]));
        self.assign("element", &doc, typed)
    }

    pub(super) fn slice(
        &mut self,
        start: Option<i64>,
        stop: Option<i64>,
        step: i64,
        current: &Value,
    ) -> Value {
        if step == 0 {
            return self.refuse("invalid-value");
        }
        let current = self.array(current.clone());
        if current.typed.form == Form::Null {
            return current;
        }
        let bound = |at: Option<i64>| at.map_or_else(String::new, |at| at.to_string());
        let step = if step == 1 {
            String::new()
        } else {
            format!(":{step}")
        };
        let part = format!("{}[{}:{}{step}]", current.code, bound(start), bound(stop));
        let doc = self.unless_none(&current, part.into());
        let typed = Typed {
            nullable: self.is_nullable(&current),
            ..current.typed
        };
        self.assign("part", &doc, typed)
    }

    pub(super) fn literal(&mut self, node: &Node) -> Value {
        let typed = match &node.value {
            NodeValue::Null => return Value::null(),
            NodeValue::Boolean(_) => Form::Boolean.always(),
            NodeValue::Number(_) => Form::Number.always(),
            NodeValue::String(_) | NodeValue::ShapeId(_) => Form::Text.always(),
            NodeValue::Array(_) | NodeValue::Object(_) => {
                return self.declare("literal", &display(node), Typed::JSON);
            }
        };
        Value::literal(display(node).flat(), typed)
    }

    /// `left || right` or `left && right`: where the left side decides, the right one is not
    /// looked at.
    pub(super) fn either(&mut self, left: &Tree, right: &Tree, current: &Value, or: bool) -> Value {
        let left = self.visit(left, current);
        let left = self.settled(left);
        let condition = match (self.truth(left.clone()), or) {
            (Truth::Always, true) | (Truth::Never, false) => return left,
            (Truth::Never, true) | (Truth::Always, false) => return self.visit(right, current),
            (Truth::If(code), _) => code,
        };
        let shown =
            !or && (condition == left.code || condition == format!("{} is not None", left.code));
        let (mut text, mut value) = self.block(1, |compiler| {
            let write = |compiler: &mut Self| {
                let value = compiler.visit_inside(right, current);
                compiler.settled(value)
            };
            if shown {
                compiler.knowing(&left, write)
            } else {
                write(compiler)
            }
        });
        let mut start = left.clone();
        let typed = if let Some(form) = common(&left.typed.form, &value.typed.form) {
            let nullable = self.is_nullable(&value) || (!or && self.is_nullable(&left));
            Typed { form, nullable }
        } else {
            start = self.json(left.clone());
            let (more, json) = self.block(1, |compiler| compiler.json(value.clone()));
            text.push_str(&more);
            value = json;
            Typed::JSON
        };
        let whole = matches!(
            typed.form,
            Form::Boolean | Form::Text | Form::Array(_) | Form::Map(_)
        );
        if text.is_empty() && whole && condition == start.code {
            let operator = if or { "or" } else { "and" };
            let operands = vec![start.code.into(), value.code.into()];
            return self.assign("either", &chain(operator, operands), typed);
        }
        // Until the other side is looked at, it is what the left one is.
        let typed = Typed {
            nullable: typed.nullable || self.is_nullable(&left),
            ..typed
        };
        let made = self.declare("either", &start.code.into(), typed);
        let condition = match (or, condition.strip_suffix(" is not None")) {
            (false, _) => condition,
            (true, Some(code)) => format!("{code} is None"),
            (true, None) => format!("not {condition}"),
        };
        self.out.block("if", &condition.into());
        self.out.raw(&text);
        self.out.indent();
        self.out
            .statement(&format!("{} = ", made.code), &value.code.into(), "");
        self.out.dedent();
        made
    }
}
