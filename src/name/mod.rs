//! Shape ids, their syntax, shape types, and the table of well-known ids.
//!
//! An id is three interned symbols, so it is copied and compared like a number. This floor knows
//! how names are spelled, not what they refer to.
//! (Smithy specification: "Shape ID", "Shape types".)

mod id;
pub mod known;
mod shape_type;

pub use id::{ShapeId, is_identifier, is_namespace};
pub use shape_type::{Category, ShapeType};
