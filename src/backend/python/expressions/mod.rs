//! JMESPath expressions as straight-line Python.
//!
//! An expression is compiled when the package is written: [`form`] knows what the parts of a value
//! are, [`compile`] follows the expression and writes one statement after another, [`call`] does
//! its functions. Where the model says what a value is, it is read by attribute and keeps its type;
//! what it does not say is JSON, and goes through `_runtime/jmespath.py`. Both give what
//! `crate::jmespath` would. Text of models only ever enters as literals of strings and numbers.

mod call;
mod compile;
mod form;
mod project;
mod unused;
mod visit;

use crate::jmespath::Expression;
use crate::name::ShapeId;

use super::literals::py_string;
use super::plan::{Comparison, Plan};
use super::printer::{Doc, chain};
use super::write::imports::Imports;

use compile::Compiler;
use form::{Form, Typed, Value};

/// Writes functions of one module.
#[derive(Debug)]
pub struct Functions<'a, 'p, 'm> {
    /// What knows the shapes; without it, all values are JSON.
    pub plan: Option<&'p Plan<'m>>,
    /// The imports of the module.
    pub imports: &'a mut Imports,
}

/// What an expression is applied to.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// The output, if there is one.
    Output(Option<ShapeId>),
    /// An object that holds the input and the output.
    Both(Option<ShapeId>, Option<ShapeId>),
    /// Any JSON value.
    Json,
}

impl Functions<'_, '_, '_> {
    /// A function that says whether what an expression gives is as expected.
    pub fn predicate(
        &mut self,
        name: &str,
        subject: Subject,
        comparison: Comparison<'_>,
    ) -> String {
        self.function(name, subject, comparison.path, "bool", |compiler, value| {
            compare(compiler, value, comparison);
        })
    }

    /// A function that gives a text, or nothing where the expression gives none.
    pub fn text(&mut self, name: &str, subject: Subject, expression: &str) -> String {
        self.function(
            name,
            subject,
            expression,
            "str | None",
            |compiler, value| {
                let code = match value.typed.form {
                    Form::Text => value.code,
                    Form::Null => "None".to_owned(),
                    _ => {
                        let value = compiler.json(value);
                        format!("{}({})", compiler.helper("words"), value.code)
                    }
                };
                compiler.out.statement("return ", &code.into(), "");
            },
        )
    }

    /// A function that gives what an expression gives, as JSON.
    pub fn value(&mut self, name: &str, subject: Subject, expression: &str) -> String {
        self.imports.standard("typing", "Any");
        self.function(name, subject, expression, "Any", |compiler, value| {
            let value = compiler.json(value);
            compiler.out.statement("return ", &value.code.into(), "");
        })
    }

    fn function(
        &mut self,
        name: &str,
        subject: Subject,
        expression: &str,
        returns: &'static str,
        finish: impl FnOnce(&mut Compiler<'_, '_, '_>, Value),
    ) -> String {
        let mut compiler = Compiler::new(name, self.plan, self.imports);
        let mut parameters: Vec<Doc> = Vec::new();
        let mut parameter =
            |compiler: &mut Compiler<'_, '_, '_>, name: &str, id: Option<ShapeId>| {
                let typed = id.map_or(Typed::NULL, |id| form::of_structure(compiler.plan, id));
                let annotation = compiler.annotation(&typed);
                let name = compiler.fresh(name);
                parameters.push(super::printer::row([
                    format!("{name}: ").into(),
                    annotation,
                ]));
                Value::new(name, typed)
            };
        let current = match subject {
            Subject::Output(output) => parameter(&mut compiler, "output", output),
            Subject::Both(input, output) => {
                let input = parameter(&mut compiler, "given", input);
                let output = parameter(&mut compiler, "output", output);
                Value::fields([("input".into(), input), ("output".into(), output)])
            }
            Subject::Json => {
                let annotation = compiler.annotation(&Typed::JSON);
                let name = compiler.fresh("value");
                parameters.push(super::printer::row([
                    format!("{name}: ").into(),
                    annotation,
                ]));
                Value::new(name, Typed::JSON)
            }
        };
        // The checks refuse what does not parse.
        let value = match &Expression::parse(expression) {
            Ok(parsed) => compiler.visit(parsed.tree(), &current),
            Err(_) => Value::null(),
        };
        finish(&mut compiler, value);
        let parts = std::mem::take(&mut compiler.parts);
        let body = compiler.out.finish();
        let mut out = super::printer::Printer::new();
        for part in parts {
            out.raw(&part);
            out.raw("\n\n");
        }
        out.signature(&format!("def {name}("), parameters, &returns.into(), false);
        out.indent();
        let shown = expression.split_whitespace().collect::<Vec<_>>().join(" ");
        out.docstring(&[format!("Look at `{shown}`.")]);
        out.raw(&unused::mark(&body));
        out.finish()
    }
}

/// Writes what a comparator makes of a value. (Specification: "PathComparator enum".)
fn compare(compiler: &mut Compiler<'_, '_, '_>, value: Value, comparison: Comparison<'_>) {
    let expected = py_string(comparison.expected);
    let value = compiler.settled(value);
    let nullable = compiler.is_nullable(&value);
    let code = value.code.clone();
    let there = |more: Vec<Doc>| {
        let mut parts: Vec<Doc> = Vec::new();
        if nullable {
            parts.push(format!("{code} is not None").into());
        }
        parts.extend(more);
        chain("and", parts)
    };
    let of_text = matches!(&value.typed.form, Form::Array(inner) if inner.form == Form::Text);
    let returned: Doc = match (comparison.comparator, &value.typed.form) {
        ("stringEquals", Form::Text) if !value.constant => format!("{code} == {expected}").into(),
        ("stringEquals", Form::Text | Form::Json) => {
            format!("{}({code}, {expected})", compiler.helper("equal")).into()
        }
        ("booleanEquals", Form::Boolean) if !nullable && !value.constant => {
            match comparison.expected {
                "true" => code.into(),
                _ => format!("not {code}").into(),
            }
        }
        ("booleanEquals", Form::Boolean | Form::Json) if !value.constant => {
            match comparison.expected {
                "true" => format!("{code} is True").into(),
                _ => format!("{code} is False").into(),
            }
        }
        ("booleanEquals", Form::Boolean) => {
            let same = (code == "True") == (comparison.expected == "true");
            super::literals::py_bool(same).into()
        }
        ("allStringEquals", Form::Array(_)) if of_text => there(vec![
            format!("len({code}) > 0").into(),
            format!("all(item == {expected} for item in {code})").into(),
        ]),
        ("anyStringEquals", Form::Array(_)) if of_text => {
            there(vec![format!("{expected} in {code}").into()])
        }
        ("allStringEquals", Form::Array(_) | Form::Json) => {
            let value = compiler.json(value);
            format!(
                "{}({}, {expected})",
                compiler.helper("all_equal"),
                value.code
            )
            .into()
        }
        ("anyStringEquals", Form::Array(_) | Form::Json) => {
            let value = compiler.json(value);
            format!(
                "{}({}, {expected})",
                compiler.helper("any_equal"),
                value.code
            )
            .into()
        }
        _ => "False".into(),
    };
    compiler.out.statement("return ", &returned, "");
}
