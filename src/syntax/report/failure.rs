//! Words for what a parser of the grammar could not read.

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::name::ShapeType;
use crate::text::Span;

use super::super::grammar::{
    Cause, Context, Ended, Expect, Failure, OPERATION_PROPERTIES, is_enum,
};
use super::super::statements::{Cut, Form, Lexeme, StatementRange};
use super::super::strings::Flaw;
use super::super::token::{Flags, Kind};
use super::{describe, is_unclosed, misplaced_documentation, place};

const EXPECTED_TOKEN: Code = Code::error("expected-token", "Model");
const MISSING_COLON: Code = Code::error("missing-colon", "Model");
const WRONG_SIGN: Code = Code::error("wrong-sign", "Model");
const MISSING_VALUE: Code = Code::error("missing-value", "Model");
const MISSING_NAME: Code = Code::error("missing-name", "Model");
const MISSING_BODY: Code = Code::error("missing-body", "Model");
const UNEXPECTED_BODY: Code = Code::error("unexpected-body", "Model");
const NESTED_SHAPE: Code = Code::error("nested-shape", "Model");
const QUOTED_NAME: Code = Code::error("quoted-name", "Model");
const INVALID_NAME: Code = Code::error("invalid-name", "Model");
const INVALID_NUMBER: Code = Code::error("invalid-number", "Model");
const INVALID_ESCAPE: Code = Code::error("invalid-escape", "Model");
const INVALID_STRING: Code = Code::error("invalid-string", "Model");
const UNCLOSED_STRING: Code = Code::error("unclosed-string", "Model");
const VALUE_LINE_BREAK: Code = Code::error("missing-line-break-after-value", "Model");
const UNEXPECTED_LINE_BREAK: Code = Code::error("unexpected-line-break", "Model");
const UNEXPECTED_SPACE: Code = Code::error("unexpected-space", "Model");
const UNKNOWN_OPERATION_PROPERTY: Code = Code::error("unknown-operation-property", "Model");
const CLAUSE_ORDER: Code = Code::error("clause-order", "Model");

