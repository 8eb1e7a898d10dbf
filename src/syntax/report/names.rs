//! Words for what stands where a name, a target, a value or a body belongs.

use crate::diag::{Code, Diagnostic, Fix, nearest};
use crate::name::ShapeType;
use crate::text::TextEdit;

use super::super::grammar::{Expect, Failure, is_enum};
use super::super::statements::{Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::failure::{EXPECTED_TOKEN, Scene};
use super::habits::WRONG_SIGN;
use super::literals::INVALID_NAME;
use super::{describe, first_line, place};

const MISSING_VALUE: Code = Code::error("missing-value", "Model");
const MISSING_NAME: Code = Code::error("missing-name", "Model");
const MISSING_BODY: Code = Code::error("missing-body", "Model");
const UNEXPECTED_BODY: Code = Code::error("unexpected-body", "Model");
pub(super) const QUOTED_NAME: Code = Code::error("quoted-name", "Model");

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
                let assigned = self
                    .behind(failure.found, 1)
                    .is_some_and(|sign| matches!(sign.kind, Kind::Equal | Kind::Colon));
                if failure.expects(Expect::EnumMemberName)
                    && !assigned
                    && let Some(name) = enum_name(bare)
                {
                    let text = self.text(next);
                    return Some(
                        QUOTED_NAME
                            .at(span, "a member of an enum has a name, and perhaps a value")
                            .here(format!("write `{name} = {text}`"))
                            .fix(Fix::replace(
                                format!("change it to `{name} = {text}`"),
                                span,
                                format!("{name} = {text}"),
                            )),
                    );
                }
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
                .fix(Fix::replace(
                    "remove the target",
                    place(
                        self.context,
                        name.end,
                        value.map_or(colon.end, |value| value.end),
                    ),
                    "",
                ))
        }
    }

    /// What stands where a shape id belongs.
    pub(super) fn wrong_target(&self, next: Lexeme) -> Option<Diagnostic> {
        let span = self.span(next);
        match next.kind {
            Kind::String | Kind::Number if self.is_value(next) => {
                let target = if next.kind == Kind::Number {
                    "Integer"
                } else {
                    "String"
                };
                let text = first_line(self.text(next));
                Some(
                    EXPECTED_TOKEN
                        .at(span, "expected the name of a shape, found a value")
                        .here("a member has a target, and a default value only behind it")
                        .fix(Fix::replace(
                            format!("change it to `{target} = {text}`"),
                            span.start_point(),
                            format!("{target} = "),
                        )),
                )
            }
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
            Kind::LeftBrace
                if self
                    .before(Some(next))
                    .and_then(|sign| self.before(Some(sign)))
                    .is_some_and(|name| self.is_inline_property(name)) =>
            {
                let sign = self.before(Some(next))?;
                let name = self.before(Some(sign))?;
                let text = self.text(name);
                Some(
                    WRONG_SIGN
                        .at(
                            self.span(sign),
                            format!("the {text} is declared in place with `:=`, not with `:`"),
                        )
                        .here(format!("write `{text} := {{ … }}`"))
                        .fix(Fix::replace(
                            "change `:` to `:=`",
                            place(self.context, name.end, sign.end),
                            " :=",
                        )),
                )
            }
            Kind::LeftBrace if self.statement.form != Form::Apply => Some(
                EXPECTED_TOKEN
                    .at(span, "expected the name of a shape, found `{`")
                    .here("a target is one name")
                    .help(
                        "declare the structure or map as a shape of its own, and write its name here",
                    ),
            ),
            _ => None,
        }
    }

    /// Whether a literal in the place of a target is rather meant as the default value.
    fn is_value(&self, next: Lexeme) -> bool {
        let bare = self.text(next).trim_matches('"');
        let id = bare.contains('#')
            || bare.starts_with(|first: char| first.is_ascii_uppercase())
                && crate::name::is_identifier(bare);
        let behind_colon = self
            .before(Some(next))
            .is_some_and(|colon| colon.kind == Kind::Colon);
        let body = matches!(
            self.shape_type(),
            Some(ShapeType::Structure | ShapeType::Operation)
        );
        body && behind_colon && !id && crate::name::ShapeType::from_keyword(bare).is_none()
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
        if next.kind == Kind::At
            && !next.flags.has(Flags::NEWLINE)
            && let Some(report) = self.traits_behind_keyword(before, next)
        {
            return report;
        }
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
            let body = self.behind(Some(next), 1);
            let opens = body.is_some_and(|body| {
                body.kind == Kind::LeftBrace || matches!(self.text(body), "with" | "for")
            });
            let name = self.before(Some(before))?;
            if !opens {
                let colon = place(self.context, name.end, before.end);
                return Some(
                    WRONG_SIGN
                        .at(
                            self.span(before),
                            "`:=` declares a structure in place, and `:` refers to one",
                        )
                        .here(format!("write `{}: {text}`", self.text(name)))
                        .fix(Fix::replace("change `:=` to `:`", colon, ":")),
                );
            }
            let gap = place(self.context, before.end, next.end);
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
                    ))
                    .fix(Fix::replace(format!("remove `{text}`"), gap, "")),
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
        if here
            && before == name
            && let Some(report) = self.foreign_head(before, next)
        {
            return Some(report);
        }
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
            return Some(report);
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
        if self.statement.form == Form::Namespace
            && let Some(report) = self.behind_namespace(before, next)
        {
            return report;
        }
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

impl Scene<'_, '_> {
    /// A namespace with hyphens, or with its shapes in braces.
    fn behind_namespace(&self, name: Lexeme, next: Lexeme) -> Option<Diagnostic> {
        if next.kind == Kind::LeftBrace {
            let close = self.closer_of(next)?;
            let remove = |start: u32, end: u32| TextEdit {
                span: place(self.context, start, end),
                text: String::new(),
            };
            let inside = self
                .context
                .text
                .get(next.end as usize..close.start as usize)?;
            let kept = u32::try_from(inside.trim_end().len()).ok()?;
            return Some(
                EXPECTED_TOKEN
                    .at(self.span(next), "a namespace has no body")
                    .here("not needed")
                    .label(self.span(close), "nor is this")
                    .note("all shapes of a file belong to its namespace")
                    .fix(Fix {
                        title: "remove the braces".to_owned(),
                        edits: vec![
                            remove(name.end, next.end),
                            remove(next.end + kept, close.end),
                        ],
                    }),
            );
        }
        let rest = self.context.text.get(name.start as usize..)?;
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let text = rest.get(..end)?;
        let meant = text.replace('-', "_");
        let sound = meant.split('.').all(crate::name::is_identifier);
        if !text.contains('-') || !sound {
            return None;
        }
        let whole = place(
            self.context,
            name.start,
            name.start + u32::try_from(end).ok()?,
        );
        Some(
            INVALID_NAME
                .at(whole, format!("`{text}` cannot be a namespace"))
                .here("a name is made of letters, digits and `_`")
                .fix(Fix::replace(
                    format!("change it to `{meant}`"),
                    whole,
                    meant,
                )),
        )
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

/// The name of an enum member with this value: `open-now` → `OPEN_NOW`.
fn enum_name(value: &str) -> Option<String> {
    let name: String = value
        .chars()
        .map(|c| match c {
            '-' | ' ' | '.' | '/' => '_',
            other => other.to_ascii_uppercase(),
        })
        .collect();
    crate::name::is_identifier(&name).then_some(name)
}
