//! Values: does this node fit this shape.
//!
//! Holds node validation ([`Fit`], specification: "Node values", "Constraint traits") and the
//! engine of `@pattern` ([`Pattern`]). A caller in `check` hands in a node, the shape or member it
//! is meant for and what the reports are to be called; out come diagnostics that point at the
//! offending part of the node. Nothing here knows which trait or default the node belongs to, and
//! the model is never changed.

mod canonical;
mod constraints;
mod ecma;
mod fit;
mod pattern;
mod scalars;
mod timestamp;

pub use fit::{Fit, Purpose};
pub use pattern::{Match, Pattern, PatternError, Patterns};
