//! What went wrong, in words.
//!
//! `file`, `statements` and `grammar` say what they found and where; here it becomes a
//! diagnostic that says what was expected, what stands there instead, and how to mend it. Every
//! code of the syntax is declared below this module. It holds words only: nothing here decides
//! whether something is wrong, except that a mistake already reported is not reported twice.

mod documentation;
mod failure;
mod habits;
mod literals;
mod names;
mod order;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::node::IDL_DEPTH_LIMIT;
use crate::text::Span;

use super::grammar::Context;
use super::statements::{Cut, Lexeme, Problem};
use super::token::{Kind, Token};

pub(super) use failure::failures;
pub(super) use order::{
    before_statement, late_statement, missing_namespace, second_namespace, statement_on_line,
    trailing_comma, unknown_statement,
};

const FILE_TOO_LARGE: Code = Code::error("too-many-tokens", "Model");
const INVALID_CHARACTER: Code = Code::error("invalid-character", "Model");
const UNCLOSED_STRING: Code = Code::error("unclosed-string", "Model");
const UNCLOSED_BRACKET: Code = Code::error("unclosed-bracket", "Model");
const UNOPENED_BODY: Code = Code::error("unopened-body", "Model");
const NESTING_TOO_DEEP: Code = Code::error("nesting-too-deep", "Model");

/// The span of some bytes.
fn place(context: Context<'_>, start: u32, end: u32) -> Span {
    Span {
        file: context.file,
        start,
        end: end.max(start),
    }
}

/// The report of a file that spans cannot point into.
pub(super) fn too_large(span: Span) -> Diagnostic {
    failure::EXPECTED_TOKEN
        .at(span, "expected a model, found more than 4 GiB of text")
        .here("the file is not read")
        .help("split it into several files; a model is the sum of all of them")
}

/// The report of a file that is cut into more pieces than any model.
pub(super) fn too_many_tokens(span: Span, limit: usize) -> Diagnostic {
    FILE_TOO_LARGE
        .at(span, format!("the file has more than {} million tokens", limit / 1_000_000))
        .here("the file is not read")
        .note("the limit keeps hostile files from taking all memory; the largest real models stay below a tenth of it")
        .help("split it into several files; a model is the sum of all of them")
}

/// Reports of characters that begin no token: one for each line.
pub(super) fn characters(context: Context<'_>, tokens: &[Token]) -> Diagnostics {
    let mut reports = Diagnostics::new();
    // Whether the line of the last report goes on, and from where it is looked at.
    let mut seen: Option<usize> = None;
    let mut told = false;
    for (token, next) in tokens.iter().zip(tokens.iter().skip(1)) {
        if token.kind != Kind::Invalid {
            continue;
        }
        let (start, end) = (token.start as usize, next.start as usize);
        let between = seen.and_then(|last| context.text.get(last..start));
        told &= between.is_some_and(|between| !between.contains('\n'));
        seen = Some(end);
        if told {
            continue;
        }
        told = true;
        let run = context.text.get(start..end).unwrap_or("");
        reports.push(character(run, place(context, token.start, next.start)));
    }
    reports
}

