//! Follows an expression and writes it as statements.
//!
//! Every value has a name, so that it is looked at once. What is written lazily in the expression
//! is evaluated lazily: what could fail fails only when it is reached.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::jmespath::{Comparator, Tree, Variant};
use crate::node::{Node, Value as NodeValue};

use super::super::literals::{py_bool, py_float, py_int, py_string};
use super::super::names::{Scope, escape};
use super::super::plan::{ClassKind, Kind, Plan, kind};
use super::super::printer::{Doc, Printer, call, chain, row, subscript};
use super::super::write::imports::Imports;
use super::form::{self, Form, Typed, Value};

/// Names that the code uses and no variable may have.
const RESERVED: [&str; 59] = [
    "Any",
    "Mapping",
    "Reference",
    "Sequence",
    "absolute",
    "all",
    "all_equal",
    "any",
    "any_equal",
    "average",
    "base64_text",
    "bool",
    "ceiling",
    "contains",
    "datetime",
    "decimal",
    "dict",
    "elements",
    "ends_with",
    "entries",
    "epoch",
    "equal",
    "field",
    "flat",
    "float",
    "floor",
    "isinstance",
    "join",
    "keys",
    "largest",
    "largest_by",
    "len",
    "length",
    "less",
    "less_or_equal",
    "list",
    "map_by",
    "members",
    "merge",
    "models",
    "not_null",
    "number",
    "ordered",
    "ordered_by",
    "refuse",
    "reverse",
    "self",
    "smallest",
    "smallest_by",
    "starts_with",
    "str",
    "to_array",
    "to_json",
    "to_number",
    "to_text",
    "total",
    "truth",
    "type_of",
    "words",
];

/// Whether something counts as true.
pub(super) enum Truth {
    Always,
    Never,
    /// Where this code is true.
    If(String),
}

#[derive(Debug)]
pub(super) struct Compiler<'a, 'p, 'm> {
    pub plan: Option<&'p Plan<'m>>,
    pub out: Printer,
    imports: &'a mut Imports,
    scope: Scope,
    level: usize,
    /// Names that are known not to be `None` here.
    present: FxHashMap<String, usize>,
    /// The name of the function that is written.
    name: String,
    /// Functions that it calls.
    pub parts: Vec<String>,
}

/// How deep blocks nest in one function; Python itself allows twenty.
const DEEPEST_BLOCK: usize = 8;

impl<'a, 'p, 'm> Compiler<'a, 'p, 'm> {
    pub fn new(name: &str, plan: Option<&'p Plan<'m>>, imports: &'a mut Imports) -> Self {
        let mut compiler = Self {
            plan,
            out: Printer::new(),
            imports,
            scope: Scope::with(&RESERVED),
            level: 1,
            present: FxHashMap::default(),
            name: name.to_owned(),
            parts: Vec::new(),
        };
        compiler.out.indent();
        compiler
    }

    // ---- names and types

    pub fn fresh(&mut self, stem: &str) -> String {
        let stem = stem.trim_matches(|c: char| c == '_' || c.is_ascii_digit());
        let stem = if stem.is_empty() { "found" } else { stem };
        let wanted = escape(stem.to_owned());
        if !self.scope.contains(&wanted) {
            return self.scope.claim(&wanted);
        }
        let mut number = 2;
        while self.scope.contains(&format!("{stem}_{number}")) {
            number += 1;
        }
        self.scope.claim(&format!("{stem}_{number}"))
    }

    pub fn helper(&mut self, name: &str) -> String {
        self.imports.local("._runtime.jmespath", name)
    }

    pub fn any(&mut self) -> String {
        self.imports.standard("typing", "Any")
    }

    pub fn annotation(&mut self, typed: &Typed) -> Doc {
        let made: Doc = match &typed.form {
            Form::Null => return "None".into(),
            Form::Json | Form::Document | Form::Fields(_) => return self.any().into(),
            Form::Boolean => "bool".into(),
            Form::Number => "float".into(),
            Form::Text => "str".into(),
            Form::Blob => "bytes".into(),
            Form::Timestamp => self.imports.standard("datetime", "datetime").into(),
            Form::Decimal => self.imports.standard("decimal", "Decimal").into(),
            Form::Array(inner) => {
                let name = self.imports.standard("collections.abc", "Sequence");
                subscript(name, self.annotation(inner))
            }
            Form::Map(inner) => {
                let name = self.imports.standard("collections.abc", "Mapping");
                subscript(name, row(["str, ".into(), self.annotation(inner)]))
            }
            Form::Structure(id) | Form::Union(id) => {
                self.imports.local(".", "models");
                let name = self.plan.map_or("", |plan| plan.class_name(*id));
                format!("models.{name}").into()
            }
        };
        if typed.nullable {
            chain("|", vec![made, "None".into()])
        } else {
            made
        }
    }

