//! What ariadne is given to draw: a text that is safe to show, and where bytes of a file are in it.
//!
//! Deceptive characters become pictures, one for one, so that columns stay true. A line too long
//! to read is cut down to a window around the place in question. A view begins with
//! the first line that is shown, so that a report costs the same in a file of any length.

use std::ops::Range;

use ariadne::Source;

use crate::text::SourceFile;

use super::visible;

/// A text to draw.
pub(super) struct View {
    pub(super) source: Source<String>,
    /// The line of the file, from 0, with which the text begins.
    pub(super) first_line: usize,
    pieces: Vec<Piece>,
}

/// A run of a file's bytes and where it begins in the text.
struct Piece {
    bytes: Range<usize>,
    at: usize,
    /// Ends of replaced characters in the file, with the bytes gained up to there.
    shifts: Vec<(usize, isize)>,
}

impl View {
    /// Only these parts of lines, in order; at most one of each line. The cost depends on nothing
    /// but these: a report on a large file is as cheap as one on a small file.
    pub(super) fn parts(file: &SourceFile, parts: &[(usize, Range<usize>)]) -> Self {
        let mut text = String::new();
        let mut pieces = Vec::new();
        let first_line = parts.first().map_or(0, |(line, _)| *line);
        let mut next_line = first_line;
        for (line, bytes) in parts {
            while next_line < *line {
                text.push('\n');
                next_line += 1;
            }
            let whole = file.line_range(*line);
            if bytes.start > whole.start {
                text.push('…');
            }
            push_piece(&mut text, &mut pieces, file, bytes.clone());
            if bytes.end < whole.end {
                text.push('…');
            }
        }
        text.push('\n');
        Self {
            source: Source::from(text),
            first_line,
            pieces,
        }
    }

    /// Where a byte of the file is in the text; the nearest shown place where it was left out.
    pub(super) fn locate(&self, byte: usize) -> usize {
        let after = self
            .pieces
            .partition_point(|piece| piece.bytes.start <= byte);
        let Some(piece) = self.pieces.get(after.saturating_sub(1)) else {
            return 0;
        };
        let byte = byte.clamp(piece.bytes.start, piece.bytes.end);
        let before = piece.shifts.partition_point(|(end, _)| *end <= byte);
        let shift = before
            .checked_sub(1)
            .and_then(|i| piece.shifts.get(i))
            .map_or(0, |(_, shift)| *shift);
        (piece.at + byte - piece.bytes.start).saturating_add_signed(shift)
    }
}

fn push_piece(text: &mut String, pieces: &mut Vec<Piece>, file: &SourceFile, bytes: Range<usize>) {
    let mut piece = Piece {
        at: text.len(),
        shifts: Vec::new(),
        bytes: bytes.clone(),
    };
    let mut rest = file.text().get(bytes.clone()).unwrap_or("");
    let mut offset = bytes.start;
    let mut shift = 0;
    let hidden = |c: char| visible::is_deceptive(c) && !matches!(c, '\t' | '\n' | '\r');
    while let Some(at) = rest.find(hidden) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let mut chars = from.chars();
        let Some(c) = chars.next() else { break };
        let picture = visible::picture(c);
        text.push(picture);
        offset += at + c.len_utf8();
        shift += picture.len_utf8().cast_signed() - c.len_utf8().cast_signed();
        piece.shifts.push((offset, shift));
        rest = chars.as_str();
    }
    text.push_str(rest);
    pieces.push(piece);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Origin, SourceMap};

    #[test]
    fn places_survive_replaced_characters() {
        let mut sources = SourceMap::new();
        let id = sources.add("a", "a\u{1b}b\u{202e}c\n", Origin::User);
        let view = View::parts(sources.get(id).unwrap(), &[(0, 0..7)]);
        let text = view.source.text();
        assert_eq!(text, "a␛b\u{fffd}c\n");
        assert_eq!(view.locate(0), 0);
        assert_eq!(&text[view.locate(2)..][..1], "b");
        assert_eq!(&text[view.locate(6)..][..1], "c");
        assert_eq!(view.locate(8), text.len() - 1);
    }

    #[test]
    fn a_window_of_a_long_line_keeps_line_numbers() {
        let mut sources = SourceMap::new();
        let long = format!("one\n{}X{}\n", "a".repeat(5000), "b".repeat(5000));
        let id = sources.add("a", long, Origin::User);
        let view = View::parts(sources.get(id).unwrap(), &[(1, 5000..5006)]);
        assert_eq!(view.source.text(), "…aaaaXb…\n");
        assert_eq!(view.first_line, 1);
        assert_eq!(&view.source.text()[view.locate(5004)..][..1], "X");
        assert_eq!(view.locate(4), view.locate(5000));
    }
}