fn character(run: &str, span: Span) -> Diagnostic {
    let first = run.chars().next().unwrap_or(' ');
    let invisible = is_blank(first) || is_mark(first);
    let shown = if first.is_control() || first == char::REPLACEMENT_CHARACTER || invisible {
        format!("U+{:04X}", u32::from(first))
    } else {
        run.chars().take(12).collect()
    };
    let report = INVALID_CHARACTER.at(
        span,
        if run.starts_with("/*") {
            "Smithy has no block comments".to_owned()
        } else if run.chars().nth(1).is_some() && !invisible {
            format!("`{shown}` means nothing in Smithy")
        } else if invisible {
            format!("the invisible character {shown} means nothing in Smithy")
        } else {
            format!("the character `{shown}` means nothing in Smithy")
        },
    );
    let remove = |title: &str| Fix::replace(title, span, "");
    match first {
        ';' => report
            .here("no `;` is needed")
            .note("a line break ends a statement, and members may be separated by commas")
            .fix(remove("remove `;`")),
        '\'' => report
            .here("strings are quoted with `\"`")
            .help("write `\"…\"` instead of `'…'`"),
        '“' | '”' | '„' | '«' | '»' => report
            .here("not the quote `\"`")
            .help("a word processor may have put it there; strings are quoted with `\"`")
            .fix(Fix::replace("replace it with `\"`", span, "\"")),
        '?' => report
            .here("members are optional unless they are `@required`")
            .fix(remove("remove `?`")),
        '!' => report
            .here("not part of any name or value")
            .help("a member is made mandatory by `@required` before it"),
        '<' | '>' => report
            .here("Smithy has no type parameters")
            .help("declare a list or map as a shape of its own and refer to it by name"),
        '/' if run.starts_with("/*") => {
            let inner = run.trim_start_matches("/*").trim_end_matches("*/").trim();
            let report = report.here("a comment begins with `//` and ends with its line");
            if run.contains(['\n', '\r']) || !run.ends_with("*/") {
                report.help("write `//` at the start of every line of the comment")
            } else {
                let line = format!("// {inner}");
                report.fix(Fix::replace("make it a line comment", span, line))
            }
        }
        '*' | '/' => report
            .here("a comment begins with `//`")
            .help("write `// …`, or `/// …` for documentation"),
        '|' => report
            .here("not part of any name or value")
            .help("declare a `union` or an `enum` as a shape of its own"),
        '\\' => report.here("escapes exist in strings only"),
        c if is_blank(c) => report
            .here("looks like a space, and is none")
            .fix(Fix::replace("replace it with a space", span, " ")),
        '\u{feff}' => report
            .here("a byte order mark stands at the start of a file only")
            .fix(remove("remove it")),
        c if is_mark(c) => report
            .here("something is written here that cannot be seen")
            .fix(remove("remove it")),
        c if !c.is_ascii() => report
            .here("only strings and comments may hold this")
            .help("names are made of the letters A to Z and a to z, digits and `_`"),
        _ => report.here("not part of any name or value"),
    }
}

/// Whether it looks like a space and is another character.
fn is_blank(character: char) -> bool {
    !character.is_ascii() && character.is_whitespace()
}

/// Whether it cannot be seen at all: marks of byte order, of zero width and of direction.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The report of what the cut found.
pub(super) fn problem(context: Context<'_>, cut: &Cut, problem: &Problem) -> Option<Diagnostic> {
    match problem {
        Problem::Unclosed {
            openers,
            before,
            after,
            name,
            spoiled,
        } => {
            let inner = openers.first()?;
            let outer = openers.last()?;
            // The quote that was not closed may have swallowed the bracket.
            let from = cut
                .lexemes
                .partition_point(|other| other.start < outer.start);
            let quote = cut
                .lexemes
                .iter()
                .skip(from)
                .take_while(|other| other.start < before.start)
                .any(|other| is_unclosed(other.kind));
            let report = || {
                let report = unclosed(context, openers, *inner, *before, *after, *name);
                if spoiled.is_some() && goes_on(cut, *inner, *before) {
                    report.event_at(end_of_text(context))
                } else {
                    report
                }
            };
            (!quote).then(report)
        }
        Problem::Unopened {
            name,
            after,
            before,
        } => {
            let message = match name {
                Some(name) => format!("the body of `{}` has no opening `{{`", context.text(*name)),
                None => "the body of this structure has no opening `{`".to_owned(),
            };
            Some(
                UNOPENED_BODY
                    .at(place(context, *after, *after), message)
                    .here("expected `{`")
                    .label(context.span(*before), "the body begins here")
                    .fix(Fix::replace(
                        "add `{`",
                        place(context, *after, *after),
                        " {",
                    )),
            )
        }
        Problem::TooDeep(lexeme) => Some(
            NESTING_TOO_DEEP
                .at(
                    context.span(*lexeme),
                    format!("values are nested more than {IDL_DEPTH_LIMIT} levels deep"),
                )
                .here("what is inside this bracket is left out")
                .note(format!(
                    "arrays and objects may be nested {IDL_DEPTH_LIMIT} levels deep"
                )),
        ),
        Problem::Documentation(lexeme) => Some(documentation::dropped(context, cut, *lexeme)),
    }
}

/// Whether everything from a token on reads as what could stand in a bracket that is not closed,
/// little as it is: the reference reads on to the end of the file and points there.
fn goes_on(cut: &Cut, inner: Lexeme, before: Lexeme) -> bool {
    let from = cut
        .lexemes
        .partition_point(|other| other.start < before.start);
    let rest = cut.lexemes.get(from..).unwrap_or(&[]);
    let value = |lexeme: &Lexeme| {
        lexeme.kind.is_name() || matches!(lexeme.kind, Kind::String | Kind::Number)
    };
    // The closing brackets that were put in have no width.
    let mut written = cut.lexemes.get(..from).unwrap_or(&[]).iter().rev();
    let last = written.find(|other| other.start < other.end);
    let most = match inner.kind {
        Kind::LeftBracket => MOST_READ_ON,
        // A value and the next key; then a colon is missed.
        _ if last.is_some_and(|last| last.kind == Kind::Colon) => 2,
        _ => return false,
    };
    rest.len() <= most && rest.iter().all(value)
}

