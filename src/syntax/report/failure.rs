//! Words for what a parser of the grammar could not read.

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::name::ShapeType;
use crate::text::{Span, TextEdit};

use super::super::grammar::{Cause, Context, Ended, Expect, Failure, OPERATION_PROPERTIES};
use super::super::statements::{Cut, Form, Lexeme, Problem, StatementRange};
use super::super::token::{Flags, Kind};
use super::{describe, is_unclosed, place, start_of_unopened};

pub(super) const EXPECTED_TOKEN: Code = Code::error("expected-token", "Model");
const VALUE_LINE_BREAK: Code = Code::error("missing-line-break-after-value", "Model");
const UNEXPECTED_LINE_BREAK: Code = Code::error("unexpected-line-break", "Model");
const MISSING_SPACE: Code = Code::error("missing-space", "Model");
const UNEXPECTED_SPACE: Code = Code::error("unexpected-space", "Model");
const UNKNOWN_OPERATION_PROPERTY: Code = Code::error("unknown-operation-property", "Model");
const CLAUSE_ORDER: Code = Code::error("clause-order", "Model");

/// How many tokens of a line are looked at for characters that mean nothing.
const MOST_ON_LINE: usize = 32;

/// What other languages call the properties of an operation.
const FOREIGN_PROPERTIES: [(&str, &str); 13] = [
    ("request", "input"),
    ("params", "input"),
    ("parameters", "input"),
    ("arguments", "input"),
    ("in", "input"),
    ("response", "output"),
    ("result", "output"),
    ("returns", "output"),
    ("out", "output"),
    ("throws", "errors"),
    ("exceptions", "errors"),
    ("raises", "errors"),
    ("error", "errors"),
];

/// The reports of everything that went wrong in one statement, without what follows from a
/// mistake that is reported already. Linear in the statement for each failure.
pub(in crate::syntax) fn failures(
    context: Context<'_>,
    cut: &Cut,
    statement: &StatementRange,
    failures: &[Failure],
) -> Diagnostics {
    if failures.is_empty() {
        return Diagnostics::new();
    }
    let scene = Scene {
        context,
        cut,
        statement,
        lexemes: cut
            .lexemes
            .get(statement.first..statement.last)
            .unwrap_or(&[]),
    };
    let quote = scene.lexemes.iter().find(|lexeme| is_unclosed(lexeme.kind));
    let unopened = quote
        .filter(|quote| quote.flags.has(Flags::UNOPENED))
        .and_then(|quote| start_of_unopened(context.text, *quote));
    let mut reports = Diagnostics::new();
    let mut last = None;
    // Where traits begin that were said to stand on the wrong side.
    let mut moved = None;
    for failure in failures {
        let at = failure.found.map(|found| found.start);
        if scene.follows_from_traits(failure, moved) {
            continue;
        }
        let behind_quote = unopened.is_some_and(|from| at.is_none_or(|at| at >= from))
            || quote.is_some_and(|quote| at.is_none_or(|at| at > quote.start));
        if behind_quote || scene.follows_from_known(failure) {
            continue;
        }
        if failure.cause == Cause::Unexpected && last == Some(at) {
            continue;
        }
        last = Some(at);
        if let (Cause::NoLineBreak(_), Some(found)) = (&failure.cause, failure.found) {
            moved = Some(found.start).filter(|_| found.kind == Kind::At);
        }
        reports.push(scene.explain(failure));
    }
    reports
}

pub(super) struct Scene<'a, 't> {
    pub(super) context: Context<'t>,
    pub(super) cut: &'a Cut,
    pub(super) statement: &'a StatementRange,
    pub(super) lexemes: &'a [Lexeme],
}

impl Scene<'_, '_> {
    pub(super) fn index(&self, found: Option<Lexeme>) -> usize {
        match found {
            None => self.lexemes.len(),
            Some(found) => self.lexemes.partition_point(|other| {
                (other.start, other.end) < (found.start, found.end) || {
                    // Brackets put in have no width; the one that was found is known by identity.
                    (other.start, other.end) == (found.start, found.end) && *other != found
                }
            }),
        }
    }

    pub(super) fn before(&self, found: Option<Lexeme>) -> Option<Lexeme> {
        let index = self.index(found).checked_sub(1)?;
        self.lexemes.get(index).copied()
    }

    /// The lexeme that comes so many places behind the one that was found.
    pub(super) fn behind(&self, found: Option<Lexeme>, places: usize) -> Option<Lexeme> {
        self.lexemes.get(self.index(found) + places).copied()
    }

    pub(super) fn text(&self, lexeme: Lexeme) -> &str {
        lexeme.text(self.context.text)
    }

