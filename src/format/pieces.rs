//! The tokens of a file as the layout needs them.
//!
//! A [`Piece`] is a token that the grammar sees. White space, line breaks and commas are gone,
//! and comments stand in a list of their own, in which every piece knows its place. What a
//! bracket holds is known when it opens, so that one pass can decide how to lay it out.

use crate::syntax::token::{Kind, Token, lex};
use crate::syntax::tree::{Body, File, Member, PropertyValue, Statement, TraitApplication};
use crate::text::Span;

/// What is known of a piece besides its place.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Facts(u8);

impl Facts {
    /// In the bracket is something that spreads it over several lines: a comment, another
    /// bracket, a text block or a string with a line break.
    pub(super) const SPREAD: Facts = Facts(1);
    /// In the bracket is a trait.
    pub(super) const TRAIT: Facts = Facts(2);
    /// It ends a value that was assigned with `=`.
    pub(super) const ASSIGNED: Facts = Facts(4);

    fn has(self, other: Facts) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Facts) {
        self.0 |= other.0;
    }
}

/// A token that the grammar sees. The last piece of a file is its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    start: u32,
    end: u32,
    /// What it is.
    pub(super) kind: Kind,
    facts: Facts,
    /// The line on which it starts.
    pub(super) line: u32,
    /// The line on which it ends.
    pub(super) end_line: u32,
    /// How many comments come before it in the file.
    comments: u32,
    /// The piece that closes it, where it opens a bracket.
    close: u32,
}

impl Piece {
    /// Whether a fact is known of it.
    pub(super) fn has(self, facts: Facts) -> bool {
        self.facts.has(facts)
    }
}

/// What a comment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Remark {
    /// `// …`.
    Plain,
    /// `/// …` that documents something.
    Documentation,
    /// `/// …` that documents nothing.
    Misplaced,
}

/// A comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment {
    start: u32,
    end: u32,
    /// Its line.
    pub(super) line: u32,
    /// What it is.
    pub(super) remark: Remark,
    /// Whether it stands on the line of an assigned value, behind it.
    pub(super) behind_value: bool,
}

/// A file in pieces.
pub(super) struct Pieces<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    comments: Vec<Comment>,
}

impl<'t> Pieces<'t> {
    /// Cuts a text into pieces. `documentation` are the places of its documentation, in order.
    pub(super) fn new(text: &'t str, documentation: &[Span]) -> Self {
        let tokens = lex(text);
        let mut builder = Builder {
            text,
            pieces: Vec::with_capacity(tokens.len() / 2 + 1),
            comments: Vec::new(),
            open: Vec::new(),
            line: 0,
        };
        let mut documentation = documentation.iter().peekable();
        for (at, token) in tokens.iter().enumerate() {
            let end = tokens.get(at + 1).map_or(token.start, |next| next.start);
            if token.kind != Kind::DocComment {
                builder.add(*token, end, Remark::Plain);
                continue;
            }
            while documentation
                .next_if(|span| span.end <= token.start)
                .is_some()
            {}
            let documents = documentation
                .peek()
                .is_some_and(|span| span.start <= token.start);
            let remark = if documents {
                Remark::Documentation
            } else {
                Remark::Misplaced
            };
            builder.add(*token, end, remark);
        }
        Self {
            text,
            pieces: builder.pieces,
            comments: builder.comments,
        }
    }

    /// A piece; the end of the file beyond the last one.
    pub(super) fn get(&self, at: usize) -> Piece {
        self.pieces.get(at).copied().unwrap_or(Piece {
            start: 0,
            end: 0,
            kind: Kind::End,
            facts: Facts::default(),
            line: 0,
            end_line: 0,
            comments: index(self.comments.len()),
            close: 0,
        })
    }

    /// What a piece is.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.get(at).kind
    }

    /// The text of a piece.
    pub(super) fn text(&self, at: usize) -> &'t str {
        let piece = self.get(at);
        self.text
            .get(piece.start as usize..piece.end as usize)
            .unwrap_or("")
    }

    /// The piece that closes the bracket that a piece opens; never before it.
    pub(super) fn close(&self, at: usize) -> usize {
        (self.get(at).close as usize).max(at)
    }

    /// Whether a piece is this word.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Kind::Identifier && self.text(at) == word
    }

    /// The piece behind a value that begins here.
    pub(super) fn behind(&self, at: usize) -> usize {
        if self.kind(at).is_opener() {
            self.close(at) + 1
        } else {
            at + 1
        }
    }

    /// The comments before a piece.
    pub(super) fn before(&self, at: usize) -> std::ops::Range<usize> {
        let first = at.checked_sub(1).map_or(0, |at| self.get(at).comments);
        first as usize..self.get(at).comments as usize
    }

    /// The comments between the first and the last of these pieces.
    pub(super) fn inside(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        self.get(first).comments as usize..self.get(last).comments as usize
    }

    /// A comment.
    pub(super) fn comment(&self, at: usize) -> Option<Comment> {
        self.comments.get(at).copied()
    }

    /// The text of a comment, with its slashes and without its line break.
    pub(super) fn comment_text(&self, comment: Comment) -> &'t str {
        self.text
            .get(comment.start as usize..comment.end as usize)
            .unwrap_or("")
    }

    /// How much text there is.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Builder<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    comments: Vec<Comment>,
    /// The open brackets, and what was found in each.
    open: Vec<(usize, Facts)>,
    line: u32,
}

