//! JMESPath: paths into JSON-like values, as waiters, contracts and endpoint parameters use them.
//!
//! Holds the language of jmespath.org: `token` cuts a text, `parse` reads it into the `tree`,
//! `check` types that over [`Sample`]s of a model's shapes, and `evaluate` runs it over nodes. It
//! knows nothing of where an expression stands: places count bytes of the expression's own text,
//! and the caller says which file holds that.
//!
//! An expression comes from whoever wrote the model. So nesting is limited, shapes are looked into
//! only as far as the expression goes, and checking and evaluating count their steps.

mod call;
mod check;
mod evaluate;
mod functions;
mod literal;
mod message;
mod parse;
mod problem;
mod sample;
mod token;
mod tree;
mod value;

pub use check::{Checked, WORK_LIMIT as CHECK_WORK_LIMIT};
pub use evaluate::{EvaluationError, EvaluationErrorKind, WORK_LIMIT as EVALUATION_WORK_LIMIT};
pub use parse::{Expression, NESTING_LIMIT};
pub use problem::{Kind, Problem, Severity, SyntaxError};
pub use sample::Sample;
pub use tree::{Comparator, Tree, Variant};

use std::fmt;

/// What kind of value an expression yields. (jmespath.org: "Data Types".)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// Not known before the expression is evaluated.
    Any,
    /// `null`.
    Null,
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A reference to an expression, such as `&name`.
    Expression,
}

impl Type {
    /// With its article, for messages: `a string`, `an array`.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Expression => "an expression reference",
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Any => "any",
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
            Self::Expression => "expression",
        })
    }
}
