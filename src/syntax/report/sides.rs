//! Words for traits on the wrong side of what they are applied to.
//!
//! A trait stands before a shape or member. Behind its name, its target or its value it reads as
//! if it belonged to what comes next, or to nothing. Each report moves it to where it was meant.

use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::text::{Span, TextEdit};

use super::super::grammar::{Context, Failure};
use super::super::statements::{Cut, Lexeme};
use super::super::token::{Flags, Kind};
use super::failure::{EXPECTED_TOKEN, Scene};
use super::order::MISPLACED_TRAIT;
use super::place;

/// How many tokens of a trait are looked at.
const REACH: usize = 256;

impl Scene<'_, '_> {
    pub(super) fn missing_at(&self, word: Lexeme) -> Diagnostic {
        let text = self.text(word);
        EXPECTED_TOKEN
            .at(
                self.span(word),
                format!("`{text}` is a trait, and traits begin with `@`"),
            )
            .here(format!("write `@{text}`"))
            .fix(Fix::replace("add `@`", self.span(word).start_point(), "@"))
    }

    pub(super) fn modifier_for_target(
        &self,
        word: Lexeme,
        target: Lexeme,
        member: Lexeme,
    ) -> Diagnostic {
        let text = self.text(word);
        let edits = vec![
            TextEdit {
                span: self.span(member).start_point(),
                text: format!("@{text} "),
            },
            TextEdit {
                span: place(self.context, word.start, target.start),
                text: String::new(),
            },
        ];
        MISPLACED_TRAIT
            .at(
                self.span(word),
                format!("`{text}` is a trait, and traits stand before the member"),
            )
            .here(format!("write `@{text}` before `{}`", self.text(member)))
            .fix(Fix {
                title: format!("move it before `{}`", self.text(member)),
                edits,
            })
    }

    /// Traits behind the name or the `:` of a member, of which the first token is given.
    pub(super) fn trait_behind(&self, at: usize, member: Lexeme) -> Option<Diagnostic> {
        let end = self.end_of_traits(at)?;
        let first = self.lexemes.get(at)?;
        let last = self.lexemes.get(end.checked_sub(1)?)?;
        Some(self.move_traits(
            *first,
            *last,
            self.span(member).start_point(),
            self.text(member),
        ))
    }

    /// Moves traits on a line to a place before it.
    pub(super) fn move_traits(
        &self,
        first: Lexeme,
        last: Lexeme,
        to: Span,
        what: &str,
    ) -> Diagnostic {
        let traits = self.span(first).to(self.span(last));
        let text = self.context.text.get(traits.range()).unwrap_or("");
        let before = self
            .before(Some(first))
            .map_or(first.start, |before| before.end);
        let edits = vec![
            TextEdit {
                span: to,
                text: format!("{text} "),
            },
            TextEdit {
                span: place(self.context, before, last.end),
                text: String::new(),
            },
        ];
        MISPLACED_TRAIT
            .at(traits, "a trait stands before what it is applied to")
            .here(format!("move it before `{what}`"))
            .fix(Fix {
                title: format!("move it before `{what}`"),
                edits,
            })
    }

    /// The index behind the traits that begin at an index.
    pub(super) fn end_of_traits(&self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut depth = 0usize;
        let mut before = None;
        for lexeme in self.lexemes.get(at..)?.iter().take(REACH) {
            let belongs = depth > 0
                || match lexeme.kind {
                    Kind::At => !lexeme.flags.has(Flags::NEWLINE),
                    Kind::LeftParenthesis => before.is_some_and(Kind::is_name),
                    kind if kind.is_name() => before == Some(Kind::At),
                    _ => false,
                };
            if !belongs {
                break;
            }
            if lexeme.kind.is_opener() {
                depth += 1;
            } else if lexeme.kind.is_closer() {
                depth = depth.saturating_sub(1);
            }
            before = Some(lexeme.kind);
            end += 1;
        }
        (end > at).then_some(end)
    }

    /// Where the last traits before an index begin, if they stand on the line of what is before
    /// them.
    fn traits_beside(&self, end: usize) -> Option<usize> {
        let mut at = end;
        let mut found = None;
        let mut depth = 0usize;
        for _ in 0..REACH {
            at = at.checked_sub(1)?;
            let lexeme = self.lexemes.get(at)?;
            match lexeme.kind {
                kind if kind.is_closer() => depth += 1,
                kind if kind.is_opener() => depth = depth.checked_sub(1)?,
                _ if depth > 0 => {}
                Kind::At => {
                    if lexeme.flags.has(Flags::NEWLINE.with(Flags::COMMA)) {
                        return None;
                    }
                    found = Some(at);
                    let before = self.lexemes.get(at.checked_sub(1)?)?;
                    if !before.kind.is_closer() && !self.ends_trait_name(at - 1) {
                        break;
                    }
                }
                kind if kind.is_name() => {}
                _ => return None,
            }
        }
        found
    }