    pub fn is_nullable(&self, value: &Value) -> bool {
        value.typed.nullable && !self.present.contains_key(&value.code)
    }

    pub fn assign(&mut self, stem: &str, value: &Doc, typed: Typed) -> Value {
        let name = self.fresh(stem);
        self.out.statement(&format!("{name} = "), value, "");
        Value::new(name, typed)
    }

    /// `value`, or `None` where that is what `of` is.
    fn unless_none(&self, of: &Value, value: Doc) -> Doc {
        if self.is_nullable(of) {
            let condition = format!("{} is None", of.code).into();
            Doc::Choice(Box::new(["None".into(), condition, value]))
        } else {
            value
        }
    }

    /// Statements of a block that is so many levels further in.
    pub fn block<T>(&mut self, deeper: usize, write: impl FnOnce(&mut Self) -> T) -> (String, T) {
        let mut inner = Printer::new();
        self.level += deeper;
        (0..self.level).for_each(|_| inner.indent());
        let outer = std::mem::replace(&mut self.out, inner);
        let result = write(self);
        self.level -= deeper;
        (std::mem::replace(&mut self.out, outer).finish(), result)
    }

    /// What holds while a name is known not to be `None`.
    fn knowing<T>(&mut self, value: &Value, write: impl FnOnce(&mut Self) -> T) -> T {
        *self.present.entry(value.code.clone()).or_default() += 1;
        let result = write(self);
        if let Some(count) = self.present.get_mut(&value.code) {
            *count -= 1;
            if *count == 0 {
                self.present.remove(&value.code);
            }
        }
        result
    }

    /// The same as `visit`, inside a block; where blocks nest too deep, in a function of its own.
    pub fn visit_inside(&mut self, tree: &Tree, current: &Value) -> Value {
        let simple = matches!(tree.variant, Variant::Current | Variant::Field(_));
        if self.level < DEEPEST_BLOCK || simple {
            return self.visit(tree, current);
        }
        let given = match current.typed.form {
            Form::Fields(_) => self.json(current.clone()),
            _ => current.clone(),
        };
        let typed = Typed {
            form: given.typed.form.clone(),
            nullable: self.is_nullable(&given),
        };
        let name = self.part(tree, typed);
        self.assign("part", &call(name, vec![given.code.into()]), Typed::JSON)
    }

    /// A function of its own that does an expression to a value; gives its name.
    pub fn part(&mut self, tree: &Tree, typed: Typed) -> String {
        let name = format!("{}_part_{}", self.name, self.parts.len() + 1);
        self.parts.push(String::new());
        let mut inner = Compiler::new(&self.name, self.plan, self.imports);
        inner.parts = std::mem::take(&mut self.parts);
        let place = inner.parts.len() - 1;
        let value = Value::new(inner.fresh("value"), typed);
        let annotation = inner.annotation(&value.typed);
        let parameter = row([format!("{}: ", value.code).into(), annotation]);
        let any = inner.any();
        let result = inner.visit(tree, &value);
        let result = inner.json(result);
        inner.out.statement("return ", &result.code.into(), "");
        let mut out = Printer::new();
        let head = format!("def {name}(");
        out.signature(&head, vec![parameter], &any.into(), false);
        out.raw(&super::unused::mark(&inner.out.finish()));
        self.parts = inner.parts;
        if let Some(part) = self.parts.get_mut(place) {
            *part = out.finish();
        }
        name
    }

    // ---- conversions

    /// The value as something that operators take.
    pub fn settled(&mut self, value: Value) -> Value {
        let (helper, form) = match value.typed.form {
            Form::Timestamp => ("epoch", Form::Number),
            Form::Decimal => ("number", Form::Number),
            Form::Blob => ("base64_text", Form::Text),
            Form::Document => ("to_json", Form::Json),
            _ => return value,
        };
        let helper = self.helper(helper);
        let doc = call(helper, vec![value.code.clone().into()]);
        self.assign(&value.code, &doc, form.maybe())
    }

