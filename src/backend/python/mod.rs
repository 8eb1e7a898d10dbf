//! The generator of typed Python clients.
//!
//! `plan` settles every name, type and module from the model; `write` turns the plan into text,
//! one file of Rust per emitted module; `runtime/` is real Python that is copied into each
//! package. Files come out as values: this module touches no disk.

pub mod docs;
pub mod literals;
pub mod names;
pub mod printer;
