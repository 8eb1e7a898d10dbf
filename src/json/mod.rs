//! JSON text → [`Document`], or [`Node`], with spans.
//!
//! JSON ASTs and `smithy-build.json` come through here; `serde_json` only writes. `reader` reads
//! without recursion, `document` holds what was read, `report` has the words. It knows nothing of
//! what the JSON means. (RFC 8259; Smithy specification: "JSON AST", "smithy-build.json".)

mod document;
mod reader;
mod report;

use crate::diag::Diagnostics;
use crate::node::Node;
use crate::text::{FileId, Span};

pub use document::{Document, Entry, Value};

/// Which JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// RFC 8259 to the letter.
    Strict,
    /// `// …` comments count as white space, as in `smithy-build.json`.
    Comments,
}

/// Reads a JSON text. `None` where it has no value that could be read; there is at least one
/// report then. Small mistakes, such as a comma too much, are reported and read over. A key that
/// is written twice is reported and read once, with its first value. Linear in the text.
pub fn read(file: FileId, text: &str, dialect: Dialect) -> (Option<Document<'_>>, Diagnostics) {
    if u32::try_from(text.len()).is_err() {
        let report = report::too_large(Span::start_of(file));
        return (None, report.into());
    }
    reader::Reader::new(file, text, dialect).read()
}

/// As [`read`], for a text that is kept as a node.
pub fn parse(file: FileId, text: &str, dialect: Dialect) -> (Option<Node>, Diagnostics) {
    let (document, reports) = read(file, text, dialect);
    (document.map(|document| document.root().to_node()), reports)
}
