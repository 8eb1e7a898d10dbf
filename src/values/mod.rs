//! Values: does this node fit this shape.
//!
//! Holds node validation ([`Fit`], specification: "Node values", "Constraint traits") and the
//! engine of `@pattern` ([`Pattern`]). A caller in `check` hands in a node, the shape or member it
//! is meant for and what the reports are to be called; out come diagnostics that point at the
//! offending part of the node. Nothing here knows which trait or default the node belongs to, and
//! the model is never changed.
//!
//! A [`Purpose`] says how reports are called: the event id, the shape they are about, the words for
//! the value, the place where they all point if the value has none of its own ([`Purpose::root`]),
//! and the [`Features`] of the walk: which severities are lowered, whether optional members may be
//! null, how blobs and timestamps are written. Traits, defaults, examples, parameters of tests and
//! of endpoint tests all go through `context.fit().check(node, target, &purpose, out)`.

mod canonical;
mod conditions;
mod constraints;
mod ecma;
mod fit;
mod mending;
mod pattern;
mod scalars;
mod selections;
mod timestamp;

pub use fit::{Features, Fit, Purpose};
pub use pattern::{Match, Pattern, PatternError, Patterns};
pub use scalars::base64_length;
pub use selections::Selections;
