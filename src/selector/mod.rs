//! Selectors: which shapes of a model are meant.
//!
//! Holds the whole selector language (specification: "Selectors"; `grammar/selector.ebnf` has its
//! grammar), and one extension, `<~`, the reverse of `~>`. A text is read by `parse` into a `tree`,
//! which `compile` turns into a program; `evaluate` runs that over the numbered model of
//! [`crate::knowledge`]. This floor knows nothing of where a selector stands: a [`Problem`] counts
//! bytes of the selector's own text, and the caller says which file holds that.
//!
//! A selector is evaluated set by set, not shape by shape: each step maps all shapes that came so
//! far to those it yields, each once. So paths that lead to the same shape are walked once, and a
//! selector without variables costs no more than its steps times the relationships of the model.
//! Variables split a set by their values.

mod attribute;
mod compare;
mod compile;
mod decimal;
mod environment;
mod evaluate;
mod parse;
mod parse_attribute;
mod paths;
mod predicate;
mod problem;
mod scanner;
mod sets;
mod template;
mod tree;
mod walk;

pub use evaluate::{Evaluation, Match};
pub use parse::{NESTING_LIMIT, Selector};
pub use problem::Problem;
pub use template::Template;
