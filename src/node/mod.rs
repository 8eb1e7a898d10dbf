//! The one node value.
//!
//! IDL values, JSON AST, configuration files and trait values are all [`Node`]s with spans, so
//! that an error inside any of them points at its place. A node knows nothing of shapes.
//! (Specification: "Node values".)

mod number;
mod value;

pub use number::Number;
pub use value::{Entry, Node, Object, Value};

/// How deep arrays and objects may nest in the IDL; the reference has the same limit.
pub const IDL_DEPTH_LIMIT: usize = 64;

/// How deep arrays and objects may nest in JSON; the reference has the same limit.
pub const JSON_DEPTH_LIMIT: usize = 1000;
