//! Text of a package from its plan, one file of Rust per emitted module.
//!
//! Nothing is decided here: names and types come from the plan, layout from the printer. Each
//! function returns the whole text of its file.

pub mod auth;
pub mod clients;
pub mod endpoints;
pub mod enums;
mod examples;
pub mod imports;
pub mod link;
pub mod models;
mod operation_docs;
pub mod package;
pub mod paginate;
pub mod project;
pub mod pyproject;
pub mod raw;
pub mod settings;
pub mod shapes;
mod streams;
pub mod testing;
pub mod waiters;

use super::plan::Plan;
use super::printer::Printer;

/// A printer that has the header and the docstring of a module already.
pub fn module(plan: &Plan<'_>, docstring: &[String]) -> Printer {
    let mut printer = Printer::new();
    printer.line(plan.header());
    printer.docstring(docstring);
    printer.blank(1);
    printer
}

/// The header and docstring of a module, then the imports, then the body.
pub fn assemble(
    plan: &Plan<'_>,
    docstring: &[String],
    imports: &imports::Imports,
    after_imports: &str,
    body: &str,
) -> String {
    let mut printer = module(plan, docstring);
    imports.write(true, &mut printer);
    printer.raw(after_imports);
    printer.raw(body);
    printer.finish()
}
