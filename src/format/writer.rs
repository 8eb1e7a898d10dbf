//! Text with lines, indentation and columns.
//!
//! The writer knows how far the current line has got and whether what it writes has been settled
//! to stay on one line; it knows nothing of shapes. Columns count UTF-16 code units, as the
//! reference does.

use crate::name::is_identifier;

/// How wide a line may get by values that could be broken.
pub(super) const WIDTH: usize = 120;

/// How much deeper what is inside a bracket stands.
pub(super) const INDENT: usize = 4;

const BLANKS: &str = "                                                                ";

/// Writes text line by line.
pub(super) struct Writer {
    out: String,
    indent: usize,
    column: usize,
    /// Whether the indentation of the current line has yet to be written.
    fresh: bool,
    /// Whether the group around is on one line: what could be broken then no longer may.
    pub(super) flat: bool,
}

impl Writer {
    /// A writer for about this much text.
    pub(super) fn new(size: usize) -> Self {
        Self {
            out: String::with_capacity(size),
            indent: 0,
            column: 0,
            fresh: true,
            flat: false,
        }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Takes what was written so far, and begins anew.
    pub(super) fn take(&mut self) -> String {
        std::mem::replace(self, Self::new(0)).out
    }

    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// How much was written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether a line has ended since so much was written.
    pub(super) fn has_line_since(&self, since: usize) -> bool {
        let written = self.out.as_bytes().get(since..);
        written.is_some_and(|written| written.contains(&b'\n'))
    }

    /// Puts an empty line before what was written since. Linear in that.
    pub(super) fn empty_line_at(&mut self, since: usize) {
        if self.out.is_char_boundary(since) {
            self.out.insert(since, '\n');
        }
    }

    /// Whether so much more would stay within the width of a line.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.column + width <= WIDTH
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.fresh) {
            let mut blanks = self.indent;
            while blanks > 0 {
                let some = blanks.min(BLANKS.len());
                self.out.push_str(BLANKS.get(..some).unwrap_or(" "));
                blanks -= some;
            }
        }
        self.out.push_str(text);
        self.column += width(text);
    }

    /// Ends the line.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
        self.column = self.indent;
        self.fresh = true;
    }

    /// Ends the line; those that follow stand deeper.
    pub(super) fn enter(&mut self) {
        self.deeper();
        self.line();
    }

    /// Ends the line; those that follow no longer stand deeper.
    pub(super) fn leave(&mut self) {
        self.shallower();
        self.line();
    }

    /// Lines from the next one on stand deeper.
    pub(super) fn deeper(&mut self) {
        self.indent += INDENT;
    }

    /// Lines from the next one on no longer stand deeper.
    pub(super) fn shallower(&mut self) {
        self.indent = self.indent.saturating_sub(INDENT);
    }

    /// Writes a quoted string, its line breaks as `\n`.
    pub(super) fn string(&mut self, token: &str) {
        if token.contains('\r') {
            self.text(&token.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.text(token);
        }
    }

    /// Writes a text block, its lines at the current indentation. Blanks at the end of a line mean
    /// nothing and go; those before the closing quotes stay, because they may keep a quote apart.
    pub(super) fn text_block(&mut self, token: &str) {
        const QUOTES: &str = "\"\"\"";
        let content = token.strip_prefix(QUOTES).unwrap_or(token);
        let content = content.strip_suffix(QUOTES).unwrap_or(content);
        let normal;
        let content = if content.contains('\r') {
            normal = content.replace("\r\n", "\n").replace('\r', "\n");
            &normal
        } else {
            content
        };
        let body = content.strip_prefix('\n').unwrap_or(content);
        let last = body.matches('\n').count();
        let margin = margin(body, last);
        self.text(QUOTES);
        for (number, line) in body.split('\n').enumerate() {
            self.line();
            if number < last {
                self.text_block_line(line.trim_end_matches(' '), margin);
            } else {
                if line.trim_start_matches(' ').is_empty() {
                    self.text(QUOTES);
                    return;
                }
                self.text_block_line(line, margin);
                self.text(QUOTES);
            }
        }
    }

    fn text_block_line(&mut self, line: &str, margin: usize) {
        let kept = line.get(margin..).unwrap_or("");
        if !kept.is_empty() {
            self.text(kept);
        }
    }

    /// Writes an ordinary comment: its slashes, a blank, and what it says.
    pub(super) fn comment(&mut self, comment: &str) {
        let said = comment.strip_prefix("//").unwrap_or(comment);
        // A `///` that documents nothing loses a slash, unless it is a line of slashes.
        let said = match said.strip_prefix('/') {
            Some(rest) if !rest.starts_with('/') => rest,
            _ => said,
        };
        let said = said.trim_end_matches(|c| c <= ' ');
        self.remark("//", said, said.starts_with([' ', '\t']));
    }

    /// Writes a documentation comment. What follows the slashes is part of the model: a blank is
    /// added or removed only where it does not count.
    pub(super) fn documentation(&mut self, comment: &str) {
        let said = comment.strip_prefix("///").unwrap_or(comment);
        let said = if said == " " { "" } else { said };
        self.remark("///", said, said.starts_with([' ', '\t', '/']));
    }

    fn remark(&mut self, slashes: &str, said: &str, apart: bool) {
        self.text(slashes);
        if !said.is_empty() {
            if !apart {
                self.text(" ");
            }
            self.text(said);
        }
    }
}

/// How many blanks the lines of a text block have before them that are not part of it. `last` is
/// the number of its last line, which counts even where it is blank. (Specification: "Text
/// blocks", "Incidental white space removal".)
fn margin(body: &str, last: usize) -> usize {
    let lines = body.split('\n').enumerate();
    let blanks = lines.filter_map(|(number, line)| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        (blanks < line.len() || number == last).then_some(blanks)
    });
    blanks.min().unwrap_or(0)
}

/// How wide text is.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

/// How wide a quoted string is once its line breaks are `\n`.
pub(super) fn string_width(token: &str) -> usize {
    width(token) - token.matches("\r\n").count()
}

/// A key without the quotes that it does not need.
pub(super) fn bare_key(key: &str) -> &str {
    let inner = key
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| is_identifier(inner)).unwrap_or(key)
}
