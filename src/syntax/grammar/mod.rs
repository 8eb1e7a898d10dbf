//! The grammar: one parser run for each top-level statement.
//!
//! `nodes` parses values and shape ids, `traits` what stands before shapes and members, `shapes`
//! bodies, `file` whole statements. A parser sees the lexemes of one statement, with brackets
//! balanced and nesting bounded by `statements`, and gives pieces of the tree; what it could not
//! parse it reports as a [`Failure`], and goes on with the next member, trait or property. It
//! does not word messages (`report` does) and does not know the other statements.
//!
//! Functions are named for what they do: `parse_x` consumes an x, `expect_x` demands a token,
//! `maybe_x` may consume an x, `skip_x` passes over what could not be parsed. Each production of
//! `grammar/idl.ebnf` names its function.

pub(super) mod file;
mod nodes;
mod shapes;
mod traits;

use chumsky::error::{Error, LabelError};
use chumsky::input::InputRef;
use chumsky::prelude::*;
use chumsky::util::MaybeRef;
use chumsky::{Boxed, DefaultExpected};

use crate::name::ShapeType;
use crate::text::{FileId, Span, Spanned, Symbol};

use super::statements::Lexeme;
use super::strings::Flaw;
use super::token::{Flags, Kind};

pub(super) use file::{Grammar, Outcome, Parsed};
pub(super) use shapes::OPERATION_PROPERTIES;

type Source<'t> = &'t [Lexeme];
type Extra = extra::Err<Failure>;
type Rule<'t, O> = Boxed<'t, 't, Source<'t>, O, Extra>;
type Cursor<'t, 'p> = InputRef<'t, 'p, Source<'t>, Extra>;

/// The text that lexemes point into.
#[derive(Clone, Copy)]
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) file: FileId,
}

impl<'t> Context<'t> {
    pub(super) fn text(self, lexeme: Lexeme) -> &'t str {
        lexeme.text(self.text)
    }

    pub(super) fn span(self, lexeme: Lexeme) -> Span {
        Span {
            file: self.file,
            start: lexeme.start,
            end: lexeme.end,
        }
    }

    pub(super) fn name(self, lexeme: Lexeme) -> Spanned<Symbol> {
        Spanned::new(Symbol::intern(self.text(lexeme)), self.span(lexeme))
    }
}

/// What a parser waits for, as people would say it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub(super) enum Expect {
    Value,
    ShapeId,
    ShapeName,
    MemberName,
    EnumMemberName,
    PropertyName,
    Key,
    Namespace,
    AbsoluteId,
    TraitName,
    TraitOrBlock,
    Colon,
    Equal,
    ColonOrWalrus,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    /// `]` behind the only element of an inline list.
    ListEnd,
    /// `:` behind the key of an inline map.
    KeyEnd,
    /// `}` behind the value of an inline map.
    MapEnd,
    LeftParenthesis,
    RightParenthesis,
    At,
    Dollar,
    Keyword,
    With,
    For,
    Statement,
}

/// What a failure is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Cause {
    /// None of what was expected came; one bit for each [`Expect`].
    Unexpected,
    /// It came, but behind a line break or comma, where neither is allowed.
    Apart(Expect),
    /// It came behind white space, where none is allowed.
    Spaced(Expect),
    /// It came without white space, where some has to be.
    Glued,
    /// A line break had to come first. What it had to follow.
    NoLineBreak(Ended),
    /// A string has something wrong in it, at these bytes.
    Flawed(Flaw, u32, u32),
    /// A number that is none.
    Number,
    /// A name of the wrong kind.
    Name(Expect),
    /// A property that an operation does not have.
    OperationProperty,
    /// A keyword that may not be here, such as `for` behind `with`.
    ForAfterWith,
    /// A documentation comment where it documents nothing.
    Documentation,
}

/// What a line break has to follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ended {
    Default,
    EnumValue,
}

/// What went wrong in a parser, without words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Failure {
    /// The token where it went wrong; `None` at the end of the statement.
    pub(super) found: Option<Lexeme>,
    /// What was expected; one bit for each [`Expect`].
    pub(super) expected: u32,
    /// What it is about.
    pub(super) cause: Cause,
}

