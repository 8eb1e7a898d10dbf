//! The functions of JMESPath. (jmespath.org: "Built-in Functions".)

use std::rc::Rc;

use crate::jmespath::{Tree, Variant};

use super::super::printer::{Doc, call};
use super::compile::Compiler;
use super::form::{Form, Typed, Value};

/// A function: its name, what does its work, how many arguments it takes (at least, and whether
/// there may be more), which one is a reference to an expression, and what it gives.
struct Function {
    name: &'static str,
    helper: &'static str,
    arity: usize,
    open: bool,
    reference: Option<usize>,
    gives: Gives,
}

#[derive(Clone, Copy)]
enum Gives {
    Boolean,
    Number,
    MaybeNumber,
    Text,
    Array,
    Any,
}

const fn plain(name: &'static str, helper: &'static str, arity: usize, gives: Gives) -> Function {
    Function {
        name,
        helper,
        arity,
        open: false,
        reference: None,
        gives,
    }
}

const fn open(name: &'static str, helper: &'static str, arity: usize, gives: Gives) -> Function {
    Function {
        open: true,
        ..plain(name, helper, arity, gives)
    }
}

const fn by(name: &'static str, helper: &'static str, reference: usize, gives: Gives) -> Function {
    Function {
        reference: Some(reference),
        ..plain(name, helper, 2, gives)
    }
}

static FUNCTIONS: [Function; 26] = [
    plain("abs", "absolute", 1, Gives::Number),
    plain("avg", "average", 1, Gives::MaybeNumber),
    plain("ceil", "ceiling", 1, Gives::Number),
    plain("contains", "contains", 2, Gives::Boolean),
    plain("ends_with", "ends_with", 2, Gives::Boolean),
    plain("floor", "floor", 1, Gives::Number),
    plain("join", "join", 2, Gives::Text),
    plain("keys", "keys", 1, Gives::Array),
    plain("length", "length", 1, Gives::Number),
    by("map", "map_by", 0, Gives::Array),
    plain("max", "largest", 1, Gives::Any),
    by("max_by", "largest_by", 1, Gives::Any),
    open("merge", "merge", 0, Gives::Any),
    plain("min", "smallest", 1, Gives::Any),
    by("min_by", "smallest_by", 1, Gives::Any),
    open("not_null", "not_null", 1, Gives::Any),
    plain("reverse", "reverse", 1, Gives::Any),
    plain("sort", "ordered", 1, Gives::Array),
    by("sort_by", "ordered_by", 1, Gives::Array),
    plain("starts_with", "starts_with", 2, Gives::Boolean),
    plain("sum", "total", 1, Gives::Number),
    plain("to_array", "to_array", 1, Gives::Array),
    plain("to_number", "to_number", 1, Gives::MaybeNumber),
    plain("to_string", "to_text", 1, Gives::Text),
    plain("type", "type_of", 1, Gives::Text),
    plain("values", "members", 1, Gives::Array),
];

impl Gives {
    fn typed(self) -> Typed {
        match self {
            Self::Boolean => Form::Boolean.always(),
            Self::Number => Form::Number.always(),
            Self::MaybeNumber => Form::Number.maybe(),
            Self::Text => Form::Text.always(),
            Self::Array => Form::Array(Rc::new(Typed::JSON)).always(),
            Self::Any => Typed::JSON,
        }
    }
}

impl Compiler<'_, '_, '_> {
    pub(super) fn call(&mut self, name: &str, arguments: &[Tree], current: &Value) -> Value {
        let function = FUNCTIONS.iter().find(|function| function.name == name);
        let mut values: Vec<Value> = Vec::with_capacity(arguments.len());
        let mut misplaced = false;
        for (at, argument) in arguments.iter().enumerate() {
            let takes = function.and_then(|function| function.reference) == Some(at);
            values.push(match (&argument.variant, takes) {
                (Variant::Reference(inner), true) => {
                    Value::new(self.part(inner, Typed::JSON), Typed::JSON)
                }
                (_, true) => {
                    misplaced = true;
                    self.visit(argument, current)
                }
                _ => self.visit(argument, current),
            });
        }
        let Some(function) = function else {
            return self.refuse("unknown-function");
        };
        let count = values.len();
        if count < function.arity || (count > function.arity && !function.open) {
            return self.refuse("invalid-arity");
        }
        if misplaced {
            return self.refuse("invalid-type");
        }
        if let Some(value) = self.inline(function.name, &values) {
            return value;
        }
        let mut items: Vec<Doc> = Vec::with_capacity(count);
        for value in values {
            items.push(self.json(value).code.into());
        }
        let helper = self.helper(function.helper);
        let typed = function.gives.typed();
        let stem = match function.name {
            "length" => "count",
            "contains" => "held",
            name => name,
        };
        self.assign(stem, &call(helper, items), typed)
    }

    /// What needs no helper, because the types are known.
    fn inline(&mut self, name: &str, values: &[Value]) -> Option<Value> {
        let first = values.first().filter(|value| !value.constant)?;
        if self.is_nullable(first) {
            // Of an array of shapes the shapes need not become JSON for this.
            let sized = matches!(first.typed.form, Form::Array(_) | Form::Map(_));
            return (sized && name == "length").then(|| {
                let doc = call(self.helper("length"), vec![first.code.clone().into()]);
                self.assign("count", &doc, Form::Number.always())
            });
        }
        match (name, &first.typed.form, values.get(1)) {
            ("length", Form::Array(_) | Form::Map(_) | Form::Text, _) => {
                let doc = call("len", vec![first.code.clone().into()]);
                Some(self.assign("count", &doc, Form::Number.always()))
            }
            ("contains", Form::Array(inner), Some(part))
                if matches!(inner.form, Form::Text | Form::Boolean | Form::Number)
                    && inner.form == part.typed.form =>
            {
                let doc = format!("{} in {}", part.code, first.code).into();
                Some(self.assign("held", &doc, Form::Boolean.always()))
            }
            ("contains", Form::Text, Some(part))
                if part.typed.form == Form::Text && !self.is_nullable(part) =>
            {
                let doc = format!("{} in {}", part.code, first.code).into();
                Some(self.assign("held", &doc, Form::Boolean.always()))
            }
            ("starts_with" | "ends_with", Form::Text, Some(part))
                if part.typed.form == Form::Text && !self.is_nullable(part) =>
            {
                let method = name.replace('_', "");
                let callee = format!("{}.{method}", first.code);
                let doc = call(callee, vec![part.code.clone().into()]);
                Some(self.assign(name, &doc, Form::Boolean.always()))
            }
            _ => None,
        }
    }

    pub(super) fn refuse(&mut self, kind: &str) -> Value {
        let helper = self.helper("refuse");
        let doc = format!("{helper}(\"{kind}\")").into();
        self.assign("refused", &doc, Typed::JSON)
    }
}
