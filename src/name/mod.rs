//! Shape ids, their syntax, shape types, and the table of well-known ids.
//!
//! An id is three interned symbols, so it is copied and compared like a number. This floor knows
//! how names are spelled, not what they refer to.
//! (Smithy specification: "Shape ID", "Shape types".)

mod id;
pub mod known;
mod shape_type;

/// How the names of shapes begin that inline collections declare. (IDL 2.1, "Inline collection
/// declarations".)
pub const SYNTHETIC_PREFIX: &str = "_Synthetic";

pub use id::{ShapeId, is_identifier, is_namespace};
pub use shape_type::{Category, ShapeType};