/// The reports of everything that went wrong in one statement, without what follows from a
/// mistake that is reported already. Linear in the statement for each failure.
pub(in crate::syntax) fn failures(
    context: Context<'_>,
    cut: &Cut,
    statement: &StatementRange,
    failures: &[Failure],
) -> Diagnostics {
    if failures.is_empty() {
        return Vec::new();
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
    let mut reports: Diagnostics = Vec::new();
    let mut last = None;
    for failure in failures {
        let at = failure.found.map(|found| found.start);
        let behind_quote = quote.is_some_and(|quote| at.is_none_or(|at| at > quote.start));
        if behind_quote || scene.follows_from_known(failure) {
            continue;
        }
        if failure.cause == Cause::Unexpected && last == Some(at) {
            continue;
        }
        last = Some(at);
        reports.push(scene.explain(failure));
    }
    reports
}

struct Scene<'a, 't> {
    context: Context<'t>,
    cut: &'a Cut,
    statement: &'a StatementRange,
    lexemes: &'a [Lexeme],
}

impl Scene<'_, '_> {
    fn index(&self, found: Option<Lexeme>) -> usize {
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

    fn before(&self, found: Option<Lexeme>) -> Option<Lexeme> {
        let index = self.index(found).checked_sub(1)?;
        self.lexemes.get(index).copied()
    }

    /// The lexeme that comes so many places behind the one that was found.
    fn behind(&self, found: Option<Lexeme>, places: usize) -> Option<Lexeme> {
        self.lexemes.get(self.index(found) + places).copied()
    }

    fn text(&self, lexeme: Lexeme) -> &str {
        lexeme.text(self.context.text)
    }

    fn span(&self, lexeme: Lexeme) -> Span {
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
        let too_deep = before.kind.is_opener() && found.kind.is_closer();
        put_in || dropped || too_deep
    }

    fn explain(&self, failure: &Failure) -> Diagnostic {
        let found = failure.found;
        match (&failure.cause, found) {
            (Cause::Unexpected, _) | (_, None) => self.unexpected(failure),
            (Cause::Apart(expect), Some(found)) => self.apart(*expect, found),
            (Cause::Spaced(expect), Some(found)) => self.spaced(*expect, found),
            (Cause::NoLineBreak(ended), Some(found)) => self.no_line_break(*ended, found),
            (Cause::Flawed(flaw, start, end), Some(found)) => {
                self.flawed(*flaw, *start, *end, found)
            }
            (Cause::Unclosed, Some(found)) => self.unclosed_string(found),
            (Cause::Number, Some(found)) => self.number(found),
            (Cause::Name(expect), Some(found)) => self.name(*expect, found),
            (Cause::OperationProperty, Some(found)) => self.operation_property(found),
            (Cause::ForAfterWith, Some(found)) => CLAUSE_ORDER
                .at(self.span(found), "`for` has to come before `with`")
                .here("too late")
                .help("write `for Resource with [Mixin, …]`"),
            (Cause::Documentation, Some(found)) => misplaced_documentation(self.context, found),
        }
    }

    /// Where something that has to be on the same line is missing.
    fn end_of(&self, lexeme: Lexeme) -> Span {
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

    fn shape_type(&self) -> Option<ShapeType> {
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

    /// Mistakes that people make out of habit.
    fn habit(&self, failure: &Failure, before: Option<Lexeme>, next: Lexeme) -> Option<Diagnostic> {
        let here = failure.found.is_some();
        let member = failure.expects(Expect::MemberName) || failure.expects(Expect::EnumMemberName);
        if failure.expects(Expect::Colon) || failure.expects(Expect::ColonOrWalrus) {
            let name = before?;
            if here && let Some(report) = self.nested_shape(name, next, failure.found) {
                return Some(report);
            }
            if here && next.kind == Kind::Equal {
                return Some(self.equal_for_colon(failure, name, next));
            }
            if here && next.kind == Kind::Walrus {
                return Some(self.inline_for_colon(name, next));
            }
            let same_line = here && !next.flags.has(Flags::NEWLINE);
            let value = next.kind.is_name()
                || matches!(
                    next.kind,
                    Kind::String | Kind::LeftBrace | Kind::LeftBracket
                );
            if same_line && value && (name.kind.is_name() || name.kind == Kind::String) {
                return Some(self.missing_colon(name, next));
            }
        }
        if member
            && here
            && let Some(report) = self.wrong_member(failure, before, next)
        {
            return Some(report);
        }
        if failure.expects(Expect::Equal) && here && next.kind == Kind::Colon {
            return Some(self.colon_for_equal(before?, next));
        }
        if failure.expects(Expect::ShapeId)
            && here
            && let Some(report) = self.wrong_target(next)
        {
            return Some(report);
        }
        if failure.expects(Expect::ShapeName) {
            return Some(self.missing_name(before?, next));
        }
        if failure.expects(Expect::Value)
            && before.is_some_and(|before| matches!(before.kind, Kind::Equal | Kind::Colon))
        {
            return Some(self.missing_value(before?, next, here));
        }
        if failure.expects(Expect::LeftBrace) && !failure.expects(Expect::RightBracket) {
            return self.missing_body(before?, next, here);
        }
        if failure.expects(Expect::Statement) && here {
            return Some(self.left_over(before?, next));
        }
        None
    }

    fn nested_shape(
        &self,
        keyword: Lexeme,
        name: Lexeme,
        found: Option<Lexeme>,
    ) -> Option<Diagnostic> {
        let word = self.text(keyword);
        ShapeType::from_keyword(word)?;
        let behind = self.behind(found, 1)?;
        let opens = behind.kind == Kind::LeftBrace || self.text(behind) == "with";
        if name.kind != Kind::Identifier || !opens {
            return None;
        }
        Some(
            NESTED_SHAPE
                .at(
                    self.span(keyword).to(self.span(name)),
                    "a shape cannot be declared inside another one",
                )
                .here(format!("a {word} inside a body"))
                .note("every shape stands at the top level of its file and is referred to by name")
                .help(format!(
                    "move it out, and refer to it by a member such as `name: {}`; or close the \
                     body above if a `}}` is missing",
                    self.text(name)
                )),
        )
    }

    fn missing_colon(&self, name: Lexeme, next: Lexeme) -> Diagnostic {
        let spot = self.end_of(name);
        MISSING_COLON
            .at(
                self.span(name).to(self.span(next)),
                format!(
                    "`:` is missing between {} and {}",
                    describe(self.context, name),
                    describe(self.context, next)
                ),
            )
            .here(format!(
                "write `{}: {}`",
                self.text(name),
                first_line(self.text(next))
            ))
            .fix(Fix::replace("add `:`", spot, ":"))
    }

    fn equal_for_colon(&self, failure: &Failure, name: Lexeme, next: Lexeme) -> Diagnostic {
        let span = self.span(next);
        let target = self
            .behind(failure.found, 1)
            .map(|value| first_line(self.text(value)))
            .unwrap_or("…");
        let what = match self.shape_type() {
            Some(ShapeType::Service | ShapeType::Resource | ShapeType::Operation) => {
                "a property is given its value"
            }
            Some(_) if self.in_body(next) => "a member is given its target",
            _ => "a key is given its value",
        };
        WRONG_SIGN
            .at(span, format!("{what} with `:`, not with `=`"))
            .here(format!("write `{}: {target}`", self.text(name)))
            .fix(Fix::replace("change `=` to `:`", span, ":"))
    }

    fn colon_for_equal(&self, name: Lexeme, next: Lexeme) -> Diagnostic {
        let span = self.span(next);
        let what = if self.statement.form == Form::Metadata {
            "metadata is given its value"
        } else {
            "a value is assigned"
        };
        WRONG_SIGN
            .at(span, format!("{what} with `=`, not with `:`"))
            .here(format!("write `{} = …`", self.text(name)))
            .fix(Fix::replace("change `:` to ` =`", span, " ="))
    }

    fn inline_for_colon(&self, name: Lexeme, next: Lexeme) -> Diagnostic {
        let span = self.span(next);
        WRONG_SIGN
            .at(
                span,
                "`:=` declares the input or output of an operation, and nothing else",
            )
            .here(format!("write `{}: …`", self.text(name)))
            .help("declare the structure on its own and refer to it by name")
    }

    /// Whether a token stands directly in the body of a shape.
    fn in_body(&self, lexeme: Lexeme) -> bool {
        let mut depth = 0usize;
        for other in self.lexemes.iter().take(self.index(Some(lexeme))) {
            if other.kind.is_opener() {
                depth += 1;
            } else if other.kind.is_closer() {
                depth = depth.saturating_sub(1);
            }
        }
        depth == 1
    }

    /// What stands where the name of a member belongs.
    fn wrong_member(
        &self,
        failure: &Failure,
        before: Option<Lexeme>,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        let span = self.span(next);
        match next.kind {
            Kind::String => {
                let bare = self.text(next).trim_matches('"');
                let report = QUOTED_NAME
                    .at(span, "the name of a member is not quoted")
                    .here("remove the quotes");
                Some(if crate::name::is_identifier(bare) {
                    report.fix(Fix::replace("remove the quotes", span, bare))
                } else {
                    report.help(
                        "a name is made of letters, digits and `_`; the trait `@jsonName` gives \
                         a member another name on the wire",
                    )
                })
            }
            Kind::Colon if failure.expects(Expect::EnumMemberName) => {
                Some(self.colon_in_enum(before?, next, self.behind(failure.found, 1)))
            }
            kind if kind.is_name() => Some(
                INVALID_NAME
                    .at(
                        span,
                        format!("`{}` cannot be the name of a member", self.text(next)),
                    )
                    .here("a name is made of letters, digits and `_`"),
            ),
            Kind::Number | Kind::InvalidNumber => Some(
                INVALID_NAME
                    .at(span, "the name of a member cannot begin with a digit")
                    .here("a name begins with a letter or `_`")
                    .help("put a letter or `_` before it; `@jsonName` keeps the name on the wire"),
            ),
            _ => None,
        }
    }

    fn colon_in_enum(&self, name: Lexeme, colon: Lexeme, value: Option<Lexeme>) -> Diagnostic {
        let span = self.span(colon);
        let literal = value.is_some_and(|value| matches!(value.kind, Kind::String | Kind::Number));
        let report = WRONG_SIGN.at(
            span,
            "the value of an enum member is assigned with `=`, not with `:`",
        );
        if literal {
            report
                .here(format!(
                    "write `{} = {}`",
                    self.text(name),
                    value.map_or("…", |value| first_line(self.text(value)))
                ))
                .fix(Fix::replace("change `:` to ` =`", span, " ="))
        } else {
            report
                .here("the members of an enum have no target")
                .help(format!(
                    "write `{}` alone, or `{} = \"…\"`",
                    self.text(name),
                    self.text(name)
                ))
        }
    }

    /// What stands where a shape id belongs.
    fn wrong_target(&self, next: Lexeme) -> Option<Diagnostic> {
        let span = self.span(next);
        match next.kind {
            Kind::String => {
                let bare = self.text(next).trim_matches('"');
                Some(
                    QUOTED_NAME
                        .at(span, "the name of a shape is not quoted here")
                        .here("remove the quotes")
                        .fix(Fix::replace("remove the quotes", span, bare)),
                )
            }
            Kind::LeftBracket => Some(
                EXPECTED_TOKEN
                    .at(span, "expected the name of a shape, found a list")
                    .here("a target is one name")
                    .help(
                        "declare the list as a shape of its own, `list Names { member: String }`, \
                         and write its name here",
                    ),
            ),
            Kind::LeftBrace if self.statement.form != Form::Apply => Some(
                EXPECTED_TOKEN
                    .at(span, "expected the name of a shape, found `{`")
                    .here("a target is one name")
                    .help(if self.shape_type() == Some(ShapeType::Operation) {
                        "write `:=` instead of `:` to declare the structure in place"
                    } else {
                        "declare the structure or map as a shape of its own, and write its \
                             name here"
                    }),
            ),
            _ => None,
        }
    }

    fn missing_name(&self, before: Lexeme, next: Lexeme) -> Diagnostic {
        let word = self.text(before);
        let on_line = !next.flags.has(Flags::NEWLINE) && next.kind != Kind::End;
        if on_line && matches!(next.kind, Kind::String) {
            let span = self.span(next);
            let bare = self.text(next).trim_matches('"');
            return QUOTED_NAME
                .at(span, "the name of a shape is not quoted")
                .here("remove the quotes")
                .fix(Fix::replace("remove the quotes", span, bare));
        }
        let span = if on_line {
            self.span(next)
        } else {
            self.end_of(before)
        };
        let report = MISSING_NAME
            .at(span, format!("the {word} has no name"))
            .here("expected a name");
        if matches!(next.kind, Kind::Number | Kind::InvalidNumber) && on_line {
            report.help("a name begins with a letter or `_`")
        } else {
            report.label(
                self.span(before),
                format!("`{word}` has to be followed by a name"),
            )
        }
    }

    fn missing_value(&self, sign: Lexeme, next: Lexeme, here: bool) -> Diagnostic {
        let beside = !here || next.flags.has(Flags::NEWLINE);
        let setting = matches!(self.statement.form, Form::Control | Form::Metadata);
        let span = if beside && (setting || sign.kind == Kind::Equal) {
            self.end_of(sign)
        } else {
            self.span(next)
        };
        let text = self.text(sign);
        let report = MISSING_VALUE
            .at(span, format!("no value follows the `{text}`"))
            .here("expected a value");
        let report = if span.start == sign.end {
            report
        } else {
            report.label(self.span(sign), "the value belongs behind this")
        };
        report.help(
            "a value is a string, a number, `true`, `false`, `null`, `[…]`, `{…}` or a shape id",
        )
    }

    fn missing_body(&self, before: Lexeme, next: Lexeme, here: bool) -> Option<Diagnostic> {
        let shape_type = self.shape_type()?;
        let name = self.cut.lexemes.get(self.statement.keyword + 1).copied()?;
        let known = |word: &str| nearest(self.text(next), [word]).first() == Some(&word);
        if here && next.kind == Kind::Identifier {
            let span = self.span(next);
            for word in ["with", "for"] {
                if known(word) || self.text(next).eq_ignore_ascii_case(word) {
                    return Some(
                        EXPECTED_TOKEN
                            .at(
                                span,
                                format!(
                                    "expected `for`, `with` or `{{`, found `{}`",
                                    self.text(next)
                                ),
                            )
                            .here(format!("did you mean `{word}`?"))
                            .fix(Fix::replace(format!("change it to `{word}`"), span, word)),
                    );
                }
            }
            let inherits =
                ["extends", "implements", "mixin", "mixins", "is"].contains(&self.text(next));
            let report = EXPECTED_TOKEN
                .at(
                    span,
                    format!(
                        "expected `{{` after `{}`, found `{}`",
                        self.text(before),
                        self.text(next)
                    ),
                )
                .here("expected `{`");
            return Some(if inherits {
                report.help("shapes take over members by `with [Mixin]`")
            } else {
                report
            });
        }
        if here {
            return None;
        }
        let members = if is_enum(shape_type) {
            "{ MEMBER }"
        } else {
            match shape_type {
                ShapeType::List | ShapeType::Set => "{ member: String }",
                ShapeType::Map => "{ key: String, value: String }",
                ShapeType::Union => "{ member: String }",
                _ => "{}",
            }
        };
        let text = self.text(name);
        if before != name && before.kind != Kind::RightBracket {
            return None;
        }
        Some(
            MISSING_BODY
                .at(
                    self.span(name),
                    format!("the {shape_type} `{text}` has no body"),
                )
                .here("expected `{` after this".to_string())
                .help(format!("write `{shape_type} {text} {members}`"))
                .fix(Fix::replace(
                    format!("add `{members}`"),
                    self.end_of(before),
                    format!(" {members}"),
                )),
        )
    }

    /// Something follows what could have been the whole statement.
    fn left_over(&self, before: Lexeme, next: Lexeme) -> Diagnostic {
        let span = self.span(next);
        if let Some(shape_type) = self.shape_type() {
            if next.kind == Kind::LeftBrace {
                return UNEXPECTED_BODY
                    .at(span, format!("a {shape_type} has no body"))
                    .here("not allowed here")
                    .note(
                        "only aggregate shapes, enums, services, resources and operations have one",
                    )
                    .help("remove `{ … }`; what restricts the value is said by traits before it");
            }
            let equal = matches!(next.kind, Kind::Equal | Kind::Colon);
            if equal {
                return EXPECTED_TOKEN
                    .at(
                        span,
                        format!("expected the end of the line, found `{}`", self.text(next)),
                    )
                    .here(format!("a {shape_type} has no value"))
                    .help("a shape is a type; values are given by members and traits");
            }
        }
        EXPECTED_TOKEN
            .at(
                span,
                format!(
                    "expected the end of the line, found {}",
                    describe(self.context, next)
                ),
            )
            .here("the statement is complete before this")
            .label(self.span(before), "it ends here")
    }

    fn apart(&self, expect: Expect, found: Lexeme) -> Diagnostic {
        let before = self.before(Some(found));
        let comma = found.flags.has(Flags::COMMA) && !found.flags.has(Flags::NEWLINE);
        let what = describe(self.context, found);
        let is_with = expect == Expect::With;
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
        let message = if expect == Expect::LeftParenthesis {
            "no space may come between a trait and its `(`"
        } else {
            "no space may come between `@` and the name of the trait"
        };
        UNEXPECTED_SPACE
            .at(gap, message)
            .here("remove this space")
            .fix(Fix::replace("remove the space", gap, ""))
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

    fn flawed(&self, flaw: Flaw, start: u32, end: u32, string: Lexeme) -> Diagnostic {
        let span = place(self.context, start, end);
        let text = self.context.text.get(span.range()).unwrap_or("");
        match flaw {
            Flaw::UnknownEscape => {
                let report = INVALID_ESCAPE
                    .at(span, format!("`{text}` is no escape"))
                    .here("unknown escape")
                    .help(
                        "the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t`, \
                         `\\uXXXX`, and a backslash at the end of a line; a backslash itself is \
                         written `\\\\`",
                    );
                let spot = span.start_point();
                report.fix(Fix::replace("double the backslash", spot, "\\"))
            }
            Flaw::ShortUnicodeEscape => INVALID_ESCAPE
                .at(
                    span,
                    format!("`{text}` does not have four hexadecimal digits"),
                )
                .here("`\\u` takes exactly four of them")
                .help("fill up with zeros on the left, such as `\\u00e4`"),
            Flaw::LoneSurrogate => INVALID_ESCAPE
                .at(span, format!("`{text}` is half of a surrogate pair"))
                .here("the other half is missing")
                .note("`\\ud800` to `\\udbff` have to be followed by `\\udc00` to `\\udfff`")
                .help("write the character itself, or both halves"),
            Flaw::ControlCharacter => INVALID_STRING
                .at(
                    span,
                    format!(
                        "a string cannot hold the control character U+{:04X}",
                        text.chars().next().map_or(0, u32::from)
                    ),
                )
                .here("write it as an escape")
                .fix(Fix::replace(
                    "write it as an escape",
                    span,
                    format!("\\u{:04x}", text.chars().next().map_or(0, u32::from)),
                )),
            Flaw::NoLineBreak => INVALID_STRING
                .at(
                    place(self.context, start, end),
                    "a text block has to begin on the line after its `\"\"\"`",
                )
                .here("a line break has to follow")
                .help(if self.text(string).contains('\n') {
                    "break the line behind the opening quotes"
                } else {
                    "break the line behind the opening quotes, or write a string with `\"`"
                }),
        }
    }

    fn unclosed_string(&self, found: Lexeme) -> Diagnostic {
        let block = found.kind == Kind::UnclosedTextBlock;
        let quotes = if block { "\"\"\"" } else { "\"" };
        let first = first_line(self.text(found));
        let length = u32::try_from(first.len()).unwrap_or(0);
        let open = place(
            self.context,
            found.start,
            found.start + u32::try_from(quotes.len()).unwrap_or(1),
        );
        let span = if block {
            open
        } else {
            place(self.context, found.start, found.start + length)
        };
        let report = UNCLOSED_STRING
            .at(
                span,
                if block {
                    "this text block is never closed"
                } else {
                    "this string is never closed"
                },
            )
            .here(format!("`{quotes}` is missing"));
        if block {
            report.help("close it with `\"\"\"`")
        } else {
            report
                .help("close it with `\"`")
                .fix(Fix::replace("add `\"`", span.end_point(), "\""))
        }
    }

    fn number(&self, found: Lexeme) -> Diagnostic {
        let text = self.text(found);
        let report = INVALID_NUMBER.at(self.span(found), format!("`{text}` is no number"));
        let digits = text.trim_start_matches(['-', '+']);
        if text.starts_with('+') {
            let rest = text.trim_start_matches('+');
            report.here("numbers take no `+`").fix(Fix::replace(
                "remove `+`",
                self.span(found),
                rest,
            ))
        } else if digits.is_empty() {
            report.here("digits have to follow the sign")
        } else if digits.starts_with('.') {
            report.here("a digit has to come before the point")
        } else if digits.starts_with("0x") || digits.starts_with("0X") || digits.starts_with("0b") {
            report.here("numbers are decimal")
        } else if digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            report.here("a number cannot begin with zeros")
        } else if digits.contains('_') {
            report.here("digits are not grouped").fix(Fix::replace(
                "remove `_`",
                self.span(found),
                text.replace('_', ""),
            ))
        } else if digits.trim_end_matches(['+', '-']).ends_with(['e', 'E']) {
            report.here("digits have to follow the exponent sign")
        } else if digits.ends_with('.') {
            report.here("digits have to follow the point")
        } else {
            report
                .here("neither a number nor a name")
                .help("if a string is meant, put it in quotes")
        }
    }

    fn name(&self, expect: Expect, found: Lexeme) -> Diagnostic {
        let span = self.span(found);
        let text = self.text(found);
        let report = |message: String| INVALID_NAME.at(span, message);
        match expect {
            Expect::Namespace => report(format!("`{text}` cannot be a namespace"))
                .here("a namespace is names joined by dots")
                .help("write it without `#` and `$`, such as `namespace com.example`"),
            Expect::AbsoluteId => {
                let report = report(format!("`use` needs an absolute shape id, found `{text}`"));
                if found.kind == Kind::AbsoluteMemberId {
                    let shape = text.split('$').next().unwrap_or("");
                    return report.here("a member cannot be imported").fix(Fix::replace(
                        format!("change it to `{shape}`"),
                        span,
                        shape,
                    ));
                }
                match text.rsplit_once('.') {
                    Some((namespace, name)) => {
                        let id = format!("{namespace}#{name}");
                        report
                            .here(format!("did you mean `{id}`?"))
                            .note("a `#` stands between the namespace and the name of a shape")
                            .fix(Fix::replace(format!("change it to `{id}`"), span, id))
                    }
                    None => report
                        .here("the namespace is missing")
                        .help(format!("write `use some.namespace#{text}`")),
                }
            }
            Expect::ShapeName => report(format!("`{text}` cannot be the name of a shape"))
                .here("a name is made of letters, digits and `_`")
                .help("the namespace is declared once, by the `namespace` statement"),
            _ => {
                let report = report(format!("`{text}` is no shape id"));
                match text.rsplit_once('.') {
                    Some((namespace, name)) => {
                        let id = format!("{namespace}#{name}");
                        report
                            .here(format!("did you mean `{id}`?"))
                            .note("a `#` stands between the namespace and the name of a shape")
                            .fix(Fix::replace(format!("change it to `{id}`"), span, id))
                    }
                    None => report.here("expected the name of a shape"),
                }
            }
        }
    }

    fn operation_property(&self, found: Lexeme) -> Diagnostic {
        let text = self.text(found);
        let span = self.span(found);
        let report =
            UNKNOWN_OPERATION_PROPERTY.at(span, format!("an operation has no property `{text}`"));
        match nearest(text, OPERATION_PROPERTIES).first() {
            Some(meant) => report
                .here(format!("did you mean `{meant}`?"))
                .fix(Fix::replace(
                    format!("change it to `{meant}`"),
                    span,
                    *meant,
                )),
            None => report
                .here("unknown")
                .help("the properties of an operation are `input`, `output` and `errors`"),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.split(['\r', '\n']).next().unwrap_or("")
}

/// Everything that was expected, in words.
fn words(failure: &Failure, shape_type: Option<ShapeType>) -> String {
    const ALL: [(Expect, &str); 23] = [
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
        None => "something that can stand here".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
