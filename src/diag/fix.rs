//! Machine-applicable fixes.

use crate::text::{Span, TextEdit};

/// A change that mends the mistake, with a title that says what it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// Such as ``add `use aws.protocols#restJson1` ``.
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<TextEdit>,
}

impl Fix {
    /// A fix of one edit.
    pub fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            edits: vec![TextEdit {
                span,
                text: text.into(),
            }],
        }
    }
}
