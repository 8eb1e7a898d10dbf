//! What strings, text blocks and documentation comments say.
//!
//! They take the source text of one token and give the text that it stands for, with escapes
//! replaced, line breaks normalised to `\n` and, in text blocks, incidental white space removed.
//! Mistakes come with their place inside the token. (Specification: "String values", "Text
//! blocks", "Documentation comment".)

use std::borrow::Cow;
use std::ops::Range;

/// What is wrong inside a string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flaw {
    /// No such escape.
    UnknownEscape,
    /// `\u` without four hexadecimal digits.
    ShortUnicodeEscape,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// A control character.
    ControlCharacter,
    /// A text block whose opening quotes are not followed by a line break.
    NoLineBreak,
}

/// A flaw and its bytes, counted from the start of the token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Flawed {
    /// What is wrong.
    pub(super) flaw: Flaw,
    /// Where.
    pub(super) place: Range<usize>,
}

/// A decoded string and the first thing that is wrong with it. The text is as good as can be in
/// any case.
pub(super) struct Decoded<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) flaw: Option<Flawed>,
}

/// The text of a quoted string; `token` includes its quotes.
pub(super) fn quoted(token: &str, closed: bool) -> Decoded<'_> {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '„' | '«' | '»');
    let content = token.strip_prefix(is_quote).unwrap_or(token);
    let quote = token.len() - content.len();
    let content = if closed {
        content.strip_suffix(is_quote).unwrap_or(content)
    } else {
        content
    };
    let mut writer = Writer::default();
    writer.write(content, quote);
    writer.finish()
}

/// The text of a text block; `token` includes its quotes.
pub(super) fn block(token: &str, closed: bool) -> Decoded<'_> {
    const QUOTES: &str = "\"\"\"";
    let content = token.strip_prefix(QUOTES).unwrap_or(token);
    let content = if closed {
        content.strip_suffix(QUOTES).unwrap_or(content)
    } else {
        content
    };
    let mut writer = Writer::default();
    let Some((first, _)) = lines(content).next() else {
        return writer.finish();
    };
    let has_break = first.len() < content.len();
    if !first.is_empty() || !has_break {
        writer.flaw(Flaw::NoLineBreak, 0..QUOTES.len());
        writer.write(content, QUOTES.len());
        return writer.finish();
    }
    let body: Vec<(&str, usize)> = lines(content).skip(1).collect();
    let last = body.len().saturating_sub(1);
    let margin = body
        .iter()
        .enumerate()
        .filter_map(|(number, (line, _))| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            (blanks < line.len() || number == last).then_some(blanks)
        })
        .min()
        .unwrap_or(0);
    for (number, (line, at)) in body.iter().enumerate() {
        let kept = line.trim_end_matches(' ');
        if let Some(kept) = kept.get(margin..) {
            writer.write(kept, QUOTES.len() + at + margin);
        }
        if number < last {
            writer.line_break();
        }
    }
    writer.finish()
}

/// The text of consecutive documentation comments, which may have blank lines and ordinary
/// comments between them: without the slashes, and without one space behind them.
pub(super) fn documentation(comments: &str) -> String {
    let mut out = String::with_capacity(comments.len());
    let mut first = true;
    for (line, _) in lines(comments) {
        let Some(text) = line
            .trim_start_matches([' ', '\t', ','])
            .strip_prefix("///")
        else {
            continue;
        };
        if !first {
            out.push('\n');
        }
        first = false;
        out.push_str(text.strip_prefix(' ').unwrap_or(text));
    }
    out
}

/// The lines of a text and where they begin. A line ends with `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let start = at?;
        let rest = text.get(start..)?;
        match rest.find(['\r', '\n']) {
            None => {
                at = None;
                Some((rest, start))
            }
            Some(end) => {
                let both = rest.get(end..end + 2) == Some("\r\n");
                at = Some(start + end + if both { 2 } else { 1 });
                Some((rest.get(..end)?, start))
            }
        }
    })
}

#[derive(Default)]
struct Writer {
    out: String,
    flaw: Option<Flawed>,
    /// A backslash stood at the end of the line, so the line break is not written.
    joined: bool,
}

impl Writer {
    fn flaw(&mut self, flaw: Flaw, place: Range<usize>) {
        if self.flaw.is_none() {
            self.flaw = Some(Flawed { flaw, place });
        }
    }

    fn line_break(&mut self) {
        if !std::mem::take(&mut self.joined) {
            self.out.push('\n');
        }
    }

    fn finish<'t>(mut self) -> Decoded<'t> {
        if std::mem::take(&mut self.joined) {
            // Only a string that is not closed can end in a backslash.
            self.out.push('\\');
        }
        Decoded {
            text: Cow::Owned(self.out),
            flaw: self.flaw,
        }
    }

