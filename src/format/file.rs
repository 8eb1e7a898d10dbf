//! Lays out a file: its sections, its statements, and the comments between them.
//!
//! A comment on the line of a statement stays there. One below it belongs to what follows, except
//! that between shapes an ordinary comment that begins on the very next line stays with the shape
//! above. The shapes are written first, because they tell which `use` statements are used.

use rustc_hash::FxHashMap;

use crate::syntax::token::Kind;

use super::pieces::{Pieces, Remark};
use super::uses::{self, Import};
use super::writer::Writer;

/// The text of a file.
pub(super) fn lay_out(pieces: &Pieces<'_>) -> String {
    let head = Head::find(pieces);
    let mut layout = Layout {
        pieces,
        writer: Writer::new(pieces.size() + pieces.size() / 8),
        pending: Vec::new(),
        names: uses::names(&head.imports),
    };
    layout.shapes(head.shapes);
    let shapes = layout.writer.take();
    layout.pending.clear();
    layout.head(head);
    let mut text = layout.writer.finish();
    text.push_str(&shapes);
    let blank = text.len() - text.trim_start_matches('\n').len();
    text.drain(..blank);
    text.truncate(text.trim_end_matches('\n').len());
    text.push('\n');
    text
}

/// Where the statements before the shapes begin, and where the shapes do.
struct Head<'t> {
    controls: Vec<usize>,
    metadata: Vec<usize>,
    namespace: Option<usize>,
    imports: Vec<Import<'t>>,
    shapes: usize,
}

impl<'t> Head<'t> {
    fn find(pieces: &Pieces<'t>) -> Self {
        let mut at = 0;
        let mut controls = Vec::new();
        while pieces.kind(at) == Kind::Dollar {
            controls.push(at);
            at = pieces.behind(at + 3);
        }
        let mut metadata = Vec::new();
        while pieces.is_word(at, "metadata") {
            metadata.push(at);
            at = pieces.behind(at + 3);
        }
        let namespace = pieces.is_word(at, "namespace").then_some(at);
        if namespace.is_some() {
            at += 2;
        }
        let imports = uses::find(pieces, at);
        at += 2 * imports.len();
        Self {
            controls,
            metadata,
            namespace,
            imports,
            shapes: at,
        }
    }
}

/// A file on its way to text.
pub(super) struct Layout<'p, 't> {
    pub(super) pieces: &'p Pieces<'t>,
    pub(super) writer: Writer,
    /// The comments to be written before the next statement, and whether as documentation.
    pending: Vec<(usize, bool)>,
    /// The names that `use` statements bring in, and whether a shape uses them.
    names: FxHashMap<&'t str, bool>,
}

