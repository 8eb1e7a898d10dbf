//! IDL text → tree.
//!
//! `token` cuts the text into tokens, `statements` cuts the tokens into top-level statements and
//! mends brackets, `grammar` parses one statement at a time, `file` puts the statements together
//! and checks their order, `report` puts what went wrong into words. Parsing never fails: what
//! could not be read is reported and absent from the tree. Nothing here resolves a name.
//! (Specification: "Smithy IDL".)

mod code_lines;
mod file;
mod grammar;
mod keywords;
mod report;
pub mod statements;
mod strings;
pub mod token;
pub mod tree;

pub use file::parse;
