//! Words for documentation comments that document nothing.
//!
//! The comment is what has to be changed, so people are pointed at it. The reference only notices
//! later that there was one, and its event points there: at the end of the statement, at the
//! opening brace of a body, or at the member behind the traits.

use crate::diag::{Code, Diagnostic, Fix};
use crate::name::ShapeType;
use crate::text::{Span, TextEdit};

use super::super::grammar::Context;
use super::super::statements::{Cut, Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::failure::Scene;
use super::{end_of_text, line_before, place};

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
}

/// With a change that moves the comment, or else makes it a comment of the other kind.
fn mended(
    report: Diagnostic,
    moved: Option<Fix>,
    context: Context<'_>,
    lexeme: Lexeme,
) -> Diagnostic {
    if let Some(fix) = moved {
        return report.fix(fix);
    }
    let text = context.text(lexeme);
    let edits = text
        .match_indices("///")
        .filter(|(at, _)| {
            let before = text.get(..*at).unwrap_or("");
            let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
            before
                .get(line..)
                .is_some_and(|blank| blank.trim().is_empty())
        })
        .filter_map(|(at, _)| {
            let start = lexeme.start + u32::try_from(at).ok()?;
            Some(TextEdit {
                span: place(context, start, start + 1),
                text: String::new(),
            })
        })
        .collect();
    report
        .help("move it, or write `//` for a comment that is no documentation")
        .fix(Fix {
            title: "make it a comment that is no documentation".to_owned(),
            edits,
        })
}

/// The beginning of the line of a byte, where only white space comes before it.
fn own_line(context: Context<'_>, at: u32) -> Option<u32> {
    let line = line_before(context.text, at as usize);
    let indent = u32::try_from(line.len()).ok()?;
    line.trim().is_empty().then_some(at - indent)
}

/// Puts a comment on lines of its own above a line.
fn move_before(context: Context<'_>, lexeme: Lexeme, line: u32) -> Option<Fix> {
    let text = context.text(lexeme);
    let indent = |at: u32| {
        let rest = context.text.get(at as usize..).unwrap_or("");
        let code = rest.trim_start_matches([' ', '\t']);
        rest.get(..rest.len() - code.len()).unwrap_or("").to_owned()
    };
    let indent = indent(line);
    let lines: Vec<String> = text
        .lines()
        .map(|line| format!("{indent}{}", line.trim()))
        .collect();
    // The line that is left empty goes with it.
    let (start, end) = match own_line(context, lexeme.start) {
        Some(start) => {
            let rest = context.text.get(lexeme.end as usize..)?;
            let ending = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            (start, lexeme.end + u32::try_from(ending.min(2)).ok()?)
        }
        None => {
            let line = line_before(context.text, lexeme.start as usize);
            let blanks = line.len() - line.trim_end().len();
            (lexeme.start - u32::try_from(blanks).ok()?, lexeme.end)
        }
    };
    Some(Fix {
        title: "move it up".to_owned(),
        edits: vec![
            TextEdit {
                span: place(context, line, line),
                text: format!("{}\n", lines.join("\n")),
            },
            TextEdit {
                span: place(context, start, end),
                text: String::new(),
            },
        ],
    })
}

/// Moves a comment that the cut dropped: above the traits of its shape, or above the member on
/// whose line it stands.
fn move_up(context: Context<'_>, cut: &Cut, lexeme: Lexeme) -> Option<Fix> {
    let next = cut
        .lexemes
        .partition_point(|other| other.start < lexeme.start);
    let before = cut.lexemes.get(next.checked_sub(1)?)?;
    if own_line(context, lexeme.start).is_none() {
        return above_line(context, cut, lexeme, next - 1);
    }
    let number = cut
        .statements
        .partition_point(|statement| statement.first < next)
        .checked_sub(1)?;
    let statement = cut.statements.get(number)?;
    let first = cut.lexemes.get(statement.first)?;
    let among_traits = statement.keyword >= next && first.kind == Kind::At;
    let shape = matches!(statement.form, Form::Shape(_)) && before.start >= first.start;
    if !(among_traits && shape) {
        return None;
    }
    move_before(context, lexeme, own_line(context, first.start)?)
}

/// Moves a comment behind a member above the member, where that has neither traits on lines of
/// their own nor documentation.
fn above_line(context: Context<'_>, cut: &Cut, lexeme: Lexeme, last: usize) -> Option<Fix> {
    let mut at = last;
    for _ in 0..REACH {
        let first = cut.lexemes.get(at)?;
        let before = cut.lexemes.get(at.checked_sub(1)?)?;
        if first.flags.has(Flags::NEWLINE) {
            let plain = before.kind == Kind::LeftBrace
                || first.flags.has(Flags::NEWLINE) && !is_trait_end(cut, at - 1);
            let member = matches!(first.kind, Kind::Identifier | Kind::Dollar);
            let line = own_line(context, first.start)?;
            return (plain && member && before.kind != Kind::DocComment)
                .then(|| move_before(context, lexeme, line))?;
        }
        at -= 1;
    }
    None
}

/// Whether a trait ends with a token, as far as can be told from the tokens before it.
fn is_trait_end(cut: &Cut, at: usize) -> bool {
    let kind = |at: Option<usize>| at.and_then(|at| cut.lexemes.get(at)).map(|it| it.kind);
    kind(Some(at)) == Some(Kind::RightParenthesis) || kind(at.checked_sub(1)) == Some(Kind::At)
}

/// One before a statement that is no shape; `rest` is the statement.
pub(super) fn before(context: Context<'_>, lexeme: Lexeme, rest: &[Lexeme]) -> Diagnostic {
    let last = rest.last().map(|last| context.span(*last).end_point());
    mended(misplaced(context, lexeme), None, context, lexeme)
        .event_at(last.unwrap_or_else(|| end_of_text(context)))
}

/// One that the cut dropped, inside or behind a statement.
pub(super) fn dropped(context: Context<'_>, cut: &Cut, lexeme: Lexeme) -> Diagnostic {
    let report = mended(
        misplaced(context, lexeme),
        move_up(context, cut, lexeme),
        context,
        lexeme,
    );
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
        let report = mended(
            misplaced(self.context, found),
            self.above_traits(found),
            self.context,
            found,
        );
        match self.behind_traits(found) {
            Some(next) if next.kind != Kind::RightBrace => report.event_at(self.span(next)),
            _ => report,
        }
    }

    /// Moves a comment between the traits of a member and the member above the traits.
    fn above_traits(&self, found: Lexeme) -> Option<Fix> {
        self.behind_traits(found)
            .filter(|next| next.kind != Kind::RightBrace)?;
        let mut at = self.index(Some(found));
        let mut first = None;
        let mut depth = 0usize;
        for _ in 0..REACH {
            at = at.checked_sub(1)?;
            let lexeme = self.lexemes.get(at)?;
            match lexeme.kind {
                kind if kind.is_closer() => depth += 1,
                kind if kind.is_opener() => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => break,
                },
                _ if depth > 0 => {}
                Kind::At => {
                    first = Some(*lexeme);
                    let before = self.lexemes.get(at.checked_sub(1)?)?;
                    if before.kind == Kind::DocComment {
                        return None;
                    }
                    if !is_trait_end(self.cut, self.statement.first + at - 1) {
                        break;
                    }
                }
                kind if kind.is_name() => {}
                _ => break,
            }
        }
        move_before(self.context, found, own_line(self.context, first?.start)?)
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
