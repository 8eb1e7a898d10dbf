//! Words for strings, numbers and names that are not spelled as they have to be.

use crate::diag::{Code, Diagnostic, Fix};

use super::super::grammar::Expect;
use super::super::statements::{Form, Lexeme};
use super::super::strings::Flaw;
use super::super::token::Kind;
use super::failure::Scene;
use super::names::QUOTED_NAME;
use super::place;

pub(super) const INVALID_NAME: Code = Code::error("invalid-name", "Model");
pub(super) const INVALID_NUMBER: Code = Code::error("invalid-number", "Model");
const INVALID_ESCAPE: Code = Code::error("invalid-escape", "Model");
const INVALID_STRING: Code = Code::error("invalid-string", "Model");

impl Scene<'_, '_> {
    pub(super) fn flawed(&self, flaw: Flaw, start: u32, end: u32, string: Lexeme) -> Diagnostic {
        let span = place(self.context, start, end);
        let text = self.context.text.get(span.range()).unwrap_or("");
        let report = match flaw {
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
            Flaw::NoLineBreak => {
                let report = INVALID_STRING
                    .at(
                        place(self.context, start, end),
                        "a text block has to begin on the line after its `\"\"\"`",
                    )
                    .here("a line break has to follow");
                let text = self.text(string);
                let inner = text.trim_matches('"');
                let head = inner.split(['\r', '\n']).next().unwrap_or("");
                if text.contains('\n') && head.trim().is_empty() {
                    let blanks = u32::try_from(head.len()).unwrap_or(0);
                    let gap = place(self.context, end, end + blanks);
                    report.fix(Fix::replace("remove the blanks", gap, ""))
                } else if text.contains('\n') {
                    let spot = place(self.context, end, end);
                    report.fix(Fix::replace("break the line", spot, "\n"))
                } else if inner.contains('"') || inner.contains('\\') {
                    report.help("break the line behind the opening quotes")
                } else {
                    report.fix(Fix::replace(
                        "make it a string",
                        self.span(string),
                        format!("\"{inner}\""),
                    ))
                }
            }
        };
        // The reference points at the string, which may begin lines before.
        report.event_at(self.span(string))
    }

    pub(super) fn number(&self, found: Lexeme) -> Diagnostic {
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
            let point = text.find('.').unwrap_or(0);
            let spot = self.span(found);
            let at = spot.start + u32::try_from(point).unwrap_or(0);
            report
                .here("a digit has to come before the point")
                .fix(Fix::replace("add `0`", place(self.context, at, at), "0"))
        } else if digits.starts_with("0x") || digits.starts_with("0X") || digits.starts_with("0b") {
            let report = report.here("numbers are decimal");
            match decimal(digits) {
                Some(value) => {
                    let sign = if text.starts_with('-') { "-" } else { "" };
                    let meant = format!("{sign}{value}");
                    report.fix(Fix::replace(
                        format!("change it to `{meant}`"),
                        self.span(found),
                        meant,
                    ))
                }
                None => report,
            }
        } else if digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let kept = digits.trim_start_matches('0');
            let sign = if text.starts_with('-') { "-" } else { "" };
            let meant = format!("{sign}{}", if kept.is_empty() { "0" } else { kept });
            report
                .here("a number cannot begin with zeros")
                .fix(Fix::replace(
                    format!("change it to `{meant}`"),
                    self.span(found),
                    meant,
                ))
        } else if digits.contains('_') {
            report.here("digits are not grouped").fix(Fix::replace(
                "remove `_`",
                self.span(found),
                text.replace('_', ""),
            ))
        } else if digits.trim_end_matches(['+', '-']).ends_with(['e', 'E']) {
            report.here("digits have to follow the exponent sign")
        } else if digits.ends_with('.') {
            let spot = self.span(found).end_point();
            report
                .here("digits have to follow the point")
                .fix(Fix::replace("add `0`", spot, "0"))
        } else {
            report
                .here("if a string is meant, put it in quotes")
                .fix(Fix::replace(
                    "put it in quotes",
                    self.span(found),
                    format!("\"{text}\""),
                ))
        }
    }

    pub(super) fn name(&self, expect: Expect, found: Lexeme) -> Diagnostic {
        let span = self.span(found);
        let text = self.text(found);
        let report = |message: String| INVALID_NAME.at(span, message);
        if found.kind == Kind::String {
            return QUOTED_NAME
                .at(span, "a name is not quoted here")
                .here("remove the quotes")
                .fix(Fix::replace(
                    "remove the quotes",
                    span,
                    text.trim_matches('"'),
                ));
        }
        let in_apply = self.statement.form == Form::Apply;
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
                    Some((shape, member))
                        if in_apply
                            && !shape.contains('.')
                            && shape.starts_with(|first: char| first.is_ascii_uppercase()) =>
                    {
                        let id = format!("{shape}${member}");
                        report
                            .here(format!("did you mean `{id}`?"))
                            .note("a `$` stands between the name of a shape and a member")
                            .fix(Fix::replace(format!("change it to `{id}`"), span, id))
                    }
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
}

/// The value of a hexadecimal or binary number, in decimal.
fn decimal(digits: &str) -> Option<u64> {
    let (base, rest) = match digits.get(..2)? {
        "0b" => (2, digits.get(2..)?),
        _ => (16, digits.get(2..)?),
    };
    u64::from_str_radix(rest, base).ok()
}
