//! Knowledge about a model: typed views and indexes, what several later stages ask of it.
//!
//! Each file answers one family of questions from a `&Model`: neighbours, the closure of a
//! service, HTTP bindings, nullability, URI patterns. None of them reports mistakes or knows a
//! target language; what they cannot make sense of (a broken target, a malformed URI) they leave
//! out, and `check` says why.

pub mod aws;
mod closure;
mod graph;
pub mod http;
mod id_refs;
mod index;
mod neighbors;
pub mod nullability;
pub mod resources;
pub mod shape_closures;
mod streams;
mod subject;
#[cfg(test)]
pub(crate) mod testing;
pub mod uri;

pub use closure::{Binding, Closure, contextual_name};
pub use graph::Graph;
pub use id_refs::id_references;
pub use index::{Edge, Index, Number};
pub use neighbors::{Relationship, RelationshipKind, Reverse, for_each_neighbor, neighbors, walk};
pub use streams::{
    ServerSent, TEXT_EVENT_STREAM, event_of, event_stream, is_text_event_stream, server_sent,
};
pub use subject::Subject;
