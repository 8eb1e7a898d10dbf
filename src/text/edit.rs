//! Edits of a text, and how they are applied.

use super::Span;

/// Replaces the text of a span.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// Two edits touch the same bytes, or one does not fit the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EditConflict {
    /// The edit that could not be applied.
    pub span: Span,
}

/// The text with all edits applied, whatever their order. `O(n log n)` in the edits.
///
/// # Errors
/// [`EditConflict`] when two edits overlap or an edit ends outside the text or inside a character.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> Result<String, EditConflict> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let conflict = EditConflict { span: edit.span };
        let range = edit.span.range();
        if range.start < at || text.get(range.clone()).is_none() {
            return Err(conflict);
        }
        out.push_str(text.get(at..range.start).ok_or(conflict)?);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::FileId;
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit {
            span: Span::new(FileId(0), start, end),
            text: text.into(),
        }
    }

    #[test]
    fn edits_apply_in_any_order_and_never_overlap() {
        let edits = [edit(4, 5, "E"), edit(0, 1, "A"), edit(2, 2, "+")];
        assert_eq!(apply_edits("abcde", &edits).unwrap(), "Ab+cdE");
        assert!(apply_edits("abcde", &[edit(0, 2, ""), edit(1, 3, "")]).is_err());
        assert!(apply_edits("ä", &[edit(1, 2, "")]).is_err());
        assert!(apply_edits("a", &[edit(5, 6, "")]).is_err());
    }
}
