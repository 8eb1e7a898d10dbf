//! What ariadne is given to draw: a text that is safe to show, and where bytes of a file are in it.
//!
//! Ariadne thinks of a line as characters of a certain width each. What does not fit that idea
//! (a letter with its combining marks, a wide character, a tab, a control character) is a *cell*: a
//! placeholder of one column, with fillers behind it where it takes two, and what stands for it is
//! put in once all is drawn ([`View::restored`]). A line too long to read is cut down to a window
//! around the place in question. A view begins with the first line that is shown, so that a report
//! costs the same in a file of any length.

use std::borrow::Cow;
use std::ops::Range;

use ariadne::Source;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::SourceFile;

use super::visible;

/// The placeholders: the private use plane 15, each character of which takes one column.
const FIRST_CELL: u32 = 0xf_0000;
const MOST_CELLS: u32 = 0xfffd;

/// Stands for the second column of a wide cell.
const FILLER: char = '\u{10fffd}';

/// A tab goes on to the next column that is a multiple of this.
const TAB: usize = 4;

/// Joins characters into one that is drawn as a whole.
const JOINER: char = '\u{200d}';

/// A text to draw.
pub(super) struct View {
    pub(super) source: Source<String>,
    /// The line of the file, from 0, with which the text begins.
    pub(super) first_line: usize,
    pieces: Vec<Piece>,
    cells: Vec<String>,
    ascii: bool,
}

/// A run of a file's bytes and where it begins in the text.
struct Piece {
    bytes: Range<usize>,
    at: usize,
    /// What is not one byte in both, in order.
    cells: Vec<Cell>,
}

/// Bytes of the file and of the text that belong together.
struct Cell {
    file: Range<usize>,
    text: Range<usize>,
}

/// Which edge of a cell is meant by a byte inside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    Start,
    End,
}

/// Whether a character is for private use, and may stand for something else while a report is
/// drawn.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{f0000}'..='\u{10ffff}')
}

fn number(c: char) -> Option<usize> {
    let number = u32::from(c).checked_sub(FIRST_CELL)?;
    (number < MOST_CELLS).then(|| usize::try_from(number).ok())?
}

impl View {
    /// Only these parts of lines, in order; at most one of each line. The cost depends on nothing
    /// but these: a report on a large file is as cheap as one on a small file.
    pub(super) fn parts(file: &SourceFile, parts: &[(usize, Range<usize>)], ascii: bool) -> Self {
        let first_line = parts.first().map_or(0, |(line, _)| *line);
        let mut writer = Writer {
            text: String::new(),
            cells: Vec::new(),
            ascii,
        };
        let cut = if ascii { "..." } else { "…" };
        let mut pieces = Vec::new();
        let mut next_line = first_line;
        for (line, bytes) in parts {
            while next_line < *line {
                writer.text.push('\n');
                next_line += 1;
            }
            let whole = file.line_range(*line);
            if bytes.start > whole.start {
                writer.text.push_str(cut);
            }
            pieces.push(writer.piece(file, bytes.clone()));
            if bytes.end < whole.end {
                writer.text.push_str(cut);
            }
        }
        writer.text.push('\n');
        Self {
            source: Source::from(writer.text),
            first_line,
            pieces,
            cells: writer.cells,
            ascii,
        }
    }

    /// How many characters of the text stand before a byte of the file. Linear in the text.
    pub(super) fn character(&self, byte: usize, edge: Edge) -> usize {
        let before = self.source.text().get(..self.locate(byte, edge));
        before.map_or(0, |before| before.chars().count())
    }

    /// Where a byte of the file is in the text; the nearest shown place where it was left out.
    fn locate(&self, byte: usize, edge: Edge) -> usize {
        let after = self
            .pieces
            .partition_point(|piece| piece.bytes.start <= byte);
        let Some(piece) = self.pieces.get(after.saturating_sub(1)) else {
            return 0;
        };
        let byte = byte.clamp(piece.bytes.start, piece.bytes.end);
        let before = piece.cells.partition_point(|cell| cell.file.start < byte);
        let Some(cell) = before.checked_sub(1).and_then(|at| piece.cells.get(at)) else {
            return piece.at + byte - piece.bytes.start;
        };
        match edge {
            _ if byte >= cell.file.end => cell.text.end + byte - cell.file.end,
            Edge::Start => cell.text.start,
            Edge::End => cell.text.end,
        }
    }

    /// How many columns of its line stand before a byte of the file; all of them for `whole` lines.
    pub(super) fn columns_up_to(&self, byte: usize, whole: bool) -> usize {
        let text = self.source.text();
        let (before, behind) = text
            .split_at_checked(self.locate(byte, Edge::End))
            .unwrap_or((text, ""));
        let line = before.rsplit('\n').next().unwrap_or_default();
        let rest = behind.split('\n').next().filter(|_| whole);
        line.chars().count() + rest.map_or(0, |rest| rest.chars().count())
    }