impl Failure {
    fn expected(expect: Expect, found: Option<Lexeme>) -> Self {
        Self {
            found,
            expected: 1 << expect as u8,
            cause: Cause::Unexpected,
        }
    }

    fn because(cause: Cause, found: Option<Lexeme>) -> Self {
        Self {
            found,
            expected: 0,
            cause,
        }
    }

    pub(super) fn expects(&self, expect: Expect) -> bool {
        self.expected & (1 << expect as u8) != 0
    }
}

impl<'t> Error<'t, Source<'t>> for Failure {
    fn merge(mut self, other: Self) -> Self {
        if self.cause == Cause::Unexpected {
            self.expected |= other.expected;
            self.cause = other.cause;
        }
        self
    }
}

impl<'t, L> LabelError<'t, Source<'t>, L> for Failure {
    fn expected_found<E: IntoIterator<Item = L>>(
        _: E,
        found: Option<MaybeRef<'t, Lexeme>>,
        _: SimpleSpan,
    ) -> Self {
        Failure {
            found: found.map(MaybeRef::into_inner),
            expected: 0,
            cause: Cause::Unexpected,
        }
    }
}

const _: fn() = || {
    fn is_error<
        't,
        E: Error<'t, Source<'t>> + LabelError<'t, Source<'t>, DefaultExpected<'t, Lexeme>>,
    >() {
    }
    is_error::<Failure>();
};

/// One token of a kind.
fn expect<'t>(
    kind: Kind,
    expect: Expect,
) -> impl Parser<'t, Source<'t>, Lexeme, Extra> + Copy + 't {
    expect_if(expect, move |lexeme| lexeme.kind == kind)
}

/// One token that passes a test.
fn expect_if<'t>(
    expect: Expect,
    test: impl Fn(Lexeme) -> bool + Copy + 't,
) -> impl Parser<'t, Source<'t>, Lexeme, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if test(lexeme) => {
            input.skip();
            Ok(lexeme)
        }
        found => Err(Failure::expected(expect, found)),
    })
}

/// One token of a kind on the same line as the one before: without line break or comma between.
/// Where one is between, that is reported and the token taken.
fn expect_beside<'t>(
    kind: Kind,
    expect: Expect,
) -> impl Parser<'t, Source<'t>, Lexeme, Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| match input.peek() {
        Some(lexeme) if lexeme.kind == kind => {
            report_apart(input, expect, lexeme);
            input.skip();
            Ok(lexeme)
        }
        found => Err(Failure::expected(expect, found)),
    })
}

fn report_apart(input: &mut Cursor<'_, '_>, expect: Expect, lexeme: Lexeme) {
    if lexeme.flags.has(Flags::NEWLINE.with(Flags::COMMA)) {
        input.emit(Failure::because(Cause::Apart(expect), Some(lexeme)));
    }
}

/// Consumes nothing: reports a token that is not on the line of the one before.
fn maybe_beside<'t>(expect: Expect) -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        if let Some(lexeme) = input.peek()
            && !lexeme.kind.is_closer()
        {
            report_apart(input, expect, lexeme);
        }
        Ok(())
    })
}

/// Consumes nothing: reports the next token where no white space comes before it.
fn expect_space<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        if let Some(lexeme) = input.peek()
            && !lexeme.flags.has(Flags::SPACE)
        {
            input.emit(Failure::because(Cause::Glued, Some(lexeme)));
        }
        Ok(())
    })
}

/// Consumes nothing: reports white space before the next token where none may be. What begins a
/// member or a statement on the next line is not taken for the name of a trait.
fn expect_close<'t>(expect: Expect) -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let found = input.peek();
        let Some(lexeme) = found.filter(|next| next.flags.has(Flags::SPACE)) else {
            return Ok(());
        };
        if expect == Expect::TraitName && lexeme.flags.has(Flags::NEWLINE) {
            let before = input.save();
            input.skip();
            let behind = input.peek();
            input.rewind(before);
            let begins = behind.is_some_and(|next| {
                let beside = next.kind.is_name() && !next.flags.has(Flags::NEWLINE);
                beside || matches!(next.kind, Kind::Colon | Kind::Walrus)
            });
            if begins {
                return Err(Failure::expected(expect, found));
            }
        }
        if lexeme.kind.is_name() || lexeme.kind == Kind::String {
            input.emit(Failure::because(Cause::Spaced(expect), found));
        }
        Ok(())
    })
}

