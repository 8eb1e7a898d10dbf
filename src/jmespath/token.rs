//! Text → tokens.

use std::ops::Range;

use crate::node::Node;

use super::problem::SyntaxError;
use super::{literal, tree::Comparator};

/// A token and the bytes it covers.
#[derive(Debug)]
pub(super) struct Token {
    pub at: Range<usize>,
    pub kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    End,
    /// `name`.
    Name(Box<str>),
    /// `"name"`, which cannot be the name of a function.
    QuotedName(Box<str>),
    Literal(Node),
    Number(i64),
    Dot,
    Star,
    Current,
    Comma,
    Colon,
    Pipe,
    Or,
    And,
    Reference,
    Not,
    Compare(Comparator),
    /// `[]`
    Flatten,
    /// `[?`
    Filter,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    OpenParenthesis,
    CloseParenthesis,
}

impl Kind {
    /// How tightly it binds to what stands left of it; 0 for what does not continue an expression.
    pub fn power(&self) -> u8 {
        match self {
            Self::Pipe => 1,
            Self::Or => 2,
            Self::And => 3,
            Self::Compare(_) => 5,
            Self::Flatten => 9,
            Self::Star => 20,
            Self::Filter => 21,
            Self::Dot => 40,
            Self::Not => 45,
            Self::OpenBrace => 50,
            Self::OpenBracket => 55,
            Self::OpenParenthesis => 60,
            _ => 0,
        }
    }

    /// As messages call it.
    pub fn describe(&self) -> String {
        let text = match self {
            Self::End => return "the end of the expression".to_owned(),
            Self::Name(name) => return format!("the name `{name}`"),
            Self::QuotedName(_) => return "a quoted name".to_owned(),
            Self::Literal(_) => return "a literal".to_owned(),
            Self::Number(_) => return "a number".to_owned(),
            Self::Dot => ".",
            Self::Star => "*",
            Self::Current => "@",
            Self::Comma => ",",
            Self::Colon => ":",
            Self::Pipe => "|",
            Self::Or => "||",
            Self::And => "&&",
            Self::Reference => "&",
            Self::Not => "!",
            Self::Compare(comparator) => comparator.as_str(),
            Self::Flatten => "[]",
            Self::Filter => "[?",
            Self::OpenBracket => "[",
            Self::CloseBracket => "]",
            Self::OpenBrace => "{",
            Self::CloseBrace => "}",
            Self::OpenParenthesis => "(",
            Self::CloseParenthesis => ")",
        };
        format!("`{text}`")
    }
}

