//! ECMA 262 regular expressions in the syntax of `regex` and `fancy-regex`.
//!
//! The two dialects look alike and differ in a dozen places: which characters `\d`, `\w`, `\s`,
//! `\b` and `.` stand for, what a class may hold unescaped, where a brace is only a brace. The
//! translation rewrites those and copies the rest. The pattern is known to be valid.

use std::fmt::Write as _;

/// A translated pattern.
#[derive(Debug)]
pub(super) struct Translated {
    /// The pattern.
    pub text: String,
    /// Whether it needs an engine that looks around or refers back.
    pub backtracks: bool,
    /// Whether a text that ECMA 262 accepts may be refused: an unset group matches nothing here.
    pub inexact: bool,
}

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
const SPACE: &str =
    r"\t\n\x0B\f\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Translates a valid pattern; `None` where the other dialect has no way to say it. Linear.
pub(super) fn translate(pattern: &str) -> Option<Translated> {
    let mut translator = Translator {
        rest: pattern,
        out: Translated {
            text: String::with_capacity(pattern.len() + 16),
            backtracks: false,
            inexact: false,
        },
        repeatable: false,
        may_skip_groups: pattern.contains(['|', '?', '*', '{']),
    };
    while let Some(c) = translator.next() {
        translator.term(c)?;
    }
    Some(translator.out)
}

struct Translator<'p> {
    rest: &'p str,
    out: Translated,
    /// Whether something stands before that a brace could repeat.
    repeatable: bool,
    /// Whether a match may leave a group unset: something is optional, or one of several.
    may_skip_groups: bool,
}

