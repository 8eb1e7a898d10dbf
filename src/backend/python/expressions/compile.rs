//! Follows an expression and writes it as statements.
//!
//! Every value has a name, so that it is looked at once. What is written lazily in the expression
//! is evaluated lazily: what could fail fails only when it is reached.

use rustc_hash::FxHashMap;

use crate::jmespath::{Tree, Variant};
use crate::node::{Node, Value as NodeValue};

use super::super::literals::{py_bool, py_float, py_int, py_string};
use super::super::names::{Scope, escape};
use super::super::plan::Plan;
use super::super::printer::{Doc, Printer, call, chain, row, subscript};
use super::super::write::imports::Imports;
use super::form::{Form, Typed, Value};

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
    pub(super) imports: &'a mut Imports,
    pub(super) scope: Scope,
    pub(super) level: usize,
    /// Names that are known not to be `None` here.
    pub(super) present: FxHashMap<String, usize>,
    /// The name of the function that is written.
    pub(super) name: String,
    /// Functions that it calls.
    pub parts: Vec<String>,
}

/// How deep blocks nest in one function; Python itself allows twenty.
pub(super) const DEEPEST_BLOCK: usize = 8;

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
    pub(super) fn unless_none(&self, of: &Value, value: Doc) -> Doc {
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
    pub(super) fn knowing<T>(&mut self, value: &Value, write: impl FnOnce(&mut Self) -> T) -> T {
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
    pub(super) fn declare(&mut self, stem: &str, value: &Doc, typed: Typed) -> Value {
        let name = self.fresh(stem);
        let annotation = self.annotation(&typed);
        self.out.annotated(&name, &annotation, Some(value));
        Value::new(name, typed)
    }

    pub(super) fn declare_list(&mut self, name: &str, inner: &Typed, nullable: bool) {
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
}

impl Form {
    /// The type of what is not null; of JSON nobody knows.
    pub(super) fn always_unless_json(self) -> Typed {
        match self {
            Self::Json => Typed::JSON,
            form => form.always(),
        }
    }
}

/// What both forms are, if they are the same or one of them is null.
pub(super) fn common(left: &Form, right: &Form) -> Option<Form> {
    match (left, right) {
        (Form::Fields(_), _) | (_, Form::Fields(_)) => None,
        _ if left == right => Some(left.clone()),
        _ => None,
    }
}

/// A literal of JSON as an expression of Python.
pub(super) fn display(node: &Node) -> Doc {
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
