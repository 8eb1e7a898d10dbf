//! Words for what stands where a name, a target, a value or a body belongs.

use crate::diag::{Code, Diagnostic, Fix, nearest};
use crate::name::ShapeType;

use super::super::grammar::{Expect, Failure, is_enum};
use super::super::statements::{Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::failure::{EXPECTED_TOKEN, Scene};
use super::habits::WRONG_SIGN;
use super::literals::INVALID_NAME;
use super::{describe, first_line};

const MISSING_VALUE: Code = Code::error("missing-value", "Model");
const MISSING_NAME: Code = Code::error("missing-name", "Model");
const MISSING_BODY: Code = Code::error("missing-body", "Model");
const UNEXPECTED_BODY: Code = Code::error("unexpected-body", "Model");
const QUOTED_NAME: Code = Code::error("quoted-name", "Model");

impl Scene<'_, '_> {
    /// What stands where the name of a member belongs.
    pub(super) fn wrong_member(
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

    pub(super) fn colon_in_enum(
        &self,
        name: Lexeme,
        colon: Lexeme,
        value: Option<Lexeme>,
    ) -> Diagnostic {
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
    pub(super) fn wrong_target(&self, next: Lexeme) -> Option<Diagnostic> {
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

    /// More than one element of an inline list, or a structure where an inline map can stand.
    pub(super) fn wrong_collection(&self, failure: &Failure, next: Lexeme) -> Option<Diagnostic> {
        let here = if next.kind.is_closer() {
            "the value is missing"
        } else {
            "too much"
        };
        let (message, help) = if failure.expects(Expect::ListEnd) {
            (
                "an inline list has one element, the target of its members",
                "for values of different shapes, declare a union of its own and write its name here",
            )
        } else if failure.expects(Expect::MapEnd) || failure.expects(Expect::KeyEnd) {
            (
                "an inline map is one key and one value, such as `{String: Integer}`",
                "if a structure is meant, declare it as a shape of its own and write its name here",
            )
        } else {
            return None;
        };
        let report = EXPECTED_TOKEN.at(self.span(next), message);
        Some(report.here(here).help(help))
    }

    pub(super) fn missing_name(&self, before: Lexeme, next: Lexeme) -> Diagnostic {
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

    pub(super) fn missing_value(&self, sign: Lexeme, next: Lexeme, here: bool) -> Diagnostic {
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

    /// A name without what belongs around it.
    pub(super) fn bare(
        &self,
        failure: &Failure,
        before: Option<Lexeme>,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        if !next.kind.is_name() {
            return None;
        }
        let (before, span, text) = (before?, self.span(next), self.text(next));
        if failure.expects(Expect::LeftBracket) && self.text(before) == "with" {
            let mut last = next;
            for other in self.lexemes.get(self.index(Some(next))..).unwrap_or(&[]) {
                if !other.kind.is_name() || other.flags.has(Flags::NEWLINE) {
                    break;
                }
                last = *other;
            }
            let all = span.to(self.span(last));
            let names = self.context.text.get(all.range()).unwrap_or("");
            return Some(
                EXPECTED_TOKEN
                    .at(all, "mixins have to stand in brackets")
                    .here(format!("write `[{names}]`"))
                    .fix(Fix::replace("add the brackets", all, format!("[{names}]"))),
            );
        }
        if failure.expects(Expect::LeftBrace) && before.kind == Kind::Walrus {
            return Some(
                EXPECTED_TOKEN
                    .at(
                        span,
                        "a structure that is declared in place has no name of its own",
                    )
                    .here(format!("remove `{text}`"))
                    .note("its name is that of the operation and `Input` or `Output`")
                    .help(format!(
                        "or declare `{text}` as a shape of its own and refer to it with `:`"
                    )),
            );
        }
        if failure.expects(Expect::At) && self.statement.form == Form::Apply {
            return Some(
                EXPECTED_TOKEN
                    .at(span, format!("expected a trait, found `{text}`"))
                    .here(format!("did you mean `@{text}`?"))
                    .fix(Fix::replace("add `@`", span.start_point(), "@")),
            );
        }
        None
    }

    pub(super) fn missing_body(
        &self,
        before: Lexeme,
        next: Lexeme,
        here: bool,
    ) -> Option<Diagnostic> {
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
    pub(super) fn left_over(&self, before: Lexeme, next: Lexeme) -> Diagnostic {
        let span = self.span(next);
        if let Some(shape_type) = self.shape_type() {
            if next.kind == Kind::LeftBrace {
                return UNEXPECTED_BODY
                    .at(span, format!("{} has no body", with_article(shape_type)))
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
                    .here(format!("{} has no value", with_article(shape_type)))
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
}

fn with_article(shape_type: ShapeType) -> String {
    let word = shape_type.as_str();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) && !word.starts_with("un") {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}
