//! Python literals: the one way by which text of a model enters emitted code.
//!
//! Holds the escape of strings and docstrings and the writing of numbers and bytes. It must not
//! know what the text means. Whatever goes in, what comes out is exactly one literal, already in
//! the form that `ruff format` keeps.

use std::fmt::Write;

use crate::node::Number;

/// A string literal with the value `text`, in the quotes that need fewer escapes.
pub fn py_string(text: &str) -> String {
    let double = text.matches('"').count();
    let single = text.matches('\'').count();
    let quote = if double > single { '\'' } else { '"' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(quote);
            }
            _ => push_visible(&mut out, character),
        }
    }
    out.push(quote);
    out
}

/// A bytes literal.
pub fn py_bytes(bytes: &[u8]) -> String {
    let double = bytes.iter().filter(|byte| **byte == b'"').count();
    let single = bytes.iter().filter(|byte| **byte == b'\'').count();
    let quote = if double > single { b'\'' } else { b'"' };
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(char::from(quote));
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ if *byte == quote => {
                out.push('\\');
                out.push(char::from(quote));
            }
            0x20..=0x7e => out.push(char::from(*byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(char::from(quote));
    out
}

/// `True` or `False`.
pub fn py_bool(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// An integer literal; `None` where the number is not whole or is beyond 64 bits and not written
/// as an integer.
pub fn py_int(number: &Number) -> Option<String> {
    if number.is_integer_literal() {
        let text = number.as_str();
        // Python refuses leading zeros, which the grammar of numbers refuses too; `-0` is 0.
        return Some(if text == "-0" {
            "0".into()
        } else {
            text.into()
        });
    }
    number.as_i64().map(|value| value.to_string())
}

/// A float literal; `None` where the number is too large for a double.
pub fn py_float(number: &Number) -> Option<String> {
    let value = number.as_f64();
    if !value.is_finite() {
        return None;
    }
    let mut text = format!("{value:?}");
    // Rust writes `1e16` where Python reads it as a float all the same.
    if !text.contains(['.', 'e']) {
        text.push_str(".0");
    }
    Some(text)
}

/// One line of a docstring: backslashes and triple quotes are escaped, and what is invisible or
/// would reorder the text is written as an escape.
pub fn docstring_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' => {
                let mut count = 1;
                while rest.next_if_eq(&'"').is_some() {
                    count += 1;
                }
                let quote = if count > 2 { "\\\"" } else { "\"" };
                for _ in 0..count {
                    out.push_str(quote);
                }
            }
            '\\' => out.push_str("\\\\"),
            '\t' | '\u{a0}' => out.push(' '),
            _ => push_visible(&mut out, character),
        }
    }
    out
}

fn push_visible(out: &mut String, character: char) {
    if is_plain(character) {
        out.push(character);
        return;
    }
    let code = u32::from(character);
    let _ = if code <= 0xff {
        write!(out, "\\x{code:02x}")
    } else if code <= 0xffff {
        write!(out, "\\u{code:04x}")
    } else {
        write!(out, "\\U{code:08x}")
    };
}

/// Whether a character can stand in source text as it is: it is visible, it does not reorder or
/// join its neighbours, and no tool takes it for a line end.
pub fn is_plain(character: char) -> bool {
    match u32::from(character) {
        0x20..=0x7e => true,
        // Latin-1 without controls, the no-break space and the soft hyphen.
        0xa1..=0xac | 0xae..=0xff => true,
        0..=0xa0 | 0xad => false,
        // The combining grapheme joiner; Arabic letter mark; Hangul fillers; Mongolian selectors.
        0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f => false,
        // Spaces of unusual width, joiners, marks of direction, separators, invisible operators.
        0x1680 | 0x2000..=0x200f | 0x2028..=0x202f | 0x205f..=0x206f | 0x3000 | 0x3164 => false,
        // Surrogates cannot occur; private use, variation selectors, byte order mark, specials.
        0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xffff => false,
        // Invisible scripts' controls, musical controls, tags, supplementary private use.
        0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000.. => false,
        code => code & 0xfffe != 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_are_quoted_as_ruff_does() {
        assert_eq!(py_string("a"), r#""a""#);
        assert_eq!(py_string(r#"say "hi""#), r#"'say "hi"'"#);
        assert_eq!(py_string(r#"it's "so""#), r#"'it\'s "so"'"#);
        assert_eq!(py_string(r#"it's "#), r#""it's ""#);
        assert_eq!(py_string("a\\\n\u{202e}\u{7}é"), r#""a\\\n\u202e\x07é""#);
        assert_eq!(py_string("\u{e0001}"), r#""\U000e0001""#);
    }

    #[test]
    fn numbers_keep_their_value() {
        let int = |text: &str| py_int(&Number::from_text(text));
        let float = |text: &str| py_float(&Number::from_text(text));
        assert_eq!(int("1e2").as_deref(), Some("100"));
        assert_eq!(
            int("123456789012345678901"),
            Some("123456789012345678901".into())
        );
        assert_eq!(int("1.5"), None);
        assert_eq!(float("1").as_deref(), Some("1.0"));
        assert_eq!(float("1e400"), None);
        assert_eq!(float("1e300").as_deref(), Some("1e300"));
        assert_eq!(py_bytes(b"a\x00\"'"), "b\"a\\x00\\\"'\"");
    }

    /// Whether `text` is one short Python string literal from its first to its last character.
    fn is_one_literal(text: &str) -> bool {
        let mut characters = text.chars();
        let Some(quote) = characters.next() else {
            return false;
        };
        loop {
            match characters.next() {
                Some('\\') => {
                    characters.next();
                }
                Some('\n' | '\r') | None => return false,
                Some(character) if character == quote => return characters.next().is_none(),
                Some(_) => {}
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_one_literal(text in any::<String>()) {
            prop_assert!(is_one_literal(&py_string(&text)));
        }

        #[test]
        fn no_docstring_line_ends_the_docstring(text in r#"[\\"'a\n\x00-\x20]{0,20}"#) {
            let line = docstring_line(&text.replace('\n', " "));
            let mut characters = line.chars();
            let mut quotes = 0;
            while let Some(character) = characters.next() {
                quotes = if character == '"' { quotes + 1 } else { 0 };
                if character == '\\' {
                    prop_assert!(characters.next().is_some());
                }
                prop_assert!(quotes < 3);
            }
        }
    }
}