    pub(super) fn span(&self, lexeme: Lexeme) -> Span {
        self.context.span(lexeme)
    }

    /// Whether a mistake that is reported already explains this one.
    fn follows_from_known(&self, failure: &Failure) -> bool {
        if !self.statement.reported {
            return false;
        }
        let general = matches!(
            failure.cause,
            Cause::Unexpected | Cause::NoLineBreak(_) | Cause::Apart(_)
        );
        if !general {
            return false;
        }
        let Some(found) = failure.found else {
            return true;
        };
        let Some(before) = self.before(failure.found) else {
            return true;
        };
        if self.is_spoiled(found) {
            return true;
        }
        let put_in = found.flags.has(Flags::VIRTUAL) || before.flags.has(Flags::VIRTUAL);
        // Characters that mean nothing were dropped in between.
        let between = self
            .context
            .text
            .get(before.end as usize..found.start as usize)
            .unwrap_or("");
        let dropped = between.lines().any(|line| {
            let code = line.split("//").next().unwrap_or("");
            !code.trim_matches([' ', '\t', ',', '\r']).is_empty()
        });
        let dropped = dropped || self.drops_on_line(found);
        let too_deep = before.kind.is_opener() && found.kind.is_closer();
        put_in || dropped || too_deep
    }

    /// Whether characters that mean nothing come before a token on its line.
    fn drops_on_line(&self, found: Lexeme) -> bool {
        let mut at = self.index(Some(found));
        if found.flags.has(Flags::NEWLINE) {
            at = at.saturating_sub(1);
        }
        for _ in 0..MOST_ON_LINE {
            let Some(next) = self.lexemes.get(at) else {
                return false;
            };
            let before = at.checked_sub(1).and_then(|at| self.lexemes.get(at));
            let Some(before) = before.filter(|_| !next.flags.has(Flags::NEWLINE)) else {
                return false;
            };
            let between = self
                .context
                .text
                .get(before.end as usize..next.start as usize)
                .unwrap_or("");
            if !between.trim_matches([' ', '\t', ',']).is_empty() {
                return true;
            }
            at -= 1;
        }
        false
    }

    /// Whether a token lies in a bracket that was not closed and is no body of a shape.
    fn is_spoiled(&self, found: Lexeme) -> bool {
        // The problems are in the order in which the cut came to them.
        let problems = &self.cut.problems;
        let next = problems.partition_point(|problem| problem.place() < found.start);
        problems
            .get(next..)
            .unwrap_or(&[])
            .iter()
            .take_while(|problem| {
                self.lexemes
                    .last()
                    .is_some_and(|last| problem.place() <= last.end)
            })
            .chain(problems.get(next))
            .any(|problem| match problem {
                Problem::Unclosed {
                    spoiled: Some(from),
                    ..
                } => *from <= found.start,
                _ => false,
            })
    }

    fn explain(&self, failure: &Failure) -> Diagnostic {
        let found = failure.found;
        match (&failure.cause, found) {
            (Cause::Unexpected, _) | (_, None) => self.unexpected(failure),
            (Cause::Apart(expect), Some(found)) => self.apart(*expect, found),
            (Cause::Spaced(expect), Some(found)) => self.spaced(*expect, found),
            (Cause::Glued, Some(found)) => self.glued(found),
            (Cause::NoLineBreak(ended), Some(found)) => {
                let traits = Some(found).filter(|found| found.kind == Kind::At);
                traits
                    .and_then(|at| self.traits_behind_value(at))
                    .unwrap_or_else(|| self.no_line_break(*ended, found))
            }
            (Cause::Flawed(flaw, start, end), Some(found)) => {
                self.flawed(*flaw, *start, *end, found)
            }
            (Cause::Number, Some(found)) => self.number(found),
            (Cause::Name(expect), Some(found)) => self.name(*expect, found),
            (Cause::OperationProperty, Some(found)) => self.operation_property(found),
            (Cause::ForAfterWith, Some(found)) => self.clause_order(found),
            (Cause::Documentation, Some(found)) => self.documentation(found),
        }
    }

    /// Where something that has to be on the same line is missing.
    pub(super) fn end_of(&self, lexeme: Lexeme) -> Span {
        self.span(lexeme).end_point()
    }

    /// The token that comes next, in this statement or behind it.
    fn next_token(&self, found: Option<Lexeme>) -> Lexeme {
        found
            .or_else(|| self.cut.lexemes.get(self.statement.last).copied())
            .unwrap_or_else(|| {
                let end = u32::try_from(self.context.text.len()).unwrap_or(u32::MAX);
                Lexeme {
                    start: end,
                    end,
                    kind: Kind::End,
                    flags: Flags::NEWLINE,
                }
            })
    }

