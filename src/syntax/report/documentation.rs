//! Words for documentation comments that document nothing.
//!
//! The comment is what has to be changed, so people are pointed at it. The reference only notices
//! later that there was one, and its event points there: at the end of the statement, at the
//! opening brace of a body, or at the member behind the traits.

use crate::diag::{Code, Diagnostic};
use crate::name::ShapeType;
use crate::text::Span;

use super::super::grammar::Context;
use super::super::statements::{Cut, Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::end_of_text;
use super::failure::Scene;

const MISPLACED_DOCUMENTATION: Code =
    Code::warning("misplaced-documentation", "Model.BadDocumentationComment");

/// How many tokens are looked at to find where the reference points, for each comment.
const REACH: usize = 64;

/// A documentation comment that documents nothing.
pub(super) fn misplaced(context: Context<'_>, lexeme: Lexeme) -> Diagnostic {
    MISPLACED_DOCUMENTATION
        .at(
            context.span(lexeme),
            "this documentation comment documents nothing",
        )
        .here("ignored")
        .note("`///` documents the shape or member that follows it, and stands before its traits")
        .help("move it, or write `//` for a comment that is no documentation")
}

/// One before a statement that is no shape; `rest` is the statement.
pub(super) fn before(context: Context<'_>, lexeme: Lexeme, rest: &[Lexeme]) -> Diagnostic {
    let last = rest.last().map(|last| context.span(*last).end_point());
    misplaced(context, lexeme).event_at(last.unwrap_or_else(|| end_of_text(context)))
}

/// One that the cut dropped, inside or behind a statement.
pub(super) fn dropped(context: Context<'_>, cut: &Cut, lexeme: Lexeme) -> Diagnostic {
    let report = misplaced(context, lexeme);
    match event_of_dropped(context, cut, lexeme) {
        Some(event) => report.event_at(event),
        None => report,
    }
}

/// Where the event is, if not at the comment.
fn event_of_dropped(context: Context<'_>, cut: &Cut, lexeme: Lexeme) -> Option<Span> {
    let number = cut.statements.partition_point(|statement| {
        let last = statement.last.checked_sub(1);
        let last = last.and_then(|last| cut.lexemes.get(last));
        last.is_some_and(|last| last.start < lexeme.start)
    });
    let statement = cut.statements.get(number)?;
    let lexemes = cut.lexemes.get(statement.first..statement.last)?;
    if lexemes.first()?.start > lexeme.start {
        // Behind the statement before, on its line.
        return None;
    }
    let has_members = matches!(
        statement.form,
        Form::Shape(
            ShapeType::List
                | ShapeType::Set
                | ShapeType::Map
                | ShapeType::Structure
                | ShapeType::Union
                | ShapeType::Enum
                | ShapeType::IntEnum
        )
    );
    if has_members {
        let head = lexemes.iter().skip(statement.keyword - statement.first);
        let brace = head.take(REACH).find(|head| head.kind == Kind::LeftBrace)?;
        if brace.start < lexeme.start {
            return None;
        }
        let keyword = cut.lexemes.get(statement.keyword)?;
        if keyword.start < lexeme.start {
            return Some(context.span(*brace));
        }
    }
    let written = |last: &&Lexeme| !last.flags.has(Flags::VIRTUAL);
    let last = lexemes.iter().rev().find(written)?;
    Some(context.span(*last).end_point())
}

impl Scene<'_, '_> {
    /// One between the traits of a member and the member, or at the end of a body.
    pub(super) fn documentation(&self, found: Lexeme) -> Diagnostic {
        let report = misplaced(self.context, found);
        match self.behind_traits(found) {
            Some(next) if next.kind != Kind::RightBrace => report.event_at(self.span(next)),
            _ => report,
        }
    }

    /// What comes behind a documentation comment and the traits that follow it.
    fn behind_traits(&self, found: Lexeme) -> Option<Lexeme> {
        let from = self.index(Some(found)) + 1;
        let mut depth = 0usize;
        let mut before = None;
        for lexeme in self.lexemes.get(from..)?.iter().take(REACH) {
            let belongs = match lexeme.kind {
                _ if depth > 0 => true,
                Kind::At | Kind::DocComment | Kind::LeftParenthesis => true,
                kind => kind.is_name() && before == Some(Kind::At),
            };
            if !belongs {
                return Some(*lexeme);
            }
            if lexeme.kind.is_opener() {
                depth += 1;
            } else if lexeme.kind.is_closer() {
                depth = depth.saturating_sub(1);
            }
            before = Some(lexeme.kind);
        }
        None
    }
}