    /// Writes `text`, which stands at `base` in the token, with its escapes replaced.
    fn write(&mut self, text: &str, base: usize) {
        let mut rest = text;
        loop {
            let plain = rest
                .find(|c: char| c == '\\' || (c < ' ' && c != '\t'))
                .unwrap_or(rest.len());
            let (before, special) = rest.split_at(plain);
            self.out.push_str(before);
            let at = base + (text.len() - special.len());
            let mut characters = special.chars();
            match characters.next() {
                None => return,
                Some('\\') => rest = self.escape(characters.as_str(), at),
                Some('\r') => {
                    self.out.push('\n');
                    rest = characters.as_str();
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                Some('\n') => {
                    self.out.push('\n');
                    rest = characters.as_str();
                }
                Some(control) => {
                    self.flaw(Flaw::ControlCharacter, at..at + 1);
                    self.out.push(control);
                    rest = characters.as_str();
                }
            }
        }
    }

    /// Writes what the escape whose backslash stands at `at` means; gives what follows it.
    fn escape<'t>(&mut self, rest: &'t str, at: usize) -> &'t str {
        let mut characters = rest.chars();
        let Some(letter) = characters.next() else {
            // At the end of a line of a text block, or of a string that is not closed.
            self.joined = true;
            return rest;
        };
        let meaning = match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\n' => return characters.as_str(),
            '\r' => {
                let rest = characters.as_str();
                return rest.strip_prefix('\n').unwrap_or(rest);
            }
            'u' => return self.unicode(characters.as_str(), at),
            _ => {
                self.flaw(Flaw::UnknownEscape, at..at + 1 + letter.len_utf8());
                letter
            }
        };
        self.out.push(meaning);
        characters.as_str()
    }

    fn unicode<'t>(&mut self, rest: &'t str, at: usize) -> &'t str {
        let Some((first, after)) = hexadecimal(rest) else {
            let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
            self.flaw(Flaw::ShortUnicodeEscape, at..at + 2 + digits);
            return rest;
        };
        if let Some(character) = char::from_u32(first) {
            self.out.push(character);
            return after;
        }
        let second = after.strip_prefix("\\u").and_then(hexadecimal);
        if let (0xD800..=0xDBFF, Some((second @ 0xDC00..=0xDFFF, after))) = (first, second) {
            let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            self.out
                .push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            return after;
        }
        self.flaw(Flaw::LoneSurrogate, at..at + 6);
        self.out.push(char::REPLACEMENT_CHARACTER);
        after
    }
}

/// The number that the first four characters spell, and what follows them.
fn hexadecimal(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(..4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, text.get(4..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_quoted(token: &str, expected: &str) {
        let decoded = quoted(token, true);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.flaw, None);
    }

    #[track_caller]
    fn check_flaw(token: &str, flaw: Flaw, place: Range<usize>) {
        assert_eq!(quoted(token, true).flaw, Some(Flawed { flaw, place }));
    }

    #[track_caller]
    fn check_block(content: &str, expected: &str) {
        let token = format!("\"\"\"{content}\"\"\"");
        let decoded = block(&token, true);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.flaw, None);
    }

    #[test]
    fn escapes() {
        check_quoted(r#""""#, "");
        check_quoted(r#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz");
        check_quoted(r#""\u00e4\uD83D\ude00""#, "ä😀");
        check_quoted("\"a\\\nb\\\r\nc\"", "abc");
        check_quoted("\"a\r\nb\rc\nd\"", "a\nb\nc\nd");
    }

    #[test]
    fn flaws_have_places() {
        check_flaw(r#""ab\qc""#, Flaw::UnknownEscape, 3..5);
        check_flaw(r#""\u12""#, Flaw::ShortUnicodeEscape, 1..5);
        check_flaw(r#""\uD800\u0041""#, Flaw::LoneSurrogate, 1..7);
        check_flaw(r#""\uDC00""#, Flaw::LoneSurrogate, 1..7);
        check_flaw("\"a\u{1}\"", Flaw::ControlCharacter, 2..3);
    }

    #[test]
    fn text_blocks_lose_their_margin() {
        check_block(
            "\n    Foo\n        Baz\n\n  \n    Bar\n    ",
            "Foo\n    Baz\n\n\nBar\n",
        );
        check_block(
            "\n    Foo\n        Baz\n    Bar\n",
            "    Foo\n        Baz\n    Bar\n",
        );
        check_block(
            "\n    Foo\n        Baz\n    Bar\n            ",
            "Foo\n    Baz\nBar\n",
        );
        check_block("\n    \"hello!\"\n    ", "\"hello!\"\n");
        check_block("\n  <p>Hi\\n  bar</p>  \n  ", "<p>Hi\n  bar</p>\n");
        check_block("\n    Foo\n    Baz \\\n    Bam", "Foo\nBaz Bam");
        check_block("\r\n  a\r\n  b", "a\nb");
        check_block("\n", "");
    }

    #[test]
    fn a_text_block_begins_with_a_line_break() {
        for token in [r#""""""""#, r#""""Hi""""#, "\"\"\"a\n\"\"\""] {
            assert_eq!(block(token, true).flaw.unwrap().flaw, Flaw::NoLineBreak);
        }
    }

    #[test]
    fn documentation_lines_are_joined() {
        assert_eq!(
            documentation("/// a\n///\n    ///  b\n\n// no\n///c"),
            "a\n\n b\nc"
        );
        assert_eq!(documentation("/// a\r\n/// b"), "a\nb");
    }
}
