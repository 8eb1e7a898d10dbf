//! Lays out values and traits.
//!
//! A bracket is written on one line or with every element on a line of its own. It is spread
//! where something in it asks for that, where it is wider than a line, and, unless the group
//! around it has been settled to be on one line, where it does not fit behind what stands before
//! it on its line. Every function takes the piece that it begins with and gives the piece behind.

use crate::syntax::token::Kind;

use super::file::Layout;
use super::pieces::Facts;
use super::writer::{WIDTH, bare_key, string_width, width};

/// What stands in a bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Values.
    Values,
    /// Entries.
    Entries,
    /// Properties of a service or resource, some of which are always spread.
    Properties,
    /// The argument of a trait.
    Argument,
    /// Mixins.
    Mixins,
    /// The errors of an operation.
    Errors,
}

/// When a bracket is spread.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    /// Where something in it asks for it.
    Asked,
    /// There, and where it is wider than a line.
    TooWide,
    /// Where there is anything in it.
    NotEmpty,
}

/// The properties of services and resources whose lists are always spread, and those whose
/// objects are.
const SPREAD_LISTS: [&str; 4] = ["resources", "operations", "collectionOperations", "errors"];
const SPREAD_OBJECTS: [&str; 3] = ["identifiers", "properties", "rename"];

impl Layout<'_, '_> {
    /// Any value.
    pub(super) fn value(&mut self, at: usize) -> usize {
        self.value_in(at, Spread::TooWide)
    }

    fn value_in(&mut self, at: usize, object: Spread) -> usize {
        match self.pieces.kind(at) {
            Kind::LeftBracket => self.bracket(at, Content::Values, Spread::TooWide),
            Kind::LeftBrace => self.bracket(at, Content::Entries, object),
            _ => {
                self.scalar(at);
                at + 1
            }
        }
    }

    fn scalar(&mut self, at: usize) {
        let text = self.pieces.text(at);
        match self.pieces.kind(at) {
            Kind::String => self.writer.string(text),
            Kind::TextBlock => self.writer.text_block(text),
            // A keyword may be the name of a mixin or an operation, too.
            kind if kind.is_name() => self.id(at),
            _ => self.writer.text(text),
        }
    }

    /// A shape id, which may use a `use` statement.
    pub(super) fn id(&mut self, at: usize) {
        let text = self.pieces.text(at);
        self.writer.text(text);
        if matches!(self.pieces.kind(at), Kind::Identifier | Kind::MemberId) {
            let name = text.split('$').next().unwrap_or(text);
            self.used(name);
        }
    }

    /// A key, without quotes that it does not need.
    pub(super) fn key(&mut self, at: usize) {
        let key = bare_key(self.pieces.text(at));
        self.writer.string(key);
    }

    /// A bracket with its content.
    pub(super) fn bracket(&mut self, open: usize, content: Content, spread: Spread) -> usize {
        let close = self.pieces.close(open);
        let comments = !self.pieces.inside(open, close).is_empty();
        let empty = close <= open + 1 && !comments;
        let asked = self.pieces.get(open).has(Facts::SPREAD)
            || content == Content::Mixins && !self.pieces.before(open).is_empty();
        let padded = self.pieces.kind(open) == Kind::LeftBrace;
        self.writer.text(self.pieces.text(open));
        if empty {
            self.writer.text(self.pieces.text(close));
            return close + 1;
        }
        let mut spread = match spread {
            Spread::NotEmpty => true,
            Spread::Asked | Spread::TooWide if asked => true,
            Spread::TooWide => self.flat_width(open) > WIDTH,
            Spread::Asked => false,
        };
        // Nothing but scalars is left here. A single one without padding has nowhere to break.
        if !spread && !self.writer.flat {
            let alone = !padded && self.count(open) < 2;
            spread = !alone && !self.writer.fits(self.flat_width(open) - 1);
        }
        if spread {
            self.writer.enter();
            self.elements(open, content);
            self.writer.leave();
        } else {
            self.joined(open, padded);
        }
        self.writer.text(self.pieces.text(close));
        close + 1
    }

    /// What stands in a bracket, a line each.
    pub(super) fn elements(&mut self, open: usize, content: Content) {
        let close = self.pieces.close(open);
        let mut at = open + 1;
        let mut first = true;
        if content == Content::Mixins {
            for comment in self.pieces.before(open) {
                if !std::mem::take(&mut first) {
                    self.writer.line();
                }
                self.comment(comment);
            }
        }
        loop {
            for comment in self.pieces.before(at) {
                if !std::mem::take(&mut first) {
                    self.writer.line();
                }
                self.comment_in(comment, content);
            }
            if at >= close {
                return;
            }
            if !std::mem::take(&mut first) {
                self.writer.line();
            }
            at = match content {
                Content::Values => self.value_in(at, Spread::NotEmpty),
                Content::Entries => self.entry(at, content),
                Content::Properties => self.property(at),
                Content::Argument | Content::Mixins | Content::Errors => self.value(at),
            };
        }
    }

    /// A comment in a bracket. A `///` that documents nothing keeps its slashes outside of values,
    /// as the reference has it: it could not come to document anything there.
    fn comment_in(&mut self, comment: usize, content: Content) {
        match content {
            Content::Properties | Content::Errors => self.slashed_comment(comment),
            _ => self.comment(comment),
        }
    }

    /// Scalars, or keys and scalars, on one line.
    fn joined(&mut self, open: usize, padded: bool) {
        let close = self.pieces.close(open);
        if padded {
            self.writer.text(" ");
        }
        let mut at = open + 1;
        while at < close {
            if at > open + 1 {
                self.writer.text(", ");
            }
            if self.pieces.kind(at + 1) == Kind::Colon {
                self.key(at);
                self.writer.text(": ");
                at += 2;
            }
            self.scalar(at);
            at += 1;
        }
        if padded {
            self.writer.text(" ");
        }
    }

