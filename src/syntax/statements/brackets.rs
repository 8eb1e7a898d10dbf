//! Brackets of the wrong kind: the value of a trait in `[…]` or `{…}`, a body that ends in `]`.
//!
//! They are read as what they were meant to be, so that nothing behind them is misread, and told
//! as a [`Problem`]. What stands inside them is none of this module's business.

use super::super::token::{Flags, Kind};
use super::cutter::{CLOSER_WINDOW, Cutter, Open, Role};
use super::{Lexeme, Problem};

impl Cutter<'_> {
    /// Whether a bracket stands directly behind the name of a trait, where only `(` can.
    pub(super) fn opens_wrong_arguments(&self, lexeme: Lexeme) -> bool {
        let bracket = matches!(lexeme.kind, Kind::LeftBracket | Kind::LeftBrace);
        if !bracket || lexeme.flags.has(Flags::SPACE) {
            return false;
        }
        let mut before = self.out.lexemes.iter().rev();
        let name = before.next().is_some_and(|name| name.kind.is_name());
        name && before.next().is_some_and(|at| at.kind == Kind::At)
    }

    /// Reads such a bracket as if it stood in parentheses.
    pub(super) fn wrap_arguments(&mut self, lexeme: Lexeme) {
        let parenthesis = Lexeme {
            start: lexeme.start,
            end: lexeme.start,
            kind: Kind::LeftParenthesis,
            flags: Flags::VIRTUAL,
        };
        if self.muted.is_none() {
            self.out.lexemes.push(parenthesis);
        }
        self.open.push(Open {
            lexeme: parenthesis,
            role: Role::Arguments(false),
            indent: self.indent,
        });
        self.run.reported = true;
        self.out
            .problems
            .push(Problem::WrongArguments(lexeme, None));
        self.push(Role::Node);
    }

    /// Closes the parenthesis that was put in by [`Self::wrap_arguments`].
    pub(super) fn unwrap_arguments(&mut self, closer: Lexeme) {
        let wrapped = self.open.last().is_some_and(|open| {
            open.role == Role::Arguments(false)
                && open.lexeme.flags.has(Flags::VIRTUAL)
                && open.lexeme.kind == Kind::LeftParenthesis
        });
        if !wrapped {
            return;
        }
        let opener = self.pop().map(|open| open.lexeme.start);
        if self.muted.is_none() {
            self.out.lexemes.push(Lexeme {
                start: closer.end,
                end: closer.end,
                kind: Kind::RightParenthesis,
                flags: Flags::VIRTUAL,
            });
        }
        let known = self.out.problems.iter_mut().rev();
        for problem in known.take(CLOSER_WINDOW) {
            if let Problem::WrongArguments(lexeme, close) = problem
                && Some(lexeme.start) == opener
            {
                *close = Some(closer);
                break;
            }
        }
    }

    /// Takes a bracket that begins a line, where the line of an open body begins, as the end of
    /// that body.
    pub(super) fn closes_body_wrongly(&mut self, lexeme: Lexeme) -> bool {
        let Some(top) = self.open.last().copied() else {
            return false;
        };
        let body = top.lexeme.kind == Kind::LeftBrace && !top.lexeme.flags.has(Flags::VIRTUAL);
        let alone = lexeme.flags.has(Flags::NEWLINE) && self.indent == top.indent;
        if !(body && alone) || self.muted.is_some() {
            return false;
        }
        self.run.reported = true;
        self.out
            .problems
            .push(Problem::WrongCloser(top.lexeme, lexeme));
        self.pop();
        self.out.lexemes.push(Lexeme {
            kind: Kind::RightBrace,
            ..lexeme
        });
        self.advance();
        true
    }
}
