//! Words for what is wrong in a JSON text.

use crate::diag::{Code, Diagnostic, Fix};
use crate::node::JSON_DEPTH_LIMIT;
use crate::text::Span;

use super::Dialect;

const JSON_SYNTAX: Code = Code::error("json-syntax", "Model");
const JSON_COMMENT: Code = Code::error("json-comment", "Model");
const JSON_TRAILING_COMMA: Code = Code::error("json-trailing-comma", "Model");
const JSON_MISSING_COMMA: Code = Code::error("json-missing-comma", "Model");
const JSON_STRING: Code = Code::error("json-string", "Model");
const JSON_NUMBER: Code = Code::error("json-number", "Model");
const FILE_TOO_LARGE: Code = Code::error("too-many-json-values", "Model");
const JSON_NESTING: Code = Code::error("json-nesting-too-deep", "Model");
const DUPLICATE_KEY: Code = Code::error("duplicate-key", "Model");

pub(super) fn too_large(span: Span) -> Diagnostic {
    JSON_SYNTAX
        .at(span, "the file is larger than 4 GiB")
        .here("the file is not read")
}

pub(super) fn too_many_values(span: Span, limit: usize) -> Diagnostic {
    FILE_TOO_LARGE
        .at(
            span,
            format!("the file holds more than {} million values", limit / 1_000_000),
        )
        .here("reading stops here")
        .note("the limit keeps hostile files from taking all memory; the largest real models stay below a tenth of it")
        .help("split it into several files; a model is the sum of all of them")
}

pub(super) fn empty(span: Span) -> Diagnostic {
    JSON_SYNTAX
        .at(span, "the file holds no JSON value")
        .here("the file is empty")
        .help("write an object, at least `{}`")
}

pub(super) fn trailing(span: Span, value: Span) -> Diagnostic {
    JSON_SYNTAX
        .at(span, "a JSON text holds one value only")
        .here("this is too much")
        .label(value.end_point(), "the value ends here")
        .help("remove what follows, or look for a bracket that is closed too early")
}

pub(super) fn block_comment(span: Span, dialect: Dialect) -> Diagnostic {
    let report = JSON_COMMENT.at(span, "`/` begins nothing that JSON knows");
    match dialect {
        Dialect::Strict => report.here("JSON has no comments").help("remove it"),
        Dialect::Comments => report
            .here("a comment begins with `//`")
            .help("write `// …` on every line of the comment"),
    }
}

pub(super) fn comment(span: Span) -> Diagnostic {
    JSON_COMMENT
        .at(span, "JSON has no comments")
        .here("remove this comment")
        .fix(Fix::replace("remove the comment", span, ""))
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    JSON_NESTING
        .at(
            span,
            format!("values are nested more than {JSON_DEPTH_LIMIT} levels deep"),
        )
        .here("the file is not read beyond this bracket")
        .note(format!(
            "arrays and objects may be nested {JSON_DEPTH_LIMIT} levels deep"
        ))
}

pub(super) fn missing_colon(span: Span, key: Span, found: String) -> Diagnostic {
    JSON_SYNTAX
        .at(span, format!("expected `:` after the key, found {found}"))
        .here("expected `:`")
        .label(key, "this key has no value")
}

pub(super) fn bare_key(span: Span, text: &str) -> Diagnostic {
    JSON_SYNTAX
        .at(span, format!("the key `{text}` is not quoted"))
        .here("keys are strings")
        .fix(Fix::replace("quote it", span, format!("\"{text}\"")))
}

pub(super) fn expected_key(span: Span, found: String) -> Diagnostic {
    let report = JSON_SYNTAX.at(span, format!("expected a key or `}}`, found {found}"));
    if found == "`'`" {
        report.here("strings are quoted with `\"`")
    } else {
        report.here("expected a key in quotes")
    }
}

pub(super) fn expected_value(span: Span, found: String) -> Diagnostic {
    let report = JSON_SYNTAX.at(span, format!("expected a value, found {found}"));
    match found.as_str() {
        "`'`" => report.here("strings are quoted with `\"`"),
        "`+`" | "`.`" => report.here("a number begins with a digit or `-`"),
        "`,`" => report.here("a value is missing before this comma"),
        _ => report
            .here("expected a value")
            .help("a value is a string, a number, `true`, `false`, `null`, an array or an object"),
    }
}