/// What an escape stands for.
enum Escape {
    Character(char),
    /// The inside of a class, and whether it is negated.
    Set(&'static str, bool),
    /// A property, to be copied.
    Property(String),
}

impl Translator<'_> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let c = characters.next()?;
        self.rest = characters.as_str();
        Some(c)
    }

    fn maybe(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn push(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    fn literal(&mut self, c: char) {
        let escaped = regex::escape(c.encode_utf8(&mut [0; 4]));
        self.out.text.push_str(&escaped);
    }

    fn term(&mut self, c: char) -> Option<()> {
        let mut repeatable = true;
        match c {
            '.' => self.push(r"[^\n\r\x{2028}\x{2029}]"),
            '[' => self.class()?,
            '\\' => self.escape_outside()?,
            '(' => {
                self.group()?;
                repeatable = false;
            }
            '{' => {
                if self.repeatable && self.repetition() {
                    repeatable = false;
                } else {
                    self.push(r"\{");
                }
            }
            '}' | ']' => self.literal(c),
            '*' | '+' | '?' => {
                self.out.text.push(c);
                repeatable = false;
                self.maybe_lazy();
            }
            '|' | '^' => {
                self.out.text.push(c);
                repeatable = false;
            }
            // In `fancy-regex` as in `regex`, `$` without flags is the very end of the text.
            '$' => {
                self.out.text.push('$');
                repeatable = false;
            }
            ')' => self.out.text.push(')'),
            c => self.literal(c),
        }
        self.repeatable = repeatable;
        Some(())
    }

    fn maybe_lazy(&mut self) {
        if self.maybe("?") {
            self.out.text.push('?');
        }
    }

    /// `{n}`, `{n,}` or `{n,m}` after an opening brace that was read.
    fn repetition(&mut self) -> bool {
        let Some((inside, rest)) = self.rest.split_once('}') else {
            return false;
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let valid = match inside.split_once(',') {
            None => digits(inside),
            Some((low, high)) => digits(low) && (high.is_empty() || digits(high)),
        };
        if valid {
            let _ = write!(self.out.text, "{{{inside}}}");
            self.rest = rest;
            self.maybe_lazy();
        }
        valid
    }

    /// After an opening parenthesis.
    fn group(&mut self) -> Option<()> {
        for token in ["?=", "?!", "?<=", "?<!"] {
            if self.maybe(token) {
                self.out.backtracks = true;
                self.push("(");
                self.push(token);
                return Some(());
            }
        }
        if self.maybe("?:") {
            self.push("(?:");
        } else if self.maybe("?<") {
            let (name, rest) = self.rest.split_once('>')?;
            let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if !plain {
                return None;
            }
            let _ = write!(self.out.text, "(?<{name}>");
            self.rest = rest;
        } else if self.rest.starts_with('?') {
            return None;
        } else {
            self.push("(");
        }
        Some(())
    }

    fn escape_outside(&mut self) -> Option<()> {
        match self.rest.chars().next()? {
            'b' | 'B' => {
                // The ASCII boundary, and not the one of Unicode. What is no ASCII boundary may lie
                // inside a character for `regex`, so that is said by looking around.
                if self.next()? == 'b' {
                    self.push(r"(?-u:\b)");
                } else {
                    let _ = write!(
                        self.out.text,
                        "(?:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))"
                    );
                    self.out.backtracks = true;
                }
                return Some(());
            }
            '1'..='9' => {
                let end = self
                    .rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(self.rest.len());
                let (number, rest) = self.rest.split_at_checked(end)?;
                let _ = write!(self.out.text, r"(?:\{number})");
                self.rest = rest;
                self.out.backtracks = true;
                self.out.inexact = self.may_skip_groups;
                return Some(());
            }
            'k' => {
                let (name, rest) = self.rest.strip_prefix("k<")?.split_once('>')?;
                let _ = write!(self.out.text, r"\k<{name}>");
                self.rest = rest;
                self.out.backtracks = true;
                self.out.inexact = self.may_skip_groups;
                return Some(());
            }
            _ => {}
        }
        match self.escape()? {
            Escape::Character(c) => self.literal(c),
            Escape::Set(set, negated) => {
                let not = if negated { "^" } else { "" };
                let _ = write!(self.out.text, "[{not}{set}]");
            }
            Escape::Property(property) => self.push(&property),
        }
        Some(())
    }

    /// After a backslash, inside or outside of a class.
    fn escape(&mut self) -> Option<Escape> {
        let c = self.next()?;
        Some(match c {
            'd' => Escape::Set(DIGIT, false),
            'D' => Escape::Set(DIGIT, true),
            'w' => Escape::Set(WORD, false),
            'W' => Escape::Set(WORD, true),
            's' => Escape::Set(SPACE, false),
            'S' => Escape::Set(SPACE, true),
            't' => Escape::Character('\t'),
            'n' => Escape::Character('\n'),
            'v' => Escape::Character('\u{b}'),
            'f' => Escape::Character('\u{c}'),
            'r' => Escape::Character('\r'),
            '0' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => Escape::Character('\0'),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                Escape::Character(char::from(letter as u8 % 32))
            }
            'x' => Escape::Character(char::from_u32(self.hex(2)?)?),
            'u' => Escape::Character(self.unicode()?),
            'p' | 'P' => {
                let (name, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                let property = format!(r"\{c}{{{name}}}");
                self.rest = rest;
                Escape::Property(property)
            }
            '1'..='9' | 'k' | '0' => return None,
            c => Escape::Character(c),
        })
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let (text, rest) = self.rest.split_at_checked(digits)?;
        let all = text.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(text, 16).ok().filter(|_| all)?;
        self.rest = rest;
        Some(number)
    }

    fn unicode(&mut self) -> Option<char> {
        if let Some(rest) = self.rest.strip_prefix('{') {
            let (text, rest) = rest.split_once('}')?;
            let number = u32::from_str_radix(text, 16).ok()?;
            self.rest = rest;
            return char::from_u32(number);
        }
        let high = self.hex(4)?;
        if let Some(c) = char::from_u32(high) {
            return Some(c);
        }
        // A surrogate: it means something only together with the other half.
        self.rest = self.rest.strip_prefix(r"\u")?;
        let low = self.hex(4)?;
        let is_pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
        is_pair.then(|| char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)))?
    }

    /// After an opening bracket.
    fn class(&mut self) -> Option<()> {
        let negated = self.maybe("^");
        if self.maybe("]") {
            // `[^]` is any character and `[]` is none.
            self.push(if negated {
                r"(?s:.)"
            } else {
                r"[^\x00-\x{10FFFF}]"
            });
            return Some(());
        }
        self.push(if negated { "[^" } else { "[" });
        loop {
            match self.next()? {
                ']' => break,
                c => self.class_atom(c)?,
            }
        }
        self.push("]");
        Some(())
    }

    fn class_atom(&mut self, c: char) -> Option<()> {
        let Some(low) = self.class_character(c)? else {
            return Some(());
        };
        self.class_literal(low);
        let ranged = self
            .rest
            .strip_prefix('-')
            .filter(|rest| !rest.starts_with(']'));
        let Some(rest) = ranged else {
            return Some(());
        };
        self.rest = rest;
        let c = self.next()?;
        // Without the `u` flag `[a-\d]` is `a`, `-` and the digits.
        let mark = self.out.text.len();
        match self.class_character(c)? {
            Some(high) => {
                self.out.text.push('-');
                self.class_literal(high);
            }
            None => self.out.text.insert_str(mark, r"\-"),
        }
        Some(())
    }

    /// The character that an atom of a class stands for; `None` inside where it was a set, which
    /// has been written.
    fn class_character(&mut self, c: char) -> Option<Option<char>> {
        if c != '\\' {
            return Some(Some(c));
        }
        if self.maybe("b") {
            return Some(Some('\u{8}'));
        }
        Some(match self.escape()? {
            Escape::Character(c) => Some(c),
            Escape::Set(set, false) => {
                self.push(set);
                None
            }
            Escape::Set(set, true) => {
                let _ = write!(self.out.text, "[^{set}]");
                None
            }
            Escape::Property(property) => {
                self.push(&property);
                None
            }
        })
    }

    fn class_literal(&mut self, c: char) {
        if c.is_ascii() && !c.is_ascii_alphanumeric() || c.is_control() {
            let _ = write!(self.out.text, r"\x{{{:X}}}", c as u32);
        } else {
            self.out.text.push(c);
        }
    }
}
