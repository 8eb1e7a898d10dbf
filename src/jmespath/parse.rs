//! Tokens → tree, by precedence climbing.

use std::ops::Range;

use super::problem::SyntaxError;
use super::token::{Kind, Token, tokens};
use super::tree::{Tree, Variant};

/// How deep expressions may nest, and how long a chain of `.`, `|` or `||` may get: each link is
/// one level of the tree. Everything that walks a tree recurses this deep and no deeper.
pub const NESTING_LIMIT: usize = 200;

/// The powers below which a token ends the right side of a projection.
const PROJECTION_END: u8 = 10;

const DOT: u8 = 40;
const STAR: u8 = 20;
const FILTER: u8 = 21;
const NOT: u8 = 45;
const COMPARE: u8 = 5;

/// An expression that was read.
#[derive(Debug)]
pub struct Expression {
    tree: Tree,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// Where the text is none, or nests deeper than [`NESTING_LIMIT`]. Linear in the text.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let tokens = tokens(text)?;
        let mut parser = Parser {
            tokens,
            next: 0,
            nesting: 0,
        };
        let tree = parser.expression(0)?;
        match parser.peek() {
            Kind::End => Ok(Self { tree }),
            Kind::OpenParenthesis => Err(parser
                .unexpected("the end of the expression")
                .help("only an unquoted name can be called as a function")),
            _ => Err(parser.unexpected("an operator or the end of the expression")),
        }
    }

    /// Its tree.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    nesting: usize,
}

type Parsed = Result<Tree, SyntaxError>;

impl Parser {
    fn peek(&self) -> &Kind {
        self.peek_at(0)
    }

    fn peek_at(&self, offset: usize) -> &Kind {
        self.tokens
            .get(self.next + offset)
            .map_or(&Kind::End, |token| &token.kind)
    }

    /// The place of the next token.
    fn place(&self) -> Range<usize> {
        self.tokens
            .get(self.next)
            .map_or(0..0, |token| token.at.clone())
    }

    /// Where the token before the next one ends.
    fn end(&self) -> usize {
        let before = self.next.checked_sub(1);
        before
            .and_then(|before| self.tokens.get(before))
            .map_or(0, |token| token.at.end)
    }

    /// Takes the next token; the end stays where it is.
    fn take(&mut self) -> Kind {
        let last = self.next + 1 >= self.tokens.len();
        match self.tokens.get_mut(self.next) {
            Some(token) if !last => {
                self.next += 1;
                std::mem::replace(&mut token.kind, Kind::End)
            }
            _ => Kind::End,
        }
    }

    fn unexpected(&self, expected: &str) -> SyntaxError {
        let found = self.peek().describe();
        let here = match self.peek() {
            Kind::End => "the expression ends here".to_owned(),
            _ => format!("expected {expected}"),
        };
        SyntaxError::new(
            self.place(),
            format!("expected {expected}, found {found}"),
            here,
        )
    }