pub(super) fn bare_word(span: Span, word: &str) -> Diagnostic {
    let report = JSON_SYNTAX.at(span, format!("`{word}` is no JSON value"));
    let lower = word.to_ascii_lowercase();
    let meant = match lower.as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        "null" | "none" | "nil" | "undefined" => Some("null"),
        _ => None,
    };
    match meant {
        Some(meant) => report
            .here(format!("did you mean `{meant}`?"))
            .fix(Fix::replace(format!("change it to `{meant}`"), span, meant)),
        None if lower == "nan" || lower == "infinity" => report
            .here("JSON has no such number")
            .help("Smithy writes it as a string: `\"NaN\"`, `\"Infinity\"`, `\"-Infinity\"`"),
        None => report.here("strings are quoted").fix(Fix::replace(
            "quote it",
            span,
            format!("\"{word}\""),
        )),
    }
}

pub(super) fn trailing_comma(span: Span) -> Diagnostic {
    JSON_TRAILING_COMMA
        .at(span, "JSON allows no comma before a closing bracket")
        .here("remove this comma")
        .fix(Fix::replace("remove the comma", span, ""))
}

pub(super) fn missing_comma(span: Span, gap: Span) -> Diagnostic {
    JSON_MISSING_COMMA
        .at(gap, "a comma is missing")
        .here("expected `,`")
        .label(span, "before this")
        .fix(Fix::replace("add a comma", gap, ","))
}

pub(super) fn expected_comma(
    span: Span,
    open: Option<Span>,
    in_array: bool,
    found: String,
) -> Diagnostic {
    let (closer, what) = if in_array {
        ("]", "array")
    } else {
        ("}", "object")
    };
    let report = JSON_SYNTAX
        .at(span, format!("expected `,` or `{closer}`, found {found}"))
        .here(format!("expected `,` or `{closer}`"));
    match open {
        Some(open) => report.label(open, format!("the {what} that is open")),
        None => report,
    }
}

pub(super) fn unclosed(span: Span, open: Option<Span>, in_array: bool) -> Diagnostic {
    let closer = if in_array { "]" } else { "}" };
    let report = JSON_SYNTAX
        .at(span, format!("the file ends before `{closer}`"))
        .here(format!("expected `{closer}`"));
    match open {
        Some(open) => report.label(open, "this is never closed"),
        None => report,
    }
}

pub(super) fn duplicate_key(span: Span, first: Span, key: &str) -> Diagnostic {
    DUPLICATE_KEY
        .at(span, format!("the key `{key}` is written twice"))
        .here("written again")
        .label(first, "first written here")
        .help("remove one of the two")
}

pub(super) fn unclosed_string(span: Span) -> Diagnostic {
    JSON_STRING
        .at(span, "this string is never closed")
        .here("`\"` is missing on this line")
        .note("a JSON string cannot hold a line break; it is written `\\n`")
        .fix(Fix::replace("add `\"`", span.end_point(), "\""))
}

pub(super) fn control_character(span: Span, byte: u8) -> Diagnostic {
    let escape = if byte == b'\t' {
        "\\t".to_owned()
    } else {
        format!("\\u{byte:04x}")
    };
    JSON_STRING
        .at(
            span,
            format!("a string cannot hold the control character U+{byte:04X}"),
        )
        .here(format!("write `{escape}`"))
        .fix(Fix::replace("write it as an escape", span, escape))
}

pub(super) fn unknown_escape(span: Span, text: &str) -> Diagnostic {
    JSON_STRING
        .at(span, format!("`{text}` is no escape"))
        .here("unknown escape")
        .help(
            "the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and \
             `\\uXXXX`; a backslash itself is written `\\\\`",
        )
        .fix(Fix::replace(
            "double the backslash",
            span.start_point(),
            "\\",
        ))
}

pub(super) fn short_escape(span: Span, text: &str) -> Diagnostic {
    JSON_STRING
        .at(
            span,
            format!("`{text}` does not have four hexadecimal digits"),
        )
        .here("`\\u` takes exactly four of them")
}

pub(super) fn lone_surrogate(span: Span, text: &str) -> Diagnostic {
    JSON_STRING
        .at(span, format!("`{text}` is half of a surrogate pair"))
        .here("the other half is missing")
        .help("write the character itself, or both halves")
}

pub(super) fn number(span: Span, text: &str) -> Diagnostic {
    let report = JSON_NUMBER.at(span, format!("`{text}` is no number"));
    let digits = text.trim_start_matches('-');
    if digits.is_empty() {
        report.here("digits have to follow the sign")
    } else if digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        report.here("a number cannot begin with zeros")
    } else if digits.ends_with('.') {
        report.here("digits have to follow the point")
    } else {
        report
            .here("not a number")
            .help("if a string is meant, put it in quotes")
    }
}
