//! IDL text → tree.
pub mod tree;