    fn expect(&mut self, matches: fn(&Kind) -> bool, expected: &str) -> Result<(), SyntaxError> {
        if matches(self.peek()) {
            self.take();
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    fn close_bracket(&mut self) -> Result<(), SyntaxError> {
        self.expect(|kind| matches!(kind, Kind::CloseBracket), "`]`")
    }

    fn too_deep(at: Range<usize>) -> SyntaxError {
        SyntaxError::new(
            at,
            format!("this expression nests deeper than {NESTING_LIMIT} levels"),
            "too deep",
        )
    }

    /// Joins parts to a tree, unless that gets too deep.
    fn tree(&self, start: usize, variant: Variant) -> Parsed {
        let tree = Tree::new(start..self.end().max(start), variant);
        if tree.depth > NESTING_LIMIT {
            return Err(Self::too_deep(tree.at.clone()));
        }
        Ok(tree)
    }

    fn expression(&mut self, power: u8) -> Parsed {
        self.nesting += 1;
        if self.nesting > NESTING_LIMIT {
            return Err(Self::too_deep(self.place()));
        }
        let mut left = self.start()?;
        while power < self.peek().power() {
            left = self.continuation(left)?;
        }
        self.nesting -= 1;
        Ok(left)
    }

    /// The current value, where nothing is written for it.
    fn current(at: usize) -> Tree {
        Tree::new(at..at, Variant::Current)
    }

    /// What an expression begins with.
    fn start(&mut self) -> Parsed {
        let at = self.place();
        let start = at.start;
        match self.peek() {
            Kind::Current => {
                self.take();
                self.tree(start, Variant::Current)
            }
            Kind::Name(_) => self.name(),
            Kind::QuotedName(_) => {
                let Kind::QuotedName(name) = self.take() else {
                    return Err(self.unexpected("a name"));
                };
                if matches!(self.peek(), Kind::OpenParenthesis) {
                    return Err(SyntaxError::new(
                        at,
                        "the name of a function is not quoted",
                        "called as a function",
                    )
                    .help(format!("write `{name}` without quotes")));
                }
                self.tree(start, Variant::Field(name))
            }
            Kind::Literal(_) => {
                let Kind::Literal(node) = self.take() else {
                    return Err(self.unexpected("a literal"));
                };
                self.tree(start, Variant::Literal(node))
            }
            Kind::Star => {
                self.take();
                self.object_projection(Self::current(start))
            }
            Kind::OpenBracket => {
                self.take();
                match (self.peek(), self.peek_at(1)) {
                    (Kind::Number(_) | Kind::Colon, _) => self.index(None, start),
                    (Kind::Star, Kind::CloseBracket) => self.projection(Self::current(start)),
                    _ => self.list(start),
                }
            }
            Kind::OpenBrace => {
                self.take();
                self.hash(start)
            }
            Kind::Flatten => {
                self.take();
                self.flatten(Self::current(start))
            }
            Kind::Filter => {
                self.take();
                self.filter(Self::current(start))
            }
            Kind::Reference => {
                self.take();
                let inner = self.expression(0)?;
                self.tree(start, Variant::Reference(Box::new(inner)))
            }
            Kind::Not => {
                self.take();
                let inner = self.expression(NOT)?;
                self.tree(start, Variant::Not(Box::new(inner)))
            }
            Kind::OpenParenthesis => {
                self.take();
                let inner = self.expression(0)?;
                self.expect(|kind| matches!(kind, Kind::CloseParenthesis), "`)`")?;
                Ok(inner)
            }
            Kind::Number(_) => Err(self.unexpected("an expression").help(
                "a number is written as a literal between backticks, an index between `[` and `]`",
            )),
            _ => Err(self.unexpected("an expression")),
        }
    }

    /// What goes on from an expression.
    fn continuation(&mut self, left: Tree) -> Parsed {
        let start = left.at.start;
        match self.peek() {
            Kind::Dot => {
                self.take();
                if matches!(self.peek(), Kind::Star) {
                    self.take();
                    return self.object_projection(left);
                }
                let right = self.after_dot(DOT)?;
                self.tree(start, Variant::Sub(Box::new(left), Box::new(right)))
            }
            Kind::Pipe => self.binary(left, Variant::Sub),
            Kind::Or => self.binary(left, Variant::Or),
            Kind::And => self.binary(left, Variant::And),
            Kind::Compare(comparator) => {
                let comparator = *comparator;
                self.take();
                let right = self.expression(COMPARE)?;
                self.tree(
                    start,
                    Variant::Compare(comparator, Box::new(left), Box::new(right)),
                )
            }
            Kind::Flatten => {
                self.take();
                self.flatten(left)
            }
            Kind::Filter => {
                self.take();
                self.filter(left)
            }
            Kind::OpenBracket => {
                let bracket = self.place().start;
                self.take();
                match self.peek() {
                    Kind::Number(_) | Kind::Colon => self.index(Some(left), bracket),
                    Kind::Star => self.projection(left),
                    _ => Err(self
                        .unexpected("an index, a slice or `*`")
                        .help("several parts of a value are selected with `.[…]`")),
                }
            }
            _ => Err(self.unexpected("an operator or the end of the expression")),
        }
    }

    fn binary(&mut self, left: Tree, join: fn(Box<Tree>, Box<Tree>) -> Variant) -> Parsed {
        let start = left.at.start;
        let power = self.peek().power();
        self.take();
        let right = self.expression(power)?;
        self.tree(start, join(Box::new(left), Box::new(right)))
    }

    /// A field or a call.
    fn name(&mut self) -> Parsed {
        let at = self.place();
        let Kind::Name(name) = self.take() else {
            return Err(self.unexpected("a name"));
        };
        if !matches!(self.peek(), Kind::OpenParenthesis) {
            return self.tree(at.start, Variant::Field(name));
        }
        self.take();
        let mut arguments = Vec::new();
        if matches!(self.peek(), Kind::CloseParenthesis) {
            self.take();
        } else {
            loop {
                arguments.push(self.expression(0)?);
                match self.peek() {
                    Kind::Comma => self.take(),
                    Kind::CloseParenthesis => {
                        self.take();
                        break;
                    }
                    _ => return Err(self.unexpected("`,` or `)`")),
                };
            }
        }
        let start = at.start;
        let call = Variant::Call {
            name,
            name_at: at,
            arguments,
        };
        self.tree(start, call)
    }

    /// `[a, b]` behind its bracket.
    fn list(&mut self, start: usize) -> Parsed {
        let mut elements = Vec::new();
        loop {
            elements.push(self.expression(0)?);
            match self.peek() {
                Kind::Comma => {
                    self.take();
                }
                Kind::CloseBracket => break,
                _ => return Err(self.unexpected("`,` or `]`")),
            }
        }
        self.close_bracket()?;
        self.tree(start, Variant::List(elements))
    }

    /// `{a: b}` behind its brace.
    fn hash(&mut self, start: usize) -> Parsed {
        let mut entries: Vec<(Box<str>, Tree)> = Vec::new();
        loop {
            let name = match self.peek() {
                Kind::Name(_) | Kind::QuotedName(_) => match self.take() {
                    Kind::Name(name) | Kind::QuotedName(name) => name,
                    _ => Box::default(),
                },
                _ => return Err(self.unexpected("the name of a field")),
            };
            self.expect(|kind| matches!(kind, Kind::Colon), "`:`")?;
            entries.push((name, self.expression(0)?));
            match self.peek() {
                Kind::Comma => {
                    self.take();
                }
                Kind::CloseBrace => {
                    self.take();
                    break;
                }
                _ => return Err(self.unexpected("`,` or `}`")),
            }
        }
        self.tree(start, Variant::Hash(entries))
    }

    /// `[0]` or `[0:1:2]` behind the bracket, which stands at `bracket`.
    fn index(&mut self, left: Option<Tree>, bracket: usize) -> Parsed {
        let mut parts = [None; 3];
        let mut part = 0;
        loop {
            match self.peek() {
                Kind::Number(number) => {
                    let number = *number;
                    self.take();
                    if let Some(part) = parts.get_mut(part) {
                        *part = Some(number);
                    }
                    if !matches!(self.peek(), Kind::Colon | Kind::CloseBracket) {
                        return Err(self.unexpected("`:` or `]`"));
                    }
                }
                Kind::Colon if part == 2 => {
                    return Err(SyntaxError::new(
                        self.place(),
                        "a slice has at most two colons",
                        "one too many",
                    )
                    .help("write `[start:stop:step]`"));
                }
                Kind::Colon => {
                    self.take();
                    part += 1;
                }
                Kind::CloseBracket => {
                    self.take();
                    break;
                }
                _ => return Err(self.unexpected("a number, `:` or `]`")),
            }
        }
        let whole = left.as_ref().map_or(bracket, |left| left.at.start);
        let [start, stop, step] = parts;
        if part == 0 {
            let index = self.tree(bracket, Variant::Index(start.unwrap_or(0)))?;
            return self.of(left, index);
        }
        let slice = self.tree(
            bracket,
            Variant::Slice {
                start,
                stop,
                step: step.unwrap_or(1),
            },
        )?;
        let sliced = self.of(left, slice)?;
        let right = self.projected(STAR)?;
        self.tree(whole, Variant::Project(Box::new(sliced), Box::new(right)))
    }

    /// `right` of `left`, if there is one.
    fn of(&self, left: Option<Tree>, right: Tree) -> Parsed {
        match left {
            Some(left) => {
                let start = left.at.start;
                self.tree(start, Variant::Sub(Box::new(left), Box::new(right)))
            }
            None => Ok(right),
        }
    }

    /// `[*]` behind its bracket.
    fn projection(&mut self, left: Tree) -> Parsed {
        let start = left.at.start;
        self.take();
        self.close_bracket()?;
        let right = self.projected(STAR)?;
        self.tree(start, Variant::Project(Box::new(left), Box::new(right)))
    }

    /// `*` behind the star.
    fn object_projection(&mut self, left: Tree) -> Parsed {
        let start = left.at.start;
        let right = self.projected(STAR)?;
        self.tree(
            start,
            Variant::ProjectObject(Box::new(left), Box::new(right)),
        )
    }

    /// `[]` behind it.
    fn flatten(&mut self, left: Tree) -> Parsed {
        let start = left.at.start;
        let flat = self.tree(start, Variant::Flatten(Box::new(left)))?;
        let right = self.projected(STAR)?;
        self.tree(start, Variant::Project(Box::new(flat), Box::new(right)))
    }

    /// `[?condition]` behind `[?`.
    fn filter(&mut self, left: Tree) -> Parsed {
        let start = left.at.start;
        let condition = self.expression(0)?;
        self.close_bracket()?;
        let right = self.projected(FILTER)?;
        self.tree(
            start,
            Variant::Filter {
                left: Box::new(left),
                condition: Box::new(condition),
                right: Box::new(right),
            },
        )
    }

    /// What a projection applies to each of its values.
    fn projected(&mut self, power: u8) -> Parsed {
        match self.peek() {
            Kind::Dot => {
                self.take();
                self.after_dot(power)
            }
            Kind::OpenBracket | Kind::Filter => self.expression(power),
            next if next.power() < PROJECTION_END => Ok(Self::current(self.end())),
            _ => Err(self.unexpected("`.`, `[`, an operator or the end of the expression")),
        }
    }

    /// What follows a dot.
    fn after_dot(&mut self, power: u8) -> Parsed {
        match self.peek() {
            Kind::OpenBracket => {
                let start = self.place().start;
                self.take();
                self.list(start)
            }
            Kind::Name(_) | Kind::QuotedName(_) | Kind::OpenBrace | Kind::Star => {
                self.expression(power)
            }
            Kind::Number(_) => Err(self
                .unexpected("a name")
                .help("an element of an array is taken with `[0]`, without a dot")),
            _ => Err(self.unexpected("a name, `*`, `[` or `{`")),
        }
    }
}