impl Builder<'_> {
    fn add(&mut self, token: Token, end: u32, remark: Remark) {
        match token.kind {
            Kind::Space | Kind::Comma => {}
            Kind::Newline => self.line += 1,
            Kind::Comment | Kind::DocComment => {
                self.note(Facts::SPREAD);
                let behind_value = self
                    .pieces
                    .last()
                    .is_some_and(|last| last.has(Facts::ASSIGNED) && last.end_line == self.line);
                self.comments.push(Comment {
                    start: token.start,
                    end,
                    line: self.line,
                    remark,
                    behind_value,
                });
            }
            _ => self.piece(token, end),
        }
    }

    /// Notes something that is found in the innermost open bracket.
    fn note(&mut self, facts: Facts) {
        if let Some((_, found)) = self.open.last_mut() {
            found.add(facts);
        }
    }

    fn piece(&mut self, token: Token, end: u32) {
        let at = self.pieces.len();
        let line = self.line;
        let mut facts = Facts::default();
        if matches!(token.kind, Kind::String | Kind::TextBlock) {
            let text = self.text.get(token.start as usize..end as usize);
            self.line += index(line_breaks(text.unwrap_or("")));
        }
        if token.kind == Kind::TextBlock || self.line > line {
            self.note(Facts::SPREAD);
        }
        if token.kind == Kind::At {
            self.note(Facts::TRAIT);
        }
        let assigned = self
            .pieces
            .last()
            .is_some_and(|last| last.kind == Kind::Equal);
        if token.kind.is_opener() {
            if token.kind != Kind::LeftParenthesis {
                self.note(Facts::SPREAD);
            }
            let mark = if assigned {
                Facts::ASSIGNED
            } else {
                Facts::default()
            };
            self.pieces.push(Piece {
                start: token.start,
                end,
                kind: token.kind,
                facts: mark,
                line,
                end_line: self.line,
                comments: index(self.comments.len()),
                close: index(at),
            });
            self.open.push((at, Facts::default()));
            return;
        }
        if token.kind.is_closer() {
            facts = self.close(at);
        } else if assigned {
            facts.add(Facts::ASSIGNED);
        }
        self.pieces.push(Piece {
            start: token.start,
            end,
            kind: token.kind,
            facts,
            line,
            end_line: self.line,
            comments: index(self.comments.len()),
            close: 0,
        });
    }

    /// Closes the innermost bracket with the piece `at`; gives what is known of that one.
    fn close(&mut self, at: usize) -> Facts {
        let mut known = Facts::default();
        let Some((opener, found)) = self.open.pop() else {
            return known;
        };
        if let Some(piece) = self.pieces.get_mut(opener) {
            if piece.has(Facts::ASSIGNED) {
                known.add(Facts::ASSIGNED);
            }
            piece.facts.add(found);
            piece.close = index(at);
        }
        self.note(found);
        known
    }
}

/// How many line breaks (`\n`, `\r\n` or `\r`) a text holds.
fn line_breaks(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: usize, byte: u8| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let breaks = bytes.iter().enumerate();
    breaks.filter(|(at, byte)| ends(*at, **byte)).count()
}

/// Where a file has documentation comments that document something, in order.
pub(super) fn documentation(tree: &File) -> Vec<Span> {
    let mut found = Vec::new();
    for statement in &tree.statements {
        let Statement::Shape(shape) = statement else {
            continue;
        };
        of_traits(&shape.traits, &mut found);
        match &shape.body {
            Body::Members(members) => of_members(members, &mut found),
            Body::Enum(members) => {
                for member in members {
                    of_traits(&member.traits, &mut found);
                }
            }
            Body::Properties(properties) => {
                for property in properties {
                    if let PropertyValue::Inline(inline) = &property.value {
                        of_traits(&inline.traits, &mut found);
                        of_members(&inline.members, &mut found);
                    }
                }
            }
            Body::None | Body::Broken => {}
        }
    }
    found
}

fn of_members(members: &[Member], found: &mut Vec<Span>) {
    for member in members {
        of_traits(&member.traits, found);
    }
}

fn of_traits(traits: &[TraitApplication], found: &mut Vec<Span>) {
    let comments = traits.iter().filter(|one| one.comment);
    found.extend(comments.map(|one| one.span));
}
