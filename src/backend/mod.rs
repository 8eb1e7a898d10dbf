//! What is generated from a model.

pub mod python;