/// Cuts a text into tokens; the last one is [`Kind::End`]. Linear in the text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    tokens.push(Token {
        at: text.len()..text.len(),
        kind: Kind::End,
    });
    Ok(tokens)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl Lexer<'_> {
    fn byte(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + offset).copied()
    }

    fn next(&mut self) -> Result<Option<Token>, SyntaxError> {
        while matches!(self.byte(0), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        let Some(first) = self.byte(0) else {
            return Ok(None);
        };
        let second = self.byte(1);
        let start = self.at;
        let (length, kind) = match (first, second) {
            (b'a'..=b'z' | b'A'..=b'Z' | b'_', _) => {
                let length = self.run(|b| b.is_ascii_alphanumeric() || b == b'_');
                (length, Kind::Name(self.slice(start, length).into()))
            }
            (b'-' | b'0'..=b'9', _) => self.number()?,
            (b'"', _) => self.quoted()?,
            (b'\'', _) => self.raw()?,
            (b'`', _) => self.literal()?,
            (b'|', Some(b'|')) => (2, Kind::Or),
            (b'|', _) => (1, Kind::Pipe),
            (b'&', Some(b'&')) => (2, Kind::And),
            (b'&', _) => (1, Kind::Reference),
            (b'=', Some(b'=')) => (2, Kind::Compare(Comparator::Equal)),
            (b'!', Some(b'=')) => (2, Kind::Compare(Comparator::NotEqual)),
            (b'!', _) => (1, Kind::Not),
            (b'<', Some(b'=')) => (2, Kind::Compare(Comparator::LessOrEqual)),
            (b'<', _) => (1, Kind::Compare(Comparator::Less)),
            (b'>', Some(b'=')) => (2, Kind::Compare(Comparator::GreaterOrEqual)),
            (b'>', _) => (1, Kind::Compare(Comparator::Greater)),
            (b'[', Some(b']')) => (2, Kind::Flatten),
            (b'[', Some(b'?')) => (2, Kind::Filter),
            (b'[', _) => (1, Kind::OpenBracket),
            (b']', _) => (1, Kind::CloseBracket),
            (b'{', _) => (1, Kind::OpenBrace),
            (b'}', _) => (1, Kind::CloseBrace),
            (b'(', _) => (1, Kind::OpenParenthesis),
            (b')', _) => (1, Kind::CloseParenthesis),
            (b'.', _) => (1, Kind::Dot),
            (b'*', _) => (1, Kind::Star),
            (b'@', _) => (1, Kind::Current),
            (b',', _) => (1, Kind::Comma),
            (b':', _) => (1, Kind::Colon),
            (b'=', _) => {
                return Err(SyntaxError::new(
                    start..start + 1,
                    "`=` is no operator of JMESPath",
                    "not an operator",
                )
                .help("equality is written `==`"));
            }
            _ => {
                let found = self.text.get(start..).and_then(|rest| rest.chars().next());
                let found = found.unwrap_or(char::REPLACEMENT_CHARACTER);
                return Err(SyntaxError::new(
                    start..start + found.len_utf8(),
                    format!(
                        "the character `{}` means nothing here",
                        found.escape_debug()
                    ),
                    "unexpected character",
                )
                .help(
                    "names with other characters than letters, digits and `_` are quoted: `\"…\"`",
                ));
            }
        };
        self.at = start + length;
        Ok(Some(Token {
            at: start..self.at,
            kind,
        }))
    }

    fn slice(&self, start: usize, length: usize) -> &str {
        self.text.get(start..start + length).unwrap_or_default()
    }

    /// The length of the run of such bytes from here on.
    fn run(&self, matches: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| !matches(*byte));
        end.unwrap_or(rest.len())
    }

    fn number(&self) -> Result<(usize, Kind), SyntaxError> {
        let start = self.at;
        let length = self.run(|b| b.is_ascii_digit() || b == b'-');
        let text = self.slice(start, length);
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || digits.contains('-') {
            return Err(SyntaxError::new(
                start..start + length,
                "`-` stands before the digits of an index only",
                "not a number",
            ));
        }
        match text.parse() {
            Ok(number) => Ok((length, Kind::Number(number))),
            Err(_) => Err(SyntaxError::new(
                start..start + length,
                "this index is too large",
                "beyond 64 bits",
            )),
        }
    }

    /// The length up to and with the next `quote` that no backslash stands before; `None` where
    /// there is none.
    fn until(&self, quote: u8) -> Option<usize> {
        let mut length = 1;
        loop {
            match self.byte(length)? {
                b'\\' => length += 2,
                byte if byte == quote => return Some(length + 1),
                _ => length += 1,
            }
        }
    }

    fn unclosed(&self, what: &str, quote: char) -> SyntaxError {
        SyntaxError::new(
            self.at..self.at + 1,
            format!("{what} is not closed"),
            "opened here",
        )
        .help(match quote {
            '`' => "add the closing backtick".to_owned(),
            quote => format!("add the closing `{quote}`"),
        })
    }

    fn quoted(&self) -> Result<(usize, Kind), SyntaxError> {
        let length = self
            .until(b'"')
            .ok_or_else(|| self.unclosed("the quoted name", '"'))?;
        let node = literal::parse(self.slice(self.at, length), self.at)?;
        let name = node.as_str().unwrap_or_default();
        Ok((length, Kind::QuotedName(name.into())))
    }

    fn raw(&self) -> Result<(usize, Kind), SyntaxError> {
        let length = self
            .until(b'\'')
            .ok_or_else(|| self.unclosed("the string", '\''))?;
        let inner = self.slice(self.at + 1, length - 2);
        // A backslash escapes quotes only, and stays before anything else.
        let text = unescape(inner, '\'');
        let span = literal::span(self.at, length);
        Ok((length, Kind::Literal(Node::string(text, span))))
    }

    fn literal(&self) -> Result<(usize, Kind), SyntaxError> {
        let length = self
            .until(b'`')
            .ok_or_else(|| self.unclosed("the literal", '`'))?;
        let inner = self.slice(self.at + 1, length - 2);
        let text = unescape(inner, '`');
        let node = literal::parse(&text, self.at + 1)?;
        Ok((length, Kind::Literal(node)))
    }
}

/// Takes the backslash from before each `quote`, and no other.
fn unescape(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match characters.next() {
            Some(next) if next == quote => out.push(next),
            Some(next) => out.extend([c, next]),
            None => out.push(c),
        }
    }
    out
}
