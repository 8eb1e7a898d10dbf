//! The model as text for others to read: JSON AST.
//!
//! Holds the way from a [`crate::model::Model`] to its serialized forms. A model goes in, a value
//! comes out; nothing is checked, so that a model with mistakes can be looked at too, and nothing
//! here writes files.

mod json;

pub use json::{JsonOptions, json_ast};
