//! Cuts the tokens of a file into top-level statements.
//!
//! One pass, linear, with a stack on the heap. It drops trivia, keeps documentation comments
//! where they can document something, refuses nesting beyond the limit and mends brackets, so
//! that the grammar behind it sees one short, balanced, shallow slice at a time. The law: on
//! every valid file the boundaries are those of the grammar. It knows how statements begin and
//! end, not what is inside them.
//!
//! A statement whose brackets do not balance is cut a second time, trusting indentation: a line
//! that is not indented deeper than the line of an open bracket cannot be inside it.

mod brackets;
mod cutter;
mod outside;

use crate::name::ShapeType;

use super::token::{Flags, Kind, Token};
use cutter::Cutter;

/// A token that the grammar sees. Consecutive documentation comments are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lexeme {
    /// Its first byte.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// What came before it.
    pub flags: Flags,
}

impl Lexeme {
    /// Its bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its text.
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// What a statement declares, as its keyword says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `$key: value`.
    Control,
    /// `metadata key = value`.
    Metadata,
    /// `namespace name`.
    Namespace,
    /// `use id`.
    Use,
    /// `apply id …`.
    Apply,
    /// A shape.
    Shape(ShapeType),
    /// No keyword of ours.
    Unknown,
}

impl Form {
    fn of_keyword(keyword: &str) -> Form {
        match keyword {
            "metadata" => Form::Metadata,
            "namespace" => Form::Namespace,
            "use" => Form::Use,
            "apply" => Form::Apply,
            _ => ShapeType::from_keyword(keyword).map_or(Form::Unknown, Form::Shape),
        }
    }

    fn has_body(self) -> bool {
        use ShapeType::{
            Enum, IntEnum, List, Map, Operation, Resource, Service, Set, Structure, Union,
        };
        matches!(
            self,
            Form::Shape(
                Enum | IntEnum
                    | List
                    | Set
                    | Map
                    | Structure
                    | Union
                    | Service
                    | Resource
                    | Operation
            )
        )
    }
}

/// Where a statement lies among the lexemes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatementRange {
    /// Its first lexeme.
    pub first: usize,
    /// The lexeme behind its last.
    pub last: usize,
    /// Its keyword; equal to `last` where it has none.
    pub keyword: usize,
    /// What the keyword says, or was meant to say.
    pub form: Form,
    /// Whether the keyword is none, and `form` is a guess.
    pub misspelt: bool,
    /// The keyword that was probably meant where it is none.
    pub meant: Option<&'static str>,
    /// Whether something in it has been reported already: a bracket was mended or its inside
    /// dropped, or it holds characters that begin no token.
    pub reported: bool,
}

/// What the cut found wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Brackets that are not closed.
    Unclosed {
        /// The brackets, innermost first.
        openers: Vec<Lexeme>,
        /// The token before which they had to be closed.
        before: Lexeme,
        /// The end of the token after which they can be closed.
        after: u32,
        /// Where the outermost of them begins that is no body of a shape. What is inside it
        /// cannot be told from what should be behind it.
        spoiled: Option<u32>,
        /// The name of the shape whose body it is.
        name: Option<Lexeme>,
    },
    /// A body without its opening brace.
    Unopened {
        /// The name of the shape.
        name: Option<Lexeme>,
        /// The end of the token behind which the brace belongs.
        after: u32,
        /// The first token of the body.
        before: Lexeme,
    },
    /// Nesting beyond the limit begins with this bracket.
    TooDeep(Lexeme),
    /// Documentation that documents nothing.
    Documentation(Lexeme),
    /// A word before a keyword, and the keyword.
    Modifier(Lexeme, Lexeme),
    /// A bracket that is closed by one of another kind.
    WrongCloser(Lexeme, Lexeme),
    /// The value of a trait in other brackets than parentheses, and where they close.
    WrongArguments(Lexeme, Option<Lexeme>),
}

impl Problem {
    /// The byte at which the cut met it; problems come in this order.
    pub fn place(&self) -> u32 {
        match self {
            Problem::Unclosed { before, .. } | Problem::Unopened { before, .. } => before.start,
            Problem::TooDeep(lexeme)
            | Problem::Documentation(lexeme)
            | Problem::Modifier(lexeme, _)
            | Problem::WrongCloser(_, lexeme)
            | Problem::WrongArguments(lexeme, _) => lexeme.start,
        }
    }
}

/// The cut of a file.
#[derive(Debug, Default)]
pub struct Cut {
    /// Every lexeme of every statement, in order.
    pub lexemes: Vec<Lexeme>,
    /// The statements, which tile the lexemes.
    pub statements: Vec<StatementRange>,
    /// What was found wrong, in order.
    pub problems: Vec<Problem>,
}

/// Cuts the tokens of `text` into statements. Linear in the tokens.
pub fn cut(text: &str, tokens: &[Token]) -> Cut {
    let mut cutter = Cutter::new(text, tokens);
    cutter.skip();
    while cutter.current().kind != Kind::End {
        cutter.statement();
    }
    cutter.out
}

#[cfg(test)]
mod tests;