    /// The value as JSON.
    pub fn json(&mut self, value: Value) -> Value {
        let value = self.settled(value);
        match &value.typed.form {
            form if form.is_json() => Value {
                typed: Typed::JSON,
                ..value
            },
            Form::Fields(fields) => {
                let mut items: Vec<Doc> = Vec::with_capacity(fields.len());
                for (name, value) in fields.iter() {
                    let value = self.json(value.clone()).code;
                    items.push(format!("{}: {value}", py_string(name)).into());
                }
                let display = Doc::Bracket {
                    open: "{".into(),
                    items,
                    close: "}".into(),
                };
                self.declare("object", &display, Typed::JSON)
            }
            _ => {
                let helper = self.helper("to_json");
                let doc = call(helper, vec![value.code.clone().into()]);
                self.assign(&value.code, &doc, Typed::JSON)
            }
        }
    }

    /// `name: annotation = value`.
    fn declare(&mut self, stem: &str, value: &Doc, typed: Typed) -> Value {
        let name = self.fresh(stem);
        let annotation = self.annotation(&typed);
        self.out.annotated(&name, &annotation, Some(value));
        Value::new(name, typed)
    }

    fn declare_list(&mut self, name: &str, inner: &Typed, nullable: bool) {
        let mut annotation = subscript("list", self.annotation(inner));
        let start = if nullable {
            annotation = chain("|", vec![annotation, "None".into()]);
            "None"
        } else {
            "[]"
        };
        self.out.annotated(name, &annotation, Some(&start.into()));
    }

    pub fn truth(&mut self, value: Value) -> Truth {
        let value = self.settled(value);
        match &value.typed.form {
            Form::Null => Truth::Never,
            Form::Fields(fields) if fields.is_empty() => Truth::Never,
            Form::Fields(_) => Truth::Always,
            Form::Boolean | Form::Text | Form::Array(_) | Form::Map(_) => Truth::If(value.code),
            Form::Number if self.is_nullable(&value) => {
                Truth::If(format!("{} is not None", value.code))
            }
            Form::Number => Truth::Always,
            _ => {
                let value = self.json(value);
                Truth::If(format!("{}({})", self.helper("truth"), value.code))
            }
        }
    }

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