    /// How many elements a bracket has that holds scalars only.
    fn count(&self, open: usize) -> usize {
        let inside = open + 1..self.pieces.close(open);
        let keyed = self.pieces.kind(open + 2) == Kind::Colon;
        if keyed {
            inside.len() / 3
        } else {
            inside.len()
        }
    }

    /// How wide a bracket is that holds scalars only, when it is on one line.
    fn flat_width(&self, open: usize) -> usize {
        let close = self.pieces.close(open);
        let padded = self.pieces.kind(open) == Kind::LeftBrace;
        let mut sum = 2 + 2 * usize::from(padded && close > open + 1);
        let mut at = open + 1;
        while at < close {
            if at > open + 1 {
                sum += ", ".len();
            }
            if self.pieces.kind(at + 1) == Kind::Colon {
                sum += string_width(bare_key(self.pieces.text(at))) + ": ".len();
                at += 2;
            }
            sum += match self.pieces.kind(at) {
                Kind::String => string_width(self.pieces.text(at)),
                _ => width(self.pieces.text(at)),
            };
            at += 1;
        }
        sum
    }

    /// `key: value`.
    fn entry(&mut self, at: usize, content: Content) -> usize {
        let value = self.entry_head(at, content);
        let block = self.pieces.kind(value) == Kind::TextBlock;
        if block {
            self.writer.deeper();
        }
        let next = self.value(value);
        if block {
            self.writer.shallower();
        }
        next
    }

    /// The key and colon of an entry, and before them, on lines of their own, the comments that
    /// stand within. Gives the piece of the value.
    fn entry_head(&mut self, at: usize, content: Content) -> usize {
        for comment in self.pieces.inside(at, at + 2) {
            self.comment_in(comment, content);
            self.writer.line();
        }
        self.key(at);
        self.writer.text(": ");
        at + 2
    }

    /// A property of a service or resource.
    fn property(&mut self, at: usize) -> usize {
        let key = bare_key(self.pieces.text(at));
        match self.pieces.kind(at + 2) {
            Kind::LeftBracket if SPREAD_LISTS.contains(&key) => {
                let value = self.entry_head(at, Content::Properties);
                self.bracket(value, Content::Values, Spread::NotEmpty)
            }
            Kind::LeftBrace if SPREAD_OBJECTS.contains(&key) => {
                let value = self.entry_head(at, Content::Properties);
                self.bracket(value, Content::Entries, Spread::NotEmpty)
            }
            _ => self.entry(at, Content::Properties),
        }
    }

    /// The body of a service or resource, behind its name. It may begin on a new line.
    pub(super) fn entity_body(&mut self, open: usize) -> usize {
        let close = self.pieces.close(open);
        let head = if self.pieces.get(open).has(Facts::SPREAD) {
            " {".len()
        } else if close == open + 1 {
            " {}".len()
        } else {
            1 + self.flat_width(open)
        };
        self.group(head, |layout| {
            layout.bracket(open, Content::Properties, Spread::Asked)
        })
    }

    /// Something that stands behind a blank, all on one line up to `head` columns from here, or
    /// else on the next line.
    pub(super) fn group(&mut self, head: usize, write: impl FnOnce(&mut Self) -> usize) -> usize {
        let outer = self.writer.flat;
        self.writer.flat = outer || self.writer.fits(head);
        if self.writer.flat {
            self.writer.text(" ");
        } else {
            self.writer.line();
        }
        let next = write(self);
        self.writer.flat = outer;
        next
    }

    /// Traits, each on a line of its own as are the comments behind them. Ends the line.
    pub(super) fn traits(&mut self, at: usize) -> usize {
        let mut at = at;
        while self.pieces.kind(at) == Kind::At {
            self.raise(at, at + 1);
            at = self.application(at);
            self.writer.line();
            for comment in self.pieces.before(at) {
                self.comment(comment);
                self.writer.line();
            }
        }
        at
    }

    /// `@name` and its arguments.
    pub(super) fn application(&mut self, at: usize) -> usize {
        self.writer.text("@");
        self.id(at + 1);
        if self.pieces.kind(at + 2) == Kind::LeftParenthesis {
            self.arguments(at + 2)
        } else {
            at + 2
        }
    }

    fn arguments(&mut self, open: usize) -> usize {
        let close = self.pieces.close(open);
        let first = open + 1;
        if first == close && self.pieces.before(close).is_empty() {
            return close + 1;
        }
        if first == close || self.pieces.kind(first + 1) == Kind::Colon {
            return self.bracket(open, Content::Entries, Spread::TooWide);
        }
        let comments =
            !self.pieces.before(first).is_empty() || !self.pieces.before(close).is_empty();
        if comments {
            return self.bracket(open, Content::Argument, Spread::NotEmpty);
        }
        if !self.pieces.kind(first).is_opener() {
            return self.bracket(open, Content::Argument, Spread::Asked);
        }
        // A list or object begins and ends right at the parentheses.
        let outer = self.writer.flat;
        let head = self.head_width(first);
        self.writer.flat = outer || self.writer.fits(1 + head);
        self.writer.text("(");
        self.value(first);
        self.writer.text(")");
        self.writer.flat = outer;
        close + 1
    }

    /// How wide the argument of a trait is, with the closing parenthesis, or up to its first line
    /// break if it has one in any case.
    fn head_width(&self, open: usize) -> usize {
        if self.pieces.get(open).has(Facts::SPREAD) {
            return 1;
        }
        let width = self.flat_width(open);
        if width > WIDTH { 1 } else { width + 1 }
    }
}
