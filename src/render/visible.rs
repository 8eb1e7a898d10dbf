//! Characters that a terminal would obey instead of show.
//!
//! A model is other people's text. Escape sequences in it could rewrite the screen, and
//! bidirectional controls could make a line read as something it is not, so reports show them.

use std::borrow::Cow;

/// Whether a terminal or a reader's eye would be led astray by the character.
pub fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// One visible character for one deceptive one, so that columns stay what they are.
pub(super) fn picture(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// A text that stays on its line: line breaks, tabs and deceptive characters are written as
/// escapes such as `\n` and `\u{202e}`.
pub fn line(text: &str) -> Cow<'_, str> {
    // Nearly every text; and every text of every report comes through here.
    let plain = |byte: u8| (b' '..=b'~').contains(&byte);
    if text.bytes().all(plain) || !text.contains(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_deceptive(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A text in ASCII: what is not is written as an escape such as `\u{e4}`.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\u{2026}' => out.push_str("..."),
            _ if c.is_ascii() => out.push(c),
            _ => out.extend(c.escape_default()),
        }
    }
    out
}

/// JSON text in which deceptive characters, which stand in strings alone, are written as escapes
/// that mean the same. Line feeds between values stay.
pub(super) fn json(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c != '\n' && is_deceptive(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hidden(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive_characters_are_written_out() {
        assert_eq!(line("plain ä 😀"), "plain ä 😀");
        assert_eq!(line("a\u{1b}[2Jb"), r"a\u{1b}[2Jb");
        assert_eq!(line("a\u{202e}b\n"), r"a\u{202e}b\n");
    }

    #[test]
    fn pictures_are_one_character_each() {
        assert_eq!(picture('\u{1b}'), '␛');
        assert_eq!(picture('\u{7f}'), '␡');
        assert_eq!(picture('\u{202e}'), '\u{fffd}');
    }
}
