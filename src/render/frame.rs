//! The frame of an excerpt as ariadne draws it, made to say what is true of the file.
//!
//! Ariadne is given a view, and so it names and counts what is in that: the place in the heading
//! and the numbers of the lines are put right here. It knows nothing of reports.

use std::borrow::Cow;

/// Brackets the number of a file in what ariadne writes; views hold no such character.
pub(super) const MARK: char = '\u{1}';

/// Ariadne counts columns in what it was given; what stands in its place says the true ones.
pub(super) fn named<'l>(line: &'l str, places: &[String]) -> Cow<'l, str> {
    let mut parts = line.splitn(3, MARK);
    let (Some(before), Some(id), Some(after)) = (parts.next(), parts.next(), parts.next()) else {
        return Cow::Borrowed(line);
    };
    let place = id.parse().ok().and_then(|id: usize| places.get(id));
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?'));
    Cow::Owned(format!("{before}{}{rest}", place.map_or("", |place| place)))
}

/// The number of digits of a line's number.
pub(super) fn digits(line: usize) -> usize {
    line.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// The left edge of an excerpt. Ariadne numbers the lines of a view from 1.
pub(super) struct Margin {
    /// How many columns the true numbers take, and how many ariadne gave them.
    width: usize,
    given: usize,
    /// The line of the file, from 0, with which its view begins.
    pub(super) first: usize,
}

impl Margin {
    /// For an excerpt, whose first line stands behind the place for the numbers and two blanks, with
    /// lines up to the number `highest`.
    pub(super) fn new(excerpt: &str, highest: usize) -> Self {
        let blanks = excerpt.len() - excerpt.trim_start_matches(' ').len();
        let given = blanks.saturating_sub(2);
        Self {
            width: digits(highest).max(given),
            given,
            first: 0,
        }
    }

    /// A line with its true number, and as far to the right as the widest number demands.
    pub(super) fn widened(&self, line: &str) -> String {
        let more = self.width - self.given;
        let (before, rest) = split_blanks(line);
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (number, rest) = rest.split_at(end);
        match number.parse::<usize>() {
            Ok(number) => {
                let escape = before.trim_start_matches(' ').trim_end_matches(' ');
                let number = number + self.first;
                format!(" {escape}{number:>width$}{rest}", width = self.width)
            }
            // The last line is drawn through.
            Err(_) if before.contains(' ') => format!("{}{line}", " ".repeat(more)),
            Err(_) => {
                let stroke = rest.chars().next().map_or(String::new(), String::from);
                format!("{before}{}{rest}", stroke.repeat(more))
            }
        }
    }
}

/// Splits off the blanks and escape sequences with which a line begins.
fn split_blanks(line: &str) -> (&str, &str) {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(' ');
        let Some(sequence) = rest.strip_prefix("\u{1b}[") else {
            break;
        };
        let Some((_, behind)) = sequence.split_once('m') else {
            break;
        };
        rest = behind;
    }
    line.split_at(line.len() - rest.len())
}

/// A line with each colour said once: ariadne says it anew for each character, and a letter that is
/// apart from its neighbours is not drawn as a part of its word in every script.
pub(super) fn joined(line: &str) -> Cow<'_, str> {
    if !line.contains('\u{1b}') {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    // The colour that is on, and whether it is to be put off before the next text.
    let (mut on, mut ends) = ("", false);
    let mut rest = line;
    while let Some((before, sequence)) = rest.split_once('\u{1b}') {
        let length = sequence.find('m').map_or(sequence.len(), |end| end + 1);
        let (sequence, behind) = sequence.split_at(length);
        if ends && !before.is_empty() {
            out.push_str(RESET);
            (on, ends) = ("", false);
        }
        out.push_str(before);
        if sequence == "[0m" {
            ends = true;
        } else if ends && sequence == on {
            ends = false;
        } else {
            if ends {
                out.push_str(RESET);
            }
            out.push('\u{1b}');
            out.push_str(sequence);
            (on, ends) = (sequence, false);
        }
        rest = behind;
    }
    if ends {
        out.push_str(RESET);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Stands before the message of a label that is broken into lines, and where it is broken; labels
/// hold no such characters.
pub(super) const MESSAGE: char = '\u{10fffb}';
pub(super) const BREAK: char = '\u{10fffc}';

/// The drawn lines, with those of messages that are broken one below the other. What goes on beside
/// a message, the next line tells: bars of other labels lead down to it.
pub(super) fn broken(lines: Vec<String>) -> Vec<String> {
    if !lines.iter().any(|line| line.contains(MESSAGE)) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let Some((before, message)) = line.split_once(MESSAGE) else {
            out.push(line.clone());
            continue;
        };
        let column = bare(before).count();
        let mut parts = message.split(BREAK);
        out.push(format!("{before}{}", parts.next().unwrap_or_default()));
        let below = lines.get(at + 1).filter(|next| is_row(next));
        let bars = match below {
            Some(next) => cut(next, column),
            None => {
                let margin = bare(before).position(|c| !c.is_whitespace());
                cut(before, margin.map_or(0, |margin| margin + 1))
            }
        };
        let blanks = " ".repeat(column.saturating_sub(bare(&bars).count()));
        out.extend(parts.map(|part| format!("{bars}{blanks}{part}")));
    }
    out
}

/// The characters of a line that are not part of colours.
fn bare(line: &str) -> impl Iterator<Item = char> {
    let mut inside = false;
    line.chars().filter(move |c| {
        let shown = !inside && *c != '\u{1b}';
        inside = (inside || *c == '\u{1b}') && *c != 'm';
        shown
    })
}

/// Whether a line belongs to the labels of the line above it.
fn is_row(line: &str) -> bool {
    let first = bare(line).find(|c| *c != ' ');
    matches!(first, Some('\u{2502}' | '|'))
}

/// The first columns of a line, with their colours.
fn cut(line: &str, columns: usize) -> String {
    let mut out = String::new();
    let (mut left, mut inside) = (columns, false);
    for c in line.chars() {
        let colours = inside || c == '\u{1b}';
        inside = colours && c != 'm';
        if !colours {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        out.push(c);
    }
    if out.contains('\u{1b}') {
        out.push_str(RESET);
    }
    out
}

const RESET: &str = "\u{1b}[0m";

#[cfg(test)]
mod tests {
    use super::{broken, joined};

    #[test]
    fn a_broken_message_stands_beside_the_bars_of_others() {
        let lines = [
            "   │  ╰─── \u{10fffb}one\u{10fffc}two",
            "   │ │     ",
            "   │ ╰──── \u{10fffb}three\u{10fffc}four",
            "───╯",
        ];
        let lines = lines.map(str::to_owned).to_vec();
        let wanted = [
            "   │  ╰─── one",
            "   │ │     two",
            "   │ │     ",
            "   │ ╰──── three",
            "   │       four",
            "───╯",
        ];
        assert_eq!(broken(lines), wanted);
    }

    #[test]
    fn a_colour_is_said_once() {
        let line =
            "a\u{1b}[31mb\u{1b}[0m\u{1b}[31mc\u{1b}[0m d\u{1b}[31me\u{1b}[0m\u{1b}[32mf\u{1b}[0m";
        assert_eq!(
            joined(line),
            "a\u{1b}[31mbc\u{1b}[0m d\u{1b}[31me\u{1b}[0m\u{1b}[32mf\u{1b}[0m"
        );
        assert_eq!(joined("plain"), "plain");
    }
}