impl<'t> Layout<'_, 't> {
    /// Notes that a relative shape id of this name is used.
    pub(super) fn used(&mut self, name: &str) {
        if self.names.is_empty() {
            return;
        }
        if let Some(used) = self.names.get_mut(name) {
            *used = true;
        }
    }

    /// Writes a comment, as documentation where it is.
    pub(super) fn comment(&mut self, at: usize) {
        let documents = self
            .pieces
            .comment(at)
            .is_some_and(|comment| comment.remark == Remark::Documentation);
        self.comment_as(at, documents);
    }

    /// Writes a comment with as many slashes as it has.
    pub(super) fn slashed_comment(&mut self, at: usize) {
        let comment = self.pieces.comment(at);
        let slashed = comment.is_some_and(|comment| comment.remark != Remark::Plain);
        self.comment_as(at, slashed);
    }

    /// Writes a comment, as documentation or not.
    pub(super) fn comment_as(&mut self, at: usize, documentation: bool) {
        let Some(comment) = self.pieces.comment(at) else {
            return;
        };
        let text = self.pieces.comment_text(comment);
        if documentation {
            self.writer.documentation(text);
        } else {
            self.writer.comment(text);
        }
    }

    fn flush(&mut self) {
        for (comment, documentation) in std::mem::take(&mut self.pending) {
            self.comment_as(comment, documentation);
            self.writer.line();
        }
    }

    fn head(&mut self, head: Head<'t>) {
        if head.shapes > 0 {
            for (number, comment) in self.pieces.before(0).enumerate() {
                if number > 0 {
                    self.writer.line();
                }
                self.comment(comment);
            }
        }
        let controls = head.controls;
        self.section(controls.len(), |layout, number| {
            let at = controls.get(number).copied().unwrap_or_default();
            layout.raise(at, at + 3);
            layout.writer.text("$");
            layout.setting(at + 1, ": ");
        });
        let metadata = head.metadata;
        self.section(metadata.len(), |layout, number| {
            let at = metadata.get(number).copied().unwrap_or_default();
            layout.raise(at, at + 3);
            layout.writer.text("metadata ");
            layout.setting(at + 1, " = ");
        });
        if let Some(at) = head.namespace {
            self.separate();
            self.flush();
            self.raise(at, at + 1);
            self.writer.text("namespace ");
            self.writer.text(self.pieces.text(at + 1));
            self.behind(at + 2, head.imports.is_empty());
            // What follows on lines of its own belongs to the `use` statements or the shapes.
            self.pending.clear();
            self.writer.line();
        }
        let imports = uses::kept(head.imports, &self.names);
        self.section(imports.len(), |layout, number| {
            if let Some(import) = imports.get(number) {
                layout.import(import);
            }
        });
        self.writer.line();
    }

    fn import(&mut self, import: &Import<'_>) {
        for comment in import.leading.clone() {
            self.comment(comment);
            self.writer.line();
        }
        self.writer.text("use ");
        self.writer.text(import.id);
        if let Some(comment) = import.behind {
            self.writer.text(" ");
            if import.last {
                self.slashed_comment(comment);
            } else {
                self.comment(comment);
            }
        }
    }

    /// The key and value of a control or metadata statement.
    fn setting(&mut self, key: usize, sign: &str) {
        self.key(key);
        self.writer.text(sign);
        let next = self.value(key + 2);
        self.behind(next, false);
    }

    /// Ends the line above a section, if there is one.
    fn separate(&mut self) {
        if !self.writer.is_empty() {
            self.writer.line();
        }
    }

    /// Statements that stand close together, except that empty lines set those apart which take
    /// more than one line.
    fn section(&mut self, count: usize, mut write: impl FnMut(&mut Self, usize)) {
        if count == 0 {
            return;
        }
        self.separate();
        let mut apart = true;
        for number in 0..count {
            let since = self.writer.len();
            self.flush();
            write(self, number);
            if self.writer.has_line_since(since) {
                if !apart {
                    self.writer.empty_line_at(since);
                }
                if number + 1 < count {
                    self.writer.line();
                }
                apart = true;
            } else {
                apart = false;
            }
            self.writer.line();
        }
    }

    /// The comment on the line of a statement of the head; those below wait. `next` is the piece
    /// behind the statement. Before shapes, a `///` on the line keeps its slashes.
    fn behind(&mut self, next: usize, slashed: bool) {
        let line = self.pieces.get(next.saturating_sub(1)).end_line;
        for at in self.pieces.before(next) {
            let Some(comment) = self.pieces.comment(at) else {
                continue;
            };
            if comment.line == line {
                self.writer.text(" ");
                self.comment_as(at, slashed && comment.remark != Remark::Plain);
            } else {
                self.pending
                    .push((at, comment.remark == Remark::Documentation));
            }
        }
    }

    fn shapes(&mut self, first: usize) {
        if let Some(before) = first.checked_sub(1) {
            let line = self.pieces.get(before).end_line;
            for at in self.pieces.before(first) {
                if let Some(comment) = self.pieces.comment(at)
                    && comment.line != line
                {
                    self.pending
                        .push((at, comment.remark == Remark::Documentation));
                }
            }
        } else {
            let leading = self.pieces.before(first);
            self.pending.extend(leading.map(|at| (at, false)));
        }
        let mut at = first;
        while self.pieces.kind(at) != Kind::End {
            if at > first {
                self.writer.line();
            }
            self.flush();
            let next = self.statement(at);
            // The parser let only whole statements through, so there is always a next piece.
            at = next.max(at + 1);
            self.behind_shape(at);
            self.writer.line();
        }
        self.flush();
    }

    /// The comments between a shape and what follows; `next` is the piece behind the shape.
    fn behind_shape(&mut self, next: usize) {
        let comments = self.pieces.before(next);
        let line = self.pieces.get(next.saturating_sub(1)).end_line;
        let documents = !comments.is_empty() && self.may_document(next);
        let mut above = line;
        for at in comments {
            let Some(comment) = self.pieces.comment(at) else {
                continue;
            };
            let documentation = documents && comment.remark != Remark::Plain;
            if comment.line == line {
                self.writer.text(" ");
                self.comment_as(at, documentation);
            } else if !documentation && comment.line == above + 1 {
                self.writer.line();
                self.comment_as(at, false);
            } else {
                self.pending.push((at, documentation));
                continue;
            }
            above = comment.line;
        }
    }

    /// Whether the comments before a piece can be documentation: not at the end of the file, nor
    /// before `apply`, nor where a line of slashes among them is a banner, as an empty line behind
    /// them shows.
    fn may_document(&self, next: usize) -> bool {
        if self.pieces.kind(next) == Kind::End || self.pieces.is_word(next, "apply") {
            return false;
        }
        let comments = self.pieces.before(next);
        let mut all = comments.filter_map(|at| self.pieces.comment(at));
        let last = all.clone().next_back().map_or(0, |comment| comment.line);
        let banner = all.any(|comment| self.pieces.comment_text(comment).starts_with("////"));
        !banner || self.pieces.get(next).line <= last + 1
    }
}
