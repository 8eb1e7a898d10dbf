//! Characters and the smallest pieces of a selector: blanks, words, numbers, quoted texts.

use std::ops::Range;

use super::problem::{Problem, SYNTAX};

pub(super) type Parsed<T> = Result<T, Box<Problem>>;

/// A place in the text of a selector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte it stands at.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The text from `start` to here.
    pub fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Steps over some bytes.
    pub fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub fn skip_space(&mut self) {
        let rest = self.rest();
        let text = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.at += rest.len() - text.len();
    }

    /// Steps over `token`, if it is next.
    pub fn maybe(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// Steps over blanks and `token`, which must be next.
    pub fn expect(&mut self, token: &str, after: &str) -> Parsed<()> {
        self.skip_space();
        if self.maybe(token) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{token}` {after}")))
        }
    }

    /// Steps over `]->` or its like: its parts must follow one another without blanks.
    pub fn expect_joined(&mut self, token: &str, after: &str) -> Parsed<()> {
        if self.maybe(token) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{token}` {after}")))
        }
    }

    /// The next character; empty at the end.
    pub fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// That something else was expected here.
    pub fn expected(&self, expected: &str) -> Box<Problem> {
        let found = match self.peek() {
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the selector".to_owned(),
        };
        Box::new(
            Problem::new(
                SYNTAX,
                self.here(),
                format!("expected {expected}, found {found}"),
            )
            .here(format!("expected {expected}")),
        )
    }

    /// A word, as identifiers are spelled; `None`, and no step, where there is none.
    pub fn maybe_identifier(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or("");
        if !crate::name::is_identifier(word) {
            return None;
        }
        self.at += end;
        Some(word)
    }

    /// A word that must be here.
    pub fn expect_identifier(&mut self, what: &str) -> Parsed<&'t str> {
        self.maybe_identifier().ok_or_else(|| self.expected(what))
    }

    /// A quoted text, a number, or the id of a shape without a member. Returns the text meant.
    pub fn expect_value(&mut self, what: &str) -> Parsed<&'t str> {
        self.skip_space();
        match self.peek() {
            Some(quote @ ('\'' | '"')) => self.parse_quoted(quote),
            Some('-' | '0'..='9') => self.parse_number(),
            Some('=') => Err(Box::new(self.expected(what).help(
                "a comparator is one of `=` `!=` `^=` `$=` `*=` `?=` `>` `>=` `<` `<=`",
            ))),
            _ => self.parse_shape_id(what),
        }
    }

    fn parse_quoted(&mut self, quote: char) -> Parsed<&'t str> {
        let start = self.at;
        let inside = self.rest().get(1..).unwrap_or("");
        let Some(end) = inside.find(quote) else {
            let problem = Problem::new(
                SYNTAX,
                start..self.text.len(),
                format!("expected a second `{quote}` that closes the text"),
            );
            return Err(Box::new(
                problem.here(format!("this `{quote}` is never closed")),
            ));
        };
        self.at += end + 2;
        Ok(inside.get(..end).unwrap_or(""))
    }

    fn parse_number(&mut self) -> Parsed<&'t str> {
        let start = self.at;
        self.maybe("-");
        self.expect_digits()?;
        if self.maybe(".") {
            self.expect_digits()?;
        }
        if self.maybe("e") || self.maybe("E") {
            let _sign = self.maybe("+") || self.maybe("-");
            self.expect_digits()?;
        }
        Ok(self.since(start))
    }

    fn expect_digits(&mut self) -> Parsed<()> {
        let rest = self.rest();
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() == rest.len() {
            return Err(self.expected("a digit"));
        }
        self.at += rest.len() - digits.len();
        Ok(())
    }

    fn parse_shape_id(&mut self, what: &str) -> Parsed<&'t str> {
        let start = self.at;
        self.expect_identifier(what)?;
        while self.maybe(".") {
            self.expect_identifier("the next part of a namespace")?;
        }
        if self.maybe("#") {
            self.expect_identifier("the name of a shape")?;
        }
        Ok(self.since(start))
    }
}
