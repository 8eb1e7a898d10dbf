//! The semantic model: shapes, traits, origins and the shape index.
//!
//! A [`Model`] is built once by `load` and then only read. Every name in it is resolved; what
//! could not be resolved points at [`crate::name::known::BROKEN`], which checks skip. Mixins stay
//! visible (`Shape::mixins`, `Member::introduced_by`), yet a shape's members and traits already
//! include what its mixins bring. The model knows nothing of files beyond spans.

mod index;
mod shape;
mod traits;

pub use index::{Metadata, Model};
pub use shape::{
    Detail, Member, Operation, Reference, Rename, Resource, ResourceMember, Service, Shape,
};
pub use traits::{AppliedTrait, TraitSource, Traits};
