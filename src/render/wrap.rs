//! Text of a width.

use unicode_width::UnicodeWidthStr;

/// No text is made narrower than this, however narrow the terminal.
const NARROWEST: usize = 24;

/// The lines of a text, broken between words so that none is wider than `width` columns, except
/// where a word is. `None` breaks nothing. Linear in the text.
pub(super) fn wrapped(text: &str, width: Option<usize>) -> Vec<&str> {
    let Some(width) = width.map(|width| width.max(NARROWEST)) else {
        return vec![text];
    };
    let mut lines = Vec::new();
    // The line that is being filled, and where its last word ends.
    let (mut start, mut end, mut filled) = (0, 0, 0);
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let columns = word.trim_end().width();
        if filled + columns > width && filled > 0 {
            lines.push(text.get(start..end).unwrap_or_default());
            (start, filled) = (at, 0);
        }
        filled += word.width();
        end = at + word.trim_end().len();
        at += word.len();
    }
    lines.push(text.get(start..).unwrap_or_default());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let text = "one two three four five six seven eight nine ten";
        assert_eq!(wrapped(text, None), [text]);
        assert_eq!(wrapped(text, Some(200)), [text]);
        assert_eq!(
            wrapped(text, Some(1)),
            ["one two three four five", "six seven eight nine ten"]
        );
        assert_eq!(wrapped("", Some(30)), [""]);
        let long = "x".repeat(40);
        assert_eq!(wrapped(&long, Some(30)), [&*long]);
        assert_eq!(
            wrapped("日日日日日日日 日日日日日日日", Some(24)),
            ["日日日日日日日", "日日日日日日日"]
        );
    }
}