    fn field(&mut self, name: &str, current: &Value) -> Value {
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
    fn array(&mut self, value: Value) -> Value {
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
    fn values(&mut self, value: Value) -> Value {
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

    fn index(&mut self, index: i64, current: &Value) -> Value {
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

    fn slice(
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

    fn literal(&mut self, node: &Node) -> Value {
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
    fn either(&mut self, left: &Tree, right: &Tree, current: &Value, or: bool) -> Value {
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

    fn compare(&mut self, comparator: Comparator, left: Value, right: Value) -> Value {
        let left = self.settled(left);
        let right = self.settled(right);
        let constant = left.constant && right.constant;
        let (a, b) = (left.code.clone(), right.code.clone());
        let loose = self.is_nullable(&left) || self.is_nullable(&right);
        let same = left.typed.form == right.typed.form && !constant;
        let (left_first, helper) = match comparator {
            Comparator::Equal | Comparator::NotEqual => {
                let equal = comparator == Comparator::Equal;
                let (is, same_as) = if equal {
                    ("is", "==")
                } else {
                    ("is not", "!=")
                };
                let doc: Doc = match (&left.typed.form, &right.typed.form) {
                    (Form::Boolean, Form::Boolean) if same => format!("{a} {is} {b}").into(),
                    (Form::Text, Form::Text) | (Form::Number, Form::Number) if same => {
                        format!("{a} {same_as} {b}").into()
                    }
                    _ => {
                        let left = self.json(left).code;
                        let right = self.json(right).code;
                        let helper = self.helper("equal");
                        let not = if equal { "" } else { "not " };
                        format!("{not}{helper}({left}, {right})").into()
                    }
                };
                return self.assign("compared", &doc, Form::Boolean.always());
            }
            Comparator::Less => (true, "less"),
            Comparator::LessOrEqual => (true, "less_or_equal"),
            Comparator::Greater => (false, "less"),
            Comparator::GreaterOrEqual => (false, "less_or_equal"),
        };
        if same && left.typed.form == Form::Number && !loose {
            let doc = format!("{a} {} {b}", comparator.as_str()).into();
            return self.assign("compared", &doc, Form::Boolean.always());
        }
        let left = self.json(left).code;
        let right = self.json(right).code;
        let helper = self.helper(helper);
        let items = if left_first {
            vec![left.into(), right.into()]
        } else {
            vec![right.into(), left.into()]
        };
        self.assign("compared", &call(helper, items), Form::Boolean.maybe())
    }

    fn list(&mut self, elements: &[Tree], current: &Value) -> Value {
        if current.typed.form == Form::Null {
            return Value::null();
        }
        self.selected(current, |compiler| {
            let mut values: Vec<Value> = Vec::with_capacity(elements.len());
            for element in elements {
                let value = compiler.visit_inside(element, current);
                values.push(compiler.settled(value));
            }
            let first = values.first().map(|value| value.typed.form.clone());
            let alike = first.filter(|form| {
                !matches!(form, Form::Null | Form::Fields(_))
                    && values.iter().all(|value| value.typed.form == *form)
            });
            let inner = if let Some(form) = alike {
                let nullable = values.iter().any(|value| compiler.is_nullable(value));
                Typed { form, nullable }
            } else {
                values = values
                    .into_iter()
                    .map(|value| compiler.json(value))
                    .collect();
                Typed::JSON
            };
            let items = values.into_iter().map(|value| value.code.into()).collect();
            let display = Doc::Bracket {
                open: "[".into(),
                items,
                close: "]".into(),
            };
            (display, Form::Array(Rc::new(inner)))
        })
    }

    fn hash(&mut self, entries: &[(Box<str>, Tree)], current: &Value) -> Value {
        if current.typed.form == Form::Null {
            return Value::null();
        }
        if !self.is_nullable(current) {
            let mut fields: Vec<(Box<str>, Value)> = Vec::with_capacity(entries.len());
            for (name, value) in entries {
                let value = self.visit(value, current);
                match fields.iter_mut().find(|(taken, _)| taken == name) {
                    Some(field) => field.1 = value,
                    None => fields.push((name.clone(), value)),
                }
            }
            return Value::fields(fields);
        }
        self.selected(current, |compiler| {
            let mut items: Vec<(Box<str>, String)> = Vec::with_capacity(entries.len());
            for (name, value) in entries {
                let value = compiler.visit_inside(value, current);
                let code = compiler.json(value).code;
                match items.iter_mut().find(|(taken, _)| taken == name) {
                    Some(item) => item.1 = code,
                    None => items.push((name.clone(), code)),
                }
            }
            let items = items
                .into_iter()
                .map(|(name, code)| format!("{}: {code}", py_string(&name)).into())
                .collect();
            let display = Doc::Bracket {
                open: "{".into(),
                items,
                close: "}".into(),
            };
            (display, Form::Json)
        })
    }

    /// What is selected from a value, or null where that is null.
    fn selected(&mut self, current: &Value, write: impl FnOnce(&mut Self) -> (Doc, Form)) -> Value {
        if !self.is_nullable(current) {
            let (display, form) = write(self);
            return self.declare("selected", &display, form.always());
        }
        let (text, (display, form)) = self.block(1, |compiler| compiler.knowing(current, write));
        let made = self.declare("selected", &"None".into(), form.maybe());
        self.out
            .block("if", &format!("{} is not None", current.code).into());
        self.out.raw(&text);
        self.out.indent();
        self.out
            .statement(&format!("{} = ", made.code), &display, "");
        self.out.dedent();
        made
    }

    /// `right` for each element that satisfies the condition, without what is null.
    fn each(&mut self, list: &Value, condition: Option<&Tree>, right: &Tree) -> Value {
        let Form::Array(inner) = &list.typed.form else {
            return Value::null();
        };
        let nullable = self.is_nullable(list);
        let current = matches!(right.variant, Variant::Current);
        if current && condition.is_none() {
            if !inner.nullable {
                return list.clone();
            }
            let item = self.fresh("item");
            let typed = Typed {
                form: Form::Array(Rc::new(inner.form.clone().always_unless_json())),
                nullable,
            };
            let whole = Doc::Wrap {
                open: "[".into(),
                parts: vec![
                    item.clone().into(),
                    format!("for {item} in {}", list.code).into(),
                    format!("if {item} is not None").into(),
                ],
                close: "]".into(),
            };
            let doc = self.unless_none(list, whole);
            return self.assign("items", &doc, typed);
        }
        let made = self.fresh("found");
        let item = Value::new(self.fresh("item"), (**inner).clone());
        let depth = 1 + usize::from(nullable);
        let (text, test) = self.block(depth, |compiler| match condition {
            Some(condition) => {
                let value = compiler.visit_inside(condition, &item);
                compiler.truth(value)
            }
            None => Truth::Always,
        });
        let (test, conditional) = match test {
            Truth::Always => (String::new(), false),
            Truth::Never => ("False".to_owned(), true),
            Truth::If(code) => (code, true),
        };
        let (more, (value, drop)) = self.block(depth + usize::from(conditional), |compiler| {
            let value = compiler.visit_inside(right, &item);
            let value = match value.typed.form {
                Form::Fields(_) => compiler.json(value),
                _ => value,
            };
            let drop = compiler.is_nullable(&value);
            (value, drop)
        });
        let kept = match value.typed.form.clone() {
            Form::Null => Typed::JSON,
            form => form.always_unless_json(),
        };
        self.declare_list(&made, &kept, nullable);
        if nullable {
            self.out
                .block("if", &format!("{} is not None", list.code).into());
            self.out.indent();
            self.out.line(format!("{made} = []"));
        }
        self.out
            .block("for", &format!("{} in {}", item.code, list.code).into());
        self.out.indent();
        self.out.raw(&text);
        if conditional {
            self.out.block("if", &test.into());
            self.out.indent();
        }
        self.out.raw(&more);
        if value.typed.form == Form::Null {
            self.out.line("pass");
        } else if drop {
            self.out
                .block("if", &format!("{} is not None", value.code).into());
            self.out.indent();
            self.out.line(format!("{made}.append({})", value.code));
            self.out.dedent();
        } else {
            self.out.line(format!("{made}.append({})", value.code));
        }
        for _ in 0..usize::from(conditional) + usize::from(nullable) + 1 {
            self.out.dedent();
        }
        let typed = Typed {
            form: Form::Array(Rc::new(kept)),
            nullable,
        };
        Value::new(made, typed)
    }

    fn flatten(&mut self, value: Value) -> Value {
        let inner = match &value.typed.form {
            Form::Array(inner) => Rc::clone(inner),
            Form::Json | Form::Document => {
                let value = self.json(value);
                let doc = call(self.helper("flat"), vec![value.code.into()]);
                let typed = Form::Array(Rc::new(Typed::JSON)).maybe();
                return self.assign("flattened", &doc, typed);
            }
            _ => return Value::null(),
        };
        match &inner.form {
            Form::Array(innermost) if !inner.nullable => {
                let part = self.fresh("part");
                let item = self.fresh("item");
                let whole = Doc::Wrap {
                    open: "[".into(),
                    parts: vec![
                        item.clone().into(),
                        format!("for {part} in {}", value.code).into(),
                        format!("for {item} in {part}").into(),
                    ],
                    close: "]".into(),
                };
                let doc = self.unless_none(&value, whole);
                let typed = Typed {
                    form: Form::Array(Rc::clone(innermost)),
                    nullable: self.is_nullable(&value),
                };
                self.assign("flattened", &doc, typed)
            }
            Form::Array(_) | Form::Json | Form::Document => {
                let value = self.json(value);
                let doc = call(self.helper("flat"), vec![value.code.into()]);
                let typed = Form::Array(Rc::new(Typed::JSON)).maybe();
                self.assign("flattened", &doc, typed)
            }
            _ => value,
        }
    }
}

impl Form {
    /// The type of what is not null; of JSON nobody knows.
    fn always_unless_json(self) -> Typed {
        match self {
            Self::Json => Typed::JSON,
            form => form.always(),
        }
    }
}

/// What both forms are, if they are the same or one of them is null.
fn common(left: &Form, right: &Form) -> Option<Form> {
    match (left, right) {
        (Form::Fields(_), _) | (_, Form::Fields(_)) => None,
        _ if left == right => Some(left.clone()),
        _ => None,
    }
}

/// A literal of JSON as an expression of Python.
fn display(node: &Node) -> Doc {
    match &node.value {
        NodeValue::Null => "None".into(),
        NodeValue::Boolean(value) => py_bool(*value).into(),
        NodeValue::Number(number) => py_int(number)
            .or_else(|| py_float(number))
            .unwrap_or_else(|| "float(\"inf\")".to_owned())
            .into(),
        NodeValue::String(text) => py_string(text).into(),
        NodeValue::ShapeId(text) => py_string(text.as_str()).into(),
        NodeValue::Array(elements) => Doc::Bracket {
            open: "[".into(),
            items: elements.iter().map(display).collect(),
            close: "]".into(),
        },
        NodeValue::Object(object) => {
            let mut fields: Vec<(&str, Doc)> = Vec::new();
            for entry in object.iter() {
                let value = display(&entry.value);
                match fields.iter_mut().find(|(name, _)| *name == &*entry.key) {
                    Some(field) => field.1 = value,
                    None => fields.push((&entry.key, value)),
                }
            }
            let items = fields
                .into_iter()
                .map(|(name, value)| row([format!("{}: ", py_string(name)).into(), value]))
                .collect();
            Doc::Bracket {
                open: "{".into(),
                items,
                close: "}".into(),
            }
        }
    }
}