    fn ends_trait_name(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.lexemes.get(before))
            .is_some_and(|before| before.kind == Kind::At)
    }

    /// The member on whose line a token stands.
    fn first_of_line(&self, at: usize) -> Option<Lexeme> {
        let mut number = at;
        for _ in 0..REACH {
            let lexeme = self.lexemes.get(number)?;
            let before = self.lexemes.get(number.checked_sub(1)?)?;
            if lexeme.flags.has(Flags::NEWLINE) || before.kind == Kind::LeftBrace {
                return Some(*lexeme).filter(|first| first.kind == Kind::Identifier);
            }
            number -= 1;
        }
        None
    }

    /// `id: String @required }`.
    pub(super) fn traits_at_end(&self, brace: Lexeme) -> Option<Diagnostic> {
        let end = self.index(Some(brace));
        let at = self.traits_beside(end)?;
        self.traits_on_line(at, end)
    }

    /// Traits at these places, behind the member of their line.
    pub(super) fn traits_on_line(&self, at: usize, end: usize) -> Option<Diagnostic> {
        let member = self.first_of_line(at.checked_sub(1)?)?;
        let first = self.lexemes.get(at)?;
        let last = self.lexemes.get(end.checked_sub(1)?)?;
        Some(self.move_traits(
            *first,
            *last,
            self.span(member).start_point(),
            self.text(member),
        ))
    }

    /// Traits behind a value on its line.
    pub(super) fn traits_behind_value(&self, at: Lexeme) -> Option<Diagnostic> {
        let start = self.index(Some(at));
        let end = self.end_of_traits(start)?;
        self.traits_on_line(start, end)
    }

    /// Whether a failure at the end of a body only comes of traits that stand behind a value.
    pub(super) fn follows_from_traits(&self, failure: &Failure, known: Option<u32>) -> bool {
        let Some(brace) = failure.found.filter(|next| next.kind == Kind::RightBrace) else {
            return false;
        };
        let end = self.index(Some(brace));
        let first = self.traits_beside(end).and_then(|at| self.lexemes.get(at));
        first.is_some_and(|first| known == Some(first.start))
    }

    /// `structure @sensitive Card`.
    pub(super) fn traits_behind_keyword(&self, keyword: Lexeme, at: Lexeme) -> Option<Diagnostic> {
        let start = self.index(Some(at));
        let last = self
            .lexemes
            .get(self.end_of_traits(start)?.checked_sub(1)?)?;
        let to = self.span(keyword).start_point();
        Some(self.move_traits(at, *last, to, self.text(keyword)))
    }
}

/// Warnings about traits behind the target of a member, on its line, which apply to the member on
/// the next line: sound, and hardly ever meant. The reference says nothing of them.
pub(in crate::syntax) fn trailing_traits(context: Context<'_>, cut: &Cut) -> Diagnostics {
    let mut reports = Diagnostics::new();
    for (at, window) in cut.lexemes.windows(4).enumerate() {
        let [name, colon, target, sign] = window else {
            continue;
        };
        let member = name.kind == Kind::Identifier
            && colon.kind == Kind::Colon
            && target.kind.is_name()
            && sign.kind == Kind::At;
        if !member || sign.flags.has(Flags::NEWLINE.with(Flags::COMMA)) {
            continue;
        }
        let Some(last) = end_of_trait(cut, at + 3) else {
            continue;
        };
        let next = cut.lexemes.get(last + 1);
        let applies = next.is_some_and(|next| {
            next.flags.has(Flags::NEWLINE)
                && matches!(next.kind, Kind::Identifier | Kind::Dollar | Kind::At)
        });
        let (Some(next), Some(last)) = (next.filter(|_| applies), cut.lexemes.get(last)) else {
            continue;
        };
        let traits = context.span(*sign).to(context.span(*last));
        let text = context.text.get(traits.range()).unwrap_or("");
        let member = context.text(*name);
        let report = MISPLACED_TRAIT
            .at(traits, "this trait applies to the member on the next line")
            .severity(Severity::Warning)
            .here(format!("not to `{member}`"))
            .label(context.span(*next), "to what begins here")
            .fix(Fix {
                title: format!("move it before `{member}`"),
                edits: vec![
                    TextEdit {
                        span: context.span(*name).start_point(),
                        text: format!("{text} "),
                    },
                    TextEdit {
                        span: place(context, target.end, last.end),
                        text: String::new(),
                    },
                ],
            });
        reports.push(report.beyond());
    }
    reports
}

/// The last token of a trait that begins at an index.
fn end_of_trait(cut: &Cut, at: usize) -> Option<usize> {
    let name = cut.lexemes.get(at + 1)?;
    let open = cut.lexemes.get(at + 2)?;
    if !name.kind.is_name() {
        return None;
    }
    if open.kind != Kind::LeftParenthesis || open.flags.has(Flags::NEWLINE) {
        return Some(at + 1);
    }
    let mut depth = 0usize;
    for (number, lexeme) in cut.lexemes.iter().enumerate().skip(at + 2).take(REACH) {
        if lexeme.kind.is_opener() {
            depth += 1;
        } else if lexeme.kind.is_closer() {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(number);
            }
        }
    }
    None
}
