//! Compiles comparisons, lists and hashes that are put together, and projections, which walk lists.

use super::super::literals::py_string;
use super::super::printer::{Doc, call};
use super::compile::*;
use super::form::{Form, Typed, Value};
use crate::jmespath::{Comparator, Tree, Variant};
use std::rc::Rc;

impl Compiler<'_, '_, '_> {
    pub(super) fn compare(&mut self, comparator: Comparator, left: Value, right: Value) -> Value {
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

    pub(super) fn list(&mut self, elements: &[Tree], current: &Value) -> Value {
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

    pub(super) fn hash(&mut self, entries: &[(Box<str>, Tree)], current: &Value) -> Value {
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
    pub(super) fn selected(
        &mut self,
        current: &Value,
        write: impl FnOnce(&mut Self) -> (Doc, Form),
    ) -> Value {
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
    pub(super) fn each(&mut self, list: &Value, condition: Option<&Tree>, right: &Tree) -> Value {
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

    pub(super) fn flatten(&mut self, value: Value) -> Value {
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
