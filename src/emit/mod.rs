//! The model as text for others to read: JSON AST and IDL.
//!
//! Holds the way from a [`crate::model::Model`] to its serialized forms. A model goes in, a value
//! comes out; nothing is checked, so that a model with mistakes can be looked at too, and nothing
//! here writes files.

mod idl;
mod json;
mod own;

pub use idl::idl;
pub use json::{JsonOptions, json_ast};
