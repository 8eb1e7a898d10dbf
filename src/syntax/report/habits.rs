//! Words for what people write out of habit, when one token is missing or another one stands in
//! its place.

use crate::diag::{Code, Diagnostic, Fix};
use crate::name::ShapeType;

use super::super::grammar::{Expect, Failure};
use super::super::statements::{Form, Lexeme};
use super::super::token::{Flags, Kind};
use super::failure::Scene;
use super::{describe, first_line, place};

const MISSING_COLON: Code = Code::error("missing-colon", "Model");
pub(super) const WRONG_SIGN: Code = Code::error("wrong-sign", "Model");
const MISSING_TARGET: Code = Code::error("missing-target", "Model");
const NESTED_SHAPE: Code = Code::error("nested-shape", "Model");

impl Scene<'_, '_> {
    /// Mistakes that people make out of habit.
    pub(super) fn habit(
        &self,
        failure: &Failure,
        before: Option<Lexeme>,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        let here = failure.found.is_some();
        let member = failure.expects(Expect::MemberName) || failure.expects(Expect::EnumMemberName);
        if here && let Some(report) = self.foreign_member(failure, before, next) {
            return Some(report);
        }
        if here && let Some(report) = self.foreign_value(failure, before, next) {
            return Some(report);
        }
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
            if let Some(report) = self.missing_target(failure, name, next) {
                return Some(report);
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
        if here && let Some(report) = self.wrong_collection(failure, next) {
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
        if here && let Some(report) = self.bare(failure, before, next) {
            return Some(report);
        }
        if failure.expects(Expect::LeftBrace) && !failure.expects(Expect::RightBracket) {
            return self.missing_body(before?, next, here);
        }
        if failure.expects(Expect::Statement) && here {
            return Some(self.left_over(before?, next));
        }
        None
    }

    /// A value as another language would write it.
    fn foreign_value(
        &self,
        failure: &Failure,
        before: Option<Lexeme>,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        let ends = failure.expects(Expect::RightParenthesis);
        if ends || failure.expects(Expect::Colon) {
            let report = self.by_position(next);
            let report = report.or_else(|| self.text_without_quotes(next).filter(|_| ends));
            if report.is_some() {
                return report;
            }
        }
        if failure.expects(Expect::ShapeId)
            && let Some(report) = self.json_target(next)
        {
            return Some(report);
        }
        let list = failure.expects(Expect::LeftBracket) || failure.expects(Expect::Colon);
        if list {
            return self.list_without_brackets(failure, before?, next);
        }
        None
    }

    pub(super) fn nested_shape(
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
                .here("a shape inside a body")
                .note("every shape stands at the top level of its file and is referred to by name")
                .help(format!(
                    "move it out, and refer to it by a member such as `name: {}`; or close the \
                     body above if a `}}` is missing",
                    self.text(name)
                )),
        )
    }

    pub(super) fn missing_colon(&self, name: Lexeme, next: Lexeme) -> Diagnostic {
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
            .here(if next.kind.is_opener() {
                format!("write `{}: …`", self.text(name))
            } else {
                format!(
                    "write `{}: {}`",
                    self.text(name),
                    first_line(self.text(next))
                )
            })
            .fix(Fix::replace("add `:`", spot, ":"))
    }

    /// A member that is a name and nothing else.
    pub(super) fn missing_target(
        &self,
        failure: &Failure,
        name: Lexeme,
        next: Lexeme,
    ) -> Option<Diagnostic> {
        let shape_type = self.shape_type()?;
        let aggregate = matches!(
            shape_type,
            ShapeType::List
                | ShapeType::Set
                | ShapeType::Map
                | ShapeType::Structure
                | ShapeType::Union
        );
        let ends = next.kind == Kind::RightBrace
            || next.flags.has(Flags::NEWLINE.with(Flags::COMMA))
            || next.kind == Kind::End;
        if !aggregate || !ends || name.kind != Kind::Identifier || !self.in_body(next) {
            return None;
        }
        let text = self.text(name);
        let report = MISSING_TARGET
            .at(
                self.span(name),
                format!("the member `{text}` has no target"),
            )
            .here("expected `:` and the name of a shape after this");
        let key = match shape_type {
            ShapeType::List | ShapeType::Set => "member",
            ShapeType::Map
                if self
                    .before(Some(name))
                    .is_some_and(|b| b.kind == Kind::LeftBrace) =>
            {
                "key"
            }
            ShapeType::Map => "value",
            _ => return Some(report.help(format!("write `{text}: String`, or another shape"))),
        };
        if key == text || failure.found.is_none() {
            return Some(report.help(format!("write `{text}: String`, or another shape")));
        }
        Some(
            report
                .note(format!("the members of a {shape_type} have fixed names"))
                .fix(Fix::replace(
                    format!("change it to `{key}: {text}`"),
                    self.span(name),
                    format!("{key}: {text}"),
                )),
        )
    }

    pub(super) fn equal_for_colon(
        &self,
        failure: &Failure,
        name: Lexeme,
        next: Lexeme,
    ) -> Diagnostic {
        let span = self.span(next);
        let target = self
            .behind(failure.found, 1)
            .filter(|value| !value.kind.is_opener())
            .map_or("…", |value| first_line(self.text(value)));
        let what = match self.shape_type() {
            Some(ShapeType::Service | ShapeType::Resource | ShapeType::Operation) => {
                "a property is given its value"
            }
            Some(_) if self.in_body(next) => "a member is given its target",
            _ => "a key is given its value",
        };
        let opens = self
            .behind(failure.found, 1)
            .is_some_and(|value| value.kind == Kind::LeftBrace);
        if opens && self.is_inline_property(name) {
            let text = self.text(name);
            return WRONG_SIGN
                .at(
                    span,
                    format!("the {text} is declared in place with `:=`, not with `=`"),
                )
                .here(format!("write `{text} := {{ … }}`"))
                .fix(Fix::replace("change `=` to `:=`", span, ":="));
        }
        WRONG_SIGN
            .at(span, format!("{what} with `:`, not with `=`"))
            .here(format!("write `{}: {target}`", self.text(name)))
            .fix(Fix::replace(
                "change `=` to `:`",
                self.end_of(name).to(span),
                ":",
            ))
    }

    pub(super) fn colon_for_equal(&self, name: Lexeme, next: Lexeme) -> Diagnostic {
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

    /// Whether a token is the `input` or `output` of an operation.
    pub(super) fn is_inline_property(&self, name: Lexeme) -> bool {
        self.shape_type() == Some(ShapeType::Operation)
            && matches!(self.text(name), "input" | "output")
            && self.in_body(name)
    }

    pub(super) fn inline_for_colon(&self, name: Lexeme, next: Lexeme) -> Diagnostic {
        let span = self.span(next);
        if self.shape_type() == Some(ShapeType::Operation) && self.in_body(name) {
            return self.operation_property(name);
        }
        let target = self
            .behind(Some(next), 1)
            .filter(|target| target.kind.is_name());
        if let Some(target) = target {
            let colon = place(self.context, name.end, next.end);
            return WRONG_SIGN
                .at(
                    span,
                    "`:=` declares the input or output of an operation, and nothing else",
                )
                .here(format!(
                    "write `{}: {}`",
                    self.text(name),
                    self.text(target)
                ))
                .fix(Fix::replace("change `:=` to `:`", colon, ":"));
        }
        WRONG_SIGN
            .at(
                span,
                "`:=` declares the input or output of an operation, and nothing else",
            )
            .here(format!("write `{}: …`", self.text(name)))
            .help("declare the structure on its own and refer to it by name")
    }

    /// Whether a token stands directly in the body of a shape.
    pub(super) fn in_body(&self, lexeme: Lexeme) -> bool {
        let mut open = Vec::new();
        for other in self.lexemes.iter().take(self.index(Some(lexeme))) {
            if other.kind.is_opener() {
                open.push(other.kind);
            } else if other.kind.is_closer() {
                open.pop();
            }
        }
        open == [Kind::LeftBrace]
    }
}