/// How many tokens are looked at for [`goes_on`], for each bracket that is not closed.
const MOST_READ_ON: usize = 64;

fn end_of_text(context: Context<'_>) -> Span {
    let end = u32::try_from(context.text.len()).unwrap_or(u32::MAX);
    place(context, end, end)
}

fn unclosed(
    context: Context<'_>,
    openers: &[Lexeme],
    inner: Lexeme,
    before: Lexeme,
    after: u32,
    name: Option<Lexeme>,
) -> Diagnostic {
    let closers: String = openers
        .iter()
        .filter_map(|opener| opener.kind.closer())
        .map(closer_text)
        .collect();
    let at_end = before.kind == Kind::End;
    let missing = if openers.len() == 1 {
        format!("this `{}` is never closed", context.text(inner))
    } else {
        "these brackets are never closed".to_owned()
    };
    let body = openers.len() == 1 && inner.kind == Kind::LeftBrace;
    let message = match name.filter(|_| body) {
        Some(name) => format!("the body of `{}` has no closing `}}`", context.text(name)),
        None if at_end => format!("the file ends before `{closers}`"),
        None => format!("`{closers}` is missing"),
    };
    let mut report = UNCLOSED_BRACKET
        .at(context.span(before), message)
        .here(if at_end {
            format!("the file ends here, and `{closers}` has not come")
        } else {
            format!("`{closers}` has to come before this")
        });
    for opener in openers.iter().rev() {
        let words = if *opener == inner {
            missing.clone()
        } else {
            "nor is this one".to_owned()
        };
        report = report.label(context.span(*opener), words);
    }
    let spot = place(context, after, after);
    let (text, title) = if inner.kind == Kind::LeftBrace && openers.len() == 1 {
        (format!("\n{closers}"), format!("add `{closers}`"))
    } else {
        (closers.clone(), format!("add `{closers}`"))
    };
    report.fix(Fix::replace(title, spot, text))
}

fn closer_text(kind: Kind) -> &'static str {
    match kind {
        Kind::RightBrace => "}",
        Kind::RightBracket => "]",
        _ => ")",
    }
}

/// Reports of all strings that are not closed.
pub(super) fn strings(context: Context<'_>, cut: &Cut) -> Diagnostics {
    cut.lexemes
        .iter()
        .filter(|lexeme| is_unclosed(lexeme.kind))
        .map(|lexeme| unclosed_string(context, *lexeme))
        .collect()
}

/// A string that is not closed, blamed where it begins.
fn unclosed_string(context: Context<'_>, found: Lexeme) -> Diagnostic {
    let block = found.kind == Kind::UnclosedTextBlock;
    let quotes = if block { "\"\"\"" } else { "\"" };
    let first = first_line(context.text(found));
    let length = u32::try_from(first.len()).unwrap_or(0);
    let open = place(
        context,
        found.start,
        found.start + u32::try_from(quotes.len()).unwrap_or(1),
    );
    let span = if block {
        open
    } else {
        place(context, found.start, found.start + length)
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
        report.fix(Fix::replace("add `\"`", span.end_point(), "\""))
    }
}

fn first_line(text: &str) -> &str {
    text.split(['\r', '\n']).next().unwrap_or("")
}

/// Whether it is a string without its end.
fn is_unclosed(kind: Kind) -> bool {
    matches!(kind, Kind::UnclosedString | Kind::UnclosedTextBlock)
}

/// A token in words.
fn describe(context: Context<'_>, lexeme: Lexeme) -> String {
    match lexeme.kind {
        Kind::String | Kind::UnclosedString => {
            let text = context.text(lexeme);
            if text.len() <= 24 && !text.contains('\n') {
                format!("the string `{text}`")
            } else {
                "a string".to_owned()
            }
        }
        Kind::TextBlock | Kind::UnclosedTextBlock => "a text block".to_owned(),
        Kind::Number | Kind::InvalidNumber => format!("the number `{}`", context.text(lexeme)),
        Kind::DocComment => "a documentation comment".to_owned(),
        Kind::End => "the end of the file".to_owned(),
        _ => format!("`{}`", context.text(lexeme)),
    }
}