/// A word that has a meaning in this place only.
fn expect_word<'t>(
    context: Context<'t>,
    word: &'static str,
    expect: Expect,
) -> impl Parser<'t, Source<'t>, Lexeme, Extra> + Copy + 't {
    expect_if(expect, move |lexeme| {
        lexeme.kind == Kind::Identifier && context.text(lexeme) == word
    })
}

/// Consumes nothing: after a value that was assigned with `=`, the line ends. One comma may
/// stand before its end. (ABNF: `ValueAssignment`.)
fn expect_line_end<'t>(ended: Ended) -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        if let Some(lexeme) = input.peek() {
            let ends = lexeme.flags.has(Flags::NEWLINE) && !lexeme.flags.has(Flags::COMMAS);
            if !ends {
                input.emit(Failure::because(Cause::NoLineBreak(ended), Some(lexeme)));
            }
        }
        Ok(())
    })
}

/// Passes over everything up to the next token for which `stop` says so, never into or out of
/// brackets. Takes at least `least` tokens, and fails where it cannot.
fn skip_until<'t>(
    least: usize,
    stop: impl Fn(Lexeme) -> bool + Copy + 't,
) -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        let mut depth = 0usize;
        let mut taken = 0usize;
        while let Some(lexeme) = input.peek() {
            let kind = lexeme.kind;
            if depth == 0 && (kind.is_closer() || (taken >= least && stop(lexeme))) {
                // A closer that closes nothing here must not stop the skipping for good.
                let stray = kind.is_closer() && kind != Kind::RightBrace;
                if !stray {
                    break;
                }
            } else if kind.is_opener() {
                depth += 1;
            } else if kind.is_closer() {
                depth -= 1;
            }
            input.skip();
            taken += 1;
        }
        if taken < least {
            return Err(Failure::because(Cause::Unexpected, input.peek()));
        }
        Ok(())
    })
}

/// Passes over a member that could not be parsed, with all of its traits: were they tried again
/// one by one, each would be read as often as there are traits before it.
fn skip_member<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    let traits = custom(|input: &mut Cursor<'t, '_>| {
        let mut depth = 0usize;
        let mut before = None;
        while let Some(lexeme) = input.peek() {
            let beside = before.filter(|_| !lexeme.flags.has(Flags::NEWLINE));
            let belongs = match lexeme.kind {
                Kind::At | Kind::DocComment => true,
                Kind::LeftParenthesis => beside.is_some_and(Kind::is_name),
                kind if kind.is_name() => beside == Some(Kind::At),
                _ => false,
            };
            if depth == 0 && !belongs {
                break;
            }
            if lexeme.kind.is_opener() {
                depth += 1;
            } else if lexeme.kind.is_closer() {
                depth -= 1;
            }
            before = Some(lexeme.kind);
            input.skip();
        }
        match before {
            Some(_) => Ok(()),
            None => Err(Failure::because(Cause::Unexpected, input.peek())),
        }
    });
    let member = skip_until(1, begins_item);
    choice((traits.ignore_then(member.or_not().ignored()), member))
}

/// Passes over the rest of the statement.
fn skip_rest<'t>() -> impl Parser<'t, Source<'t>, (), Extra> + Copy + 't {
    custom(move |input: &mut Cursor<'t, '_>| {
        while input.peek().is_some() {
            input.skip();
        }
        Ok(())
    })
}

/// Whether a member, trait or property can begin with this token: it is the first of its line or
/// comes behind a comma, and is no punctuation.
fn begins_item(lexeme: Lexeme) -> bool {
    let first = lexeme.flags.has(Flags::NEWLINE.with(Flags::COMMA));
    first
        && (lexeme.kind.is_name()
            || matches!(
                lexeme.kind,
                Kind::At | Kind::Dollar | Kind::DocComment | Kind::String
            ))
}

/// Which parser reads the body of a shape.
pub(super) fn is_enum(shape_type: ShapeType) -> bool {
    matches!(shape_type, ShapeType::Enum | ShapeType::IntEnum)
}
