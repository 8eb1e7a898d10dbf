//! Knowledge about a model: views and indexes that are computed once from a [`crate::model::Model`].
//!
//! Holds what more than one later floor asks: the neighbours of a shape, the closure of a service,
//! URI and host patterns. It borrows the model and reports nothing; what it cannot make sense of
//! (a broken target, a malformed URI) it leaves out, and `check` says why.

mod closure;
mod neighbors;
mod subject;
mod uri;

pub use closure::{Binding, Closure, contextual_name};
pub use neighbors::{Relationship, RelationshipKind, Reverse, for_each_neighbor, neighbors, walk};
pub use subject::Subject;
pub use uri::{Segment, SegmentKind, UriError, UriPattern};
