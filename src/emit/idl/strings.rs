//! Text in quotes and in documentation comments.
//!
//! Whatever a text holds, what is written for it ends where it should: quotes and backslashes are
//! escaped, and so is every control character. Only what a comment can hold whole goes into one.

use std::fmt::Write;

/// Which characters are escaped, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quoting {
    /// As in values of the IDL.
    Idl,
    /// As in JSON, which is how the values of defaults and enums are written.
    Json,
}

/// Writes a text in quotes.
pub(super) fn quote(out: &mut String, text: &str, quoting: Quoting) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c| is_escaped(c, quoting)) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        if let Some(special) = characters.next() {
            escape(out, special, quoting);
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn is_escaped(c: char, quoting: Quoting) -> bool {
    match quoting {
        _ if matches!(c, '"' | '\\') => true,
        Quoting::Idl => c.is_control(),
        // JavaScript takes the two separators for line breaks.
        Quoting::Json => c < ' ' || matches!(c, '\u{2028}' | '\u{2029}'),
    }
}

fn escape(out: &mut String, c: char, quoting: Quoting) {
    let short = match c {
        '"' | '\\' => c,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{8}' if quoting == Quoting::Idl => 'b',
        '\u{c}' if quoting == Quoting::Idl => 'f',
        _ => {
            // Every character that is escaped lies in the basic plane. Writing to a string
            // cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
            return;
        }
    };
    out.push('\\');
    out.push(short);
}

/// Whether a text can be written as a documentation comment: every character but a line break
/// has to stand in a line as it is.
pub(super) fn fits_comment(text: &str) -> bool {
    text.chars()
        .all(|c| !c.is_control() || matches!(c, '\n' | '\t'))
}

/// Writes a text that fits as a documentation comment, with a line break behind it.
pub(super) fn comment(out: &mut String, text: &str) {
    for line in text.split('\n') {
        out.push_str("/// ");
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, quoting: Quoting) -> String {
        let mut out = String::new();
        quote(&mut out, text, quoting);
        out
    }

    #[test]
    fn quotes_hold_what_is_between_them() {
        let all = "a\"\\\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}\u{85}\u{2028}/é😀";
        assert_eq!(
            quoted(all, Quoting::Idl),
            "\"a\\\"\\\\\\n\\r\\t\\b\\f\\u0000\\u001f\\u007f\\u0085\u{2028}/é😀\""
        );
        assert_eq!(
            quoted(all, Quoting::Json),
            "\"a\\\"\\\\\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u{7f}\u{85}\\u2028/é😀\""
        );
    }

    #[test]
    fn comments_hold_lines_only() {
        assert!(fits_comment("a\n\n\tb \u{2028}"));
        for text in ["a\r", "\u{0}", "\u{b}", "\u{85}"] {
            assert!(!fits_comment(text), "{text:?}");
        }
        let mut out = String::new();
        comment(&mut out, "a\n\n b\n");
        assert_eq!(out, "/// a\n/// \n///  b\n/// \n");
    }
}
