//! JSON inside expressions.

use crate::json::{self, Dialect};
use crate::node::{Node, Value};
use crate::text::{FileId, Span};

use super::problem::SyntaxError;

/// How deep arrays and objects of a literal may nest; the reference has the same limit.
const LITERAL_DEPTH_LIMIT: usize = 50;

/// No file: spans of literals count bytes of the expression.
const NO_FILE: FileId = FileId(u32::MAX);

/// The span of so many bytes of the expression.
pub(super) fn span(start: usize, length: usize) -> Span {
    Span::new(NO_FILE, start, start + length)
}

/// Reads the JSON `text`, which begins at the byte `start` of the expression. Linear.
pub(super) fn parse(text: &str, start: usize) -> Result<Node, SyntaxError> {
    let (node, reports) = json::parse(NO_FILE, text, Dialect::Strict);
    let whole = start..start + text.len();
    if let Some(report) = reports.first() {
        let at = report.span.map_or(whole.clone(), |span| {
            let clamp = |at: u32| (start + at as usize).min(whole.end);
            clamp(span.start)..clamp(span.end)
        });
        return Err(SyntaxError::new(
            at,
            format!("the JSON of this literal is malformed: {}", report.message),
            report.here.clone(),
        )
        .help("a literal holds JSON, so a string in it has its own quotes: `\"text\"`; or write 'text' without backticks"));
    }
    let Some(node) = node else {
        return Err(SyntaxError::new(whole, "this literal is empty", "no value"));
    };
    if depth(&node) > LITERAL_DEPTH_LIMIT {
        return Err(SyntaxError::new(
            whole,
            format!("this literal nests deeper than {LITERAL_DEPTH_LIMIT} levels"),
            "too deep",
        ));
    }
    Ok(node)
}

/// How deep arrays and objects nest. Without recursion, since JSON may nest a thousand deep.
fn depth(node: &Node) -> usize {
    let mut deepest = 0;
    let mut waiting = vec![(node, 0)];
    while let Some((node, above)) = waiting.pop() {
        deepest = deepest.max(above);
        match &node.value {
            Value::Array(elements) => {
                waiting.extend(elements.iter().map(|element| (element, above + 1)));
                deepest = deepest.max(above + 1);
            }
            Value::Object(object) => {
                waiting.extend(object.iter().map(|entry| (&entry.value, above + 1)));
                deepest = deepest.max(above + 1);
            }
            _ => {}
        }
    }
    deepest
}
