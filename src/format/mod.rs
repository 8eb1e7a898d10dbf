//! IDL text → the same model in canonical text.
//!
//! The layout is that of the reference's formatter, fixed for good: four blanks of indentation,
//! lines of 120 characters where values may be broken, sorted `use` statements and none that is
//! not used. What it must never do is change what a file means, or lose a comment: the comments
//! of a `use` statement that is removed go with it, and no others.
//!
//! A text is parsed once, to be sure that it has no syntax errors and to know which comments are
//! documentation. Then its tokens become `pieces` (what the grammar sees, each with the comments
//! before it and, for a bracket, what is inside), and one pass over the pieces writes the text:
//! `file` lays out sections and statements, `uses` the `use` statements, `shapes` shapes and
//! their members, `nodes` values and traits, all through the one `writer`, which knows columns.
//! Everything is linear in the text, and recursion is bounded by the nesting limit of the parser.
//! It works on tokens, not on the model, so it needs no other file.

mod file;
mod nodes;
mod pieces;
mod shapes;
mod uses;
mod writer;

use crate::diag::Diagnostics;
use crate::syntax;
use crate::text::FileId;

/// Formats the text of a `.smithy` file.
///
/// Formatting what comes out changes nothing. The time is linear in the text.
///
/// # Errors
/// The reports of the parser, where there is a syntax error among them.
pub fn format(file: FileId, text: &str) -> Result<String, Diagnostics> {
    let (tree, reports) = syntax::parse(file, text);
    if reports.iter().any(|report| report.severity.is_breaking()) {
        return Err(reports);
    }
    let documentation = pieces::documentation(&tree);
    drop(tree);
    let pieces = pieces::Pieces::new(text, &documentation);
    Ok(file::lay_out(&pieces))
}