    /// A line that was drawn, with what the placeholders stand for.
    pub(super) fn restored<'l>(&self, line: &'l str) -> Cow<'l, str> {
        if self.cells.is_empty() || !line.contains(is_private) {
            return Cow::Borrowed(line);
        }
        let mut out = String::with_capacity(line.len());
        for c in line.chars() {
            match number(c) {
                Some(number) => out.push_str(self.cells.get(number).map_or("", |cell| cell)),
                None if c == FILLER && self.ascii => out.push('?'),
                None if c == FILLER => {}
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// Makes the text of a view.
struct Writer {
    text: String,
    cells: Vec<String>,
    ascii: bool,
}

impl Writer {
    fn piece(&mut self, file: &SourceFile, bytes: Range<usize>) -> Piece {
        let mut piece = Piece {
            at: self.text.len(),
            cells: Vec::new(),
            bytes: bytes.clone(),
        };
        let text = file.text().get(bytes.clone()).unwrap_or("");
        let mut rest = text;
        let mut column = 0;
        while let Some(cluster) = next_cluster(rest) {
            let at = bytes.start + text.len() - rest.len();
            rest = rest.get(cluster.len()..).unwrap_or("");
            let start = self.text.len();
            if matches!(cluster.as_bytes(), [b' '..=b'~']) {
                self.text.push_str(cluster);
                column += 1;
                continue;
            }
            column += if cluster == "\t" {
                let width = TAB - column % TAB;
                self.text.extend(std::iter::repeat_n(' ', width));
                width
            } else {
                self.cell(cluster)
            };
            piece.cells.push(Cell {
                file: at..at + cluster.len(),
                text: start..self.text.len(),
            });
        }
        piece
    }

    /// Writes the placeholder of a cell; returns its width.
    fn cell(&mut self, cluster: &str) -> usize {
        let deceptive = cluster.chars().next().filter(|c| visible::is_deceptive(*c));
        let (shown, width) = match deceptive {
            Some(c) => (visible::picture(c).to_string(), 1),
            None => match cluster.width() {
                // A mark with nothing to stand on.
                0 => (format!("\u{25cc}{cluster}"), 1),
                width => (cluster.to_owned(), width),
            },
        };
        let number = u32::try_from(self.cells.len()).unwrap_or(MOST_CELLS);
        if number >= MOST_CELLS {
            self.text.push('\u{fffd}');
            return 1;
        }
        self.text.extend(char::from_u32(FIRST_CELL + number));
        self.text.extend(std::iter::repeat_n(FILLER, width - 1));
        self.cells
            .push(if self.ascii { "?".to_owned() } else { shown });
        width
    }
}

/// The first character of a text with all that is drawn onto it.
fn next_cluster(text: &str) -> Option<&str> {
    let mut chars = text.char_indices();
    let (_, mut last) = chars.next()?;
    if !visible::is_deceptive(last) {
        for (at, c) in chars {
            let joined = c.width() == Some(0)
                || (last == JOINER && !c.is_ascii())
                || (is_modifier(c) && !last.is_ascii());
            if !joined || visible::is_deceptive(c) {
                return text.get(..at);
            }
            last = c;
        }
        return Some(text);
    }
    text.get(..last.len_utf8())
}

/// Whether a character colours the skin of the one before.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Origin, SourceMap};

    fn view(text: &str, parts: &[(usize, Range<usize>)], ascii: bool) -> View {
        let mut sources = SourceMap::new();
        let id = sources.add("a", text, Origin::User);
        View::parts(sources.get(id).unwrap(), parts, ascii)
    }

    #[test]
    fn places_survive_replaced_characters() {
        let view = view("a\u{1b}b\u{202e}c\n", &[(0, 0..7)], false);
        let text = view.source.text();
        assert_eq!(view.restored(text), "a␛b\u{fffd}c\n");
        assert_eq!(view.locate(0, Edge::Start), 0);
        assert_eq!(&text[view.locate(2, Edge::Start)..][..1], "b");
        assert_eq!(&text[view.locate(6, Edge::Start)..][..1], "c");
        assert_eq!(view.locate(8, Edge::End), text.len() - 1);
    }

    #[test]
    fn a_window_of_a_long_line_keeps_line_numbers() {
        let long = format!("one\n{}X{}\n", "a".repeat(5000), "b".repeat(5000));
        let view = view(&long, &[(1, 5000..5006)], false);
        assert_eq!(view.source.text(), "…aaaaXb…\n");
        assert_eq!(view.first_line, 1);
        let at = view.locate(5004, Edge::Start);
        assert_eq!(&view.source.text()[at..][..1], "X");
        assert_eq!(view.locate(4, Edge::Start), view.locate(5000, Edge::Start));
    }

    #[test]
    fn a_cell_holds_all_that_is_drawn_as_one() {
        let text = "e\u{301}x\t\u{301}日👩\u{200d}💻\u{1f44d}\u{1f3fd}!\n";
        let all = text.len() - 1;
        let view = view(text, &[(0, 0..all)], false);
        let columns: Vec<char> = view.source.text().trim_end().chars().collect();
        // One, one, a tab to the fourth, a mark of its own, three times two, and one.
        assert_eq!(columns.len(), 1 + 1 + 2 + 1 + 6 + 1);
        assert!(columns.iter().all(|c| c.width() == Some(1)));
        let shown = "e\u{301}x  ◌\u{301}日👩\u{200d}💻\u{1f44d}\u{1f3fd}!\n";
        assert_eq!(view.restored(view.source.text()), shown);
        // A place between a letter and its mark is that of both.
        assert_eq!(view.locate(1, Edge::Start), 0);
        assert_eq!(view.locate(1, Edge::End), view.locate(3, Edge::Start));
    }

    #[test]
    fn plain_means_plain() {
        let view = view("äb日\u{7}", &[(0, 0..7)], true);
        assert_eq!(view.restored(view.source.text()), "?b???\n");
    }
}
