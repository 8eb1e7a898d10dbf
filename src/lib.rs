//! `smithyc`: a compiler for the Smithy IDL 2.0 that needs no Java.
//!
//! The modules are floors: each imports only from those above it in this list. A stage takes the
//! value of the stage before and returns `(Value, Diagnostics)`; parsing never fails, and
//! nothing below `driver` touches the file system, the environment or the clock.

pub mod text;

pub mod name;
pub mod node;

pub mod diag;

pub mod json;
pub mod syntax;

pub mod format;
pub mod model;

pub mod load;

pub mod jmespath;
pub mod knowledge;

pub mod rules;
pub mod selector;

pub mod values;

pub mod check;

pub mod emit;

pub mod backend;

pub mod driver;
pub mod explain;
pub mod render;

pub mod cli;