    pub(super) fn shape_type(&self) -> Option<ShapeType> {
        match self.statement.form {
            Form::Shape(shape_type) => Some(shape_type),
            _ => None,
        }
    }

    /// The token that was expected did not come.
    fn unexpected(&self, failure: &Failure) -> Diagnostic {
        let next = self.next_token(failure.found);
        let before = self.before(failure.found);
        if let Some(report) = self.habit(failure, before, next) {
            return report;
        }
        let expected = words(failure, self.shape_type());
        let beside = before.filter(|before| {
            next.flags.has(Flags::NEWLINE) && self.stays_on_line(failure, *before)
        });
        let (span, found) = match beside {
            Some(before) => (self.end_of(before), "the end of the line".to_owned()),
            None => (self.span(next), describe(self.context, next)),
        };
        if expected.is_empty() {
            return EXPECTED_TOKEN
                .at(span, format!("{found} cannot stand here"))
                .here("not allowed here");
        }
        let report = EXPECTED_TOKEN.at(span, format!("expected {expected}, found {found}"));
        match before {
            Some(before) if beside.is_none() && !self.text(before).contains('\n') => report
                .here(format!("expected {expected}"))
                .label(self.span(before), "after this"),
            _ => report.here(format!("expected {expected}")),
        }
    }

    /// Whether what was expected has to stand on the line of the token before.
    fn stays_on_line(&self, failure: &Failure, before: Lexeme) -> bool {
        let keyword = self.cut.lexemes.get(self.statement.keyword) == Some(&before);
        let setting = matches!(
            self.statement.form,
            Form::Control | Form::Metadata | Form::Namespace | Form::Use
        );
        before.kind == Kind::Equal
            || setting
                && (keyword
                    || self.index(failure.found)
                        <= self.statement.keyword - self.statement.first + 3)
            || keyword && self.statement.form != Form::Apply
            || failure.expects(Expect::Colon) && !matches!(self.statement.form, Form::Apply)
            || before.kind == Kind::Colon && failure.expects(Expect::ShapeId)
    }
    fn apart(&self, expect: Expect, found: Lexeme) -> Diagnostic {
        let before = self.before(Some(found));
        let comma = found.flags.has(Flags::COMMA) && !found.flags.has(Flags::NEWLINE);
        let what = describe(self.context, found);
        let is_with = matches!(expect, Expect::With | Expect::For);
        let span = match before {
            // `with` on a line of its own is blamed where it stands: that is what has to move.
            Some(before) if !is_with => self.end_of(before),
            _ => self.span(found),
        };
        let after = before.map_or_else(String::new, |before| {
            format!(" as {}", describe(self.context, before))
        });
        let report = UNEXPECTED_LINE_BREAK.at(
            span,
            if comma {
                format!("no comma may come before {what}")
            } else {
                format!("{what} has to be on the same line{after}")
            },
        );
        let report = if is_with {
            report.here("move it to the end of the line above")
        } else {
            report
                .here(if comma {
                    "remove the comma"
                } else {
                    "the line ends too early"
                })
                .label(self.span(found), "this belongs on the line above")
        };
        match before {
            Some(before) => report.fix(Fix::replace(
                if comma {
                    "remove the comma"
                } else {
                    "join the lines"
                },
                place(self.context, before.end, found.start),
                " ",
            )),
            None => report,
        }
    }

    fn spaced(&self, expect: Expect, found: Lexeme) -> Diagnostic {
        let before = self.before(Some(found));
        let start = before.map_or(found.start, |before| before.end);
        let gap = place(self.context, start, found.start);
        let message = match expect {
            Expect::LeftParenthesis => "no space may come between a trait and its `(`",
            Expect::Key => "no space may come between `$` and what it sets",
            Expect::MemberName => "no space may come between `$` and the name of the member",
            _ => "no space may come between `@` and the name of the trait",
        };
        UNEXPECTED_SPACE
            .at(gap, message)
            .here("remove this space")
            .fix(Fix::replace("remove the space", gap, ""))
    }

    fn glued(&self, found: Lexeme) -> Diagnostic {
        let what = describe(self.context, found);
        let spot = self.span(found).start_point();
        let report = MISSING_SPACE.at(
            self.span(found),
            format!("a space has to come before {what}"),
        );
        let report = report.here("add a space before this");
        report.fix(Fix::replace("add a space", spot, " "))
    }

