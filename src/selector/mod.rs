//! Selectors: which shapes of a model are meant.
//!
//! Holds the parser and the evaluator of the selector language (specification: "Selectors") over
//! the relationships of [`crate::knowledge`]. It knows nothing of diagnostics: a caller that finds
//! a selector in a trait or on the command line says what is wrong with it, and where.
//!
//! Types, attributes with comparators, neighbours in both directions, `~>`, `:is`, `:test` and
//! `:not` are here. Variables, scoped attributes, `:in`, `:root`, `:topdown` and `:recursive` are
//! read as [`SelectorError::Unsupported`].

mod attribute;
mod evaluate;
mod parse;

pub use evaluate::Evaluation;
pub use parse::{Selector, SelectorError};