    fn no_line_break(&self, ended: Ended, found: Lexeme) -> Diagnostic {
        let before = self.before(Some(found));
        let what = match ended {
            Ended::Default => "a default value",
            Ended::EnumValue => "the value of an enum member",
        };
        let report = VALUE_LINE_BREAK
            .at(
                self.span(found),
                format!("a line break has to come after {what}"),
            )
            .here("move this to the next line");
        match before {
            Some(before) => {
                report
                    .label(self.span(before), "the value ends here")
                    .fix(Fix::replace(
                        "break the line",
                        place(self.context, before.end, found.start),
                        "\n",
                    ))
            }
            None => report,
        }
    }
    fn clause_order(&self, found: Lexeme) -> Diagnostic {
        let report = CLAUSE_ORDER
            .at(self.span(found), "`for` has to come before `with`")
            .here("too late");
        let at = self.index(Some(found));
        let with = self
            .lexemes
            .get(..at)
            .and_then(|before| before.iter().rfind(|word| self.text(**word) == "with"));
        let last = self.before(Some(found)).map(|last| self.span(last));
        let resource = self.behind(Some(found), 1);
        let ((Some(with), Some(last)), Some(resource)) = ((with, last), resource) else {
            return report.help("write `for` first, then `with`");
        };
        let clause = self.span(found).to(self.span(resource));
        let text = self.context.text.get(clause.range()).unwrap_or("");
        report.fix(Fix {
            title: format!("move `{text}` before `with`"),
            edits: vec![
                TextEdit {
                    span: self.span(*with).start_point(),
                    text: format!("{text} "),
                },
                TextEdit {
                    span: last.end_point().to(clause),
                    text: String::new(),
                },
            ],
        })
    }

    pub(super) fn operation_property(&self, found: Lexeme) -> Diagnostic {
        let text = self.text(found);
        let span = self.span(found);
        let report =
            UNKNOWN_OPERATION_PROPERTY.at(span, format!("an operation has no property `{text}`"));
        let foreign = FOREIGN_PROPERTIES
            .iter()
            .find(|(foreign, _)| text.eq_ignore_ascii_case(foreign))
            .map(|(_, property)| *property);
        let near = nearest(text, OPERATION_PROPERTIES).first().copied();
        match foreign.or(near) {
            Some(meant) => report
                .here(format!("did you mean `{meant}`?"))
                .fix(Fix::replace(format!("change it to `{meant}`"), span, meant)),
            None => report
                .here("unknown")
                .help("the properties of an operation are `input`, `output` and `errors`"),
        }
    }
}

/// Everything that was expected, in words.
fn words(failure: &Failure, shape_type: Option<ShapeType>) -> String {
    const ALL: [(Expect, &str); 26] = [
        (Expect::Value, "a value"),
        (Expect::ShapeId, "the name of a shape"),
        (Expect::ShapeName, "the name of the shape"),
        (Expect::MemberName, "a member"),
        (Expect::EnumMemberName, "a member"),
        (Expect::PropertyName, "a property"),
        (Expect::Key, "a key"),
        (Expect::Namespace, "a namespace such as `com.example`"),
        (
            Expect::AbsoluteId,
            "a shape id with its namespace, such as `com.example#Name`",
        ),
        (Expect::TraitName, "the name of a trait"),
        (Expect::TraitOrBlock, "a trait or `{`"),
        (Expect::At, "a trait"),
        (Expect::Colon, "`:`"),
        (Expect::ColonOrWalrus, "`:` or `:=`"),
        (Expect::Equal, "`=`"),
        (Expect::For, "`for`"),
        (Expect::With, "`with`"),
        (Expect::LeftParenthesis, "`(`"),
        (Expect::LeftBrace, "`{`"),
        (Expect::LeftBracket, "`[`"),
        (Expect::RightBrace, "`}`"),
        (Expect::RightBracket, "`]`"),
        (Expect::ListEnd, "`]`"),
        (Expect::KeyEnd, "`:`"),
        (Expect::MapEnd, "`}`"),
        (Expect::RightParenthesis, "`)`"),
    ];
    let mut found: Vec<&str> = ALL
        .iter()
        .filter(|(expect, _)| failure.expects(*expect))
        .filter(|(expect, _)| match expect {
            // A trait can always come where a member can, and clauses before a body.
            Expect::At => {
                !failure.expects(Expect::MemberName)
                    && !failure.expects(Expect::EnumMemberName)
                    && !failure.expects(Expect::TraitOrBlock)
                    && !failure.expects(Expect::Colon)
            }
            Expect::LeftParenthesis => false,
            Expect::For => shape_type == Some(ShapeType::Structure),
            _ => true,
        })
        .map(|(_, words)| *words)
        .collect();
    found.dedup();
    match found.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
