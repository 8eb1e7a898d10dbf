//! What went wrong, in words.
//!
//! `file`, `statements` and `grammar` say what they found and where; here it becomes a
//! diagnostic that says what was expected, what stands there instead, and how to mend it. Every
//! code of the syntax is declared below this module. It holds words only: nothing here decides
//! whether something is wrong, except that a mistake already reported is not reported twice.

mod documentation;
mod failure;
mod foreign;
mod generics;
mod habits;
mod literals;
mod names;
mod order;
mod sides;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::node::IDL_DEPTH_LIMIT;
use crate::text::{Span, TextEdit};

use super::grammar::Context;
use super::statements::{Cut, Lexeme, Problem};
use super::token::{Flags, Kind, Token};
use generics::Around;

pub(super) use failure::failures;
pub(super) use order::{
    alias, before_statement, late_statement, missing_namespace, move_statement, second_namespace,
    statement_on_line, trailing_comma, traits_behind, unknown_statement,
};
pub(super) use sides::trailing_traits;

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
pub(super) fn characters(context: Context<'_>, cut: &Cut, tokens: &[Token]) -> Diagnostics {
    let mut reports = Diagnostics::new();
    // Whether the line of the last report goes on, and from where it is looked at.
    let mut seen: Option<usize> = None;
    let mut told = false;
    for (at, (token, next)) in tokens.iter().zip(tokens.iter().skip(1)).enumerate() {
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
        let line = line_before(context.text, start);
        let arrow = line.starts_with("operation ") && line.ends_with('-');
        if line.starts_with('#') || line.starts_with("--") || arrow {
            // The whole line is taken for a comment.
            continue;
        }
        let run = context.text.get(start..end).unwrap_or("");
        let around = Around {
            context,
            cut,
            tokens,
            at,
        };
        let span = place(context, token.start, next.start);
        let report = around.report();
        reports.push(report.unwrap_or_else(|| character(run, span, line.len())));
    }
    reports
}

/// What stands before a byte on its line, as far as it matters.
fn line_before(text: &str, at: usize) -> &str {
    let from = at.saturating_sub(LONGEST_INDENT);
    let from = (from..=at).find(|from| text.is_char_boundary(*from));
    let before = from.and_then(|from| text.get(from..at)).unwrap_or("");
    before
        .rfind(['\n', '\r'])
        .map_or(before, |end| before.get(end + 1..).unwrap_or(""))
}

/// How much of a line is looked at.
const LONGEST_INDENT: usize = 256;

/// A comment between `/*` and `*/` as comments of Smithy, below each other at a column.
fn line_comments(run: &str, column: usize) -> Option<LineComments> {
    let inner = run.strip_prefix("/*")?.strip_suffix("*/")?;
    let (sign, inner) = match inner.strip_prefix('*') {
        Some(inner) => ("///", inner),
        None => ("//", inner),
    };
    let mut lines: Vec<&str> = inner
        .lines()
        .map(|line| {
            let line = line.trim();
            line.strip_prefix('*').unwrap_or(line).trim()
        })
        .collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let lines = lines.iter().skip_while(|line| line.is_empty());
    let lines: Vec<String> = lines
        .map(|line| format!("{sign} {line}").trim_end().to_owned())
        .collect();
    (!lines.is_empty()).then(|| LineComments {
        text: lines.join(&format!("\n{}", " ".repeat(column))),
        documentation: sign == "///",
    })
}

/// Comments of Smithy in the place of others.
struct LineComments {
    text: String,
    documentation: bool,
}

fn character(run: &str, span: Span, column: usize) -> Diagnostic {
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
            let report = report.here("a comment begins with `//` and ends with its line");
            match line_comments(run, column) {
                None => report.help("write `//` at the start of every line of the comment"),
                Some(LineComments {
                    text,
                    documentation,
                }) => report.fix(Fix::replace(
                    if documentation {
                        "make it documentation"
                    } else {
                        "make it a line comment"
                    },
                    span,
                    text,
                )),
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
        Problem::Modifier(lexeme, next) => Some(order::modifier(context, *lexeme, *next)),
        Problem::WrongCloser(opener, closer) => Some(wrong_closer(context, *opener, *closer)),
        Problem::WrongArguments(opener, closer) => Some(wrong_arguments(context, *opener, *closer)),
        Problem::Documentation(lexeme) => Some(documentation::dropped(context, cut, *lexeme)),
    }
}

/// A body that is closed by another bracket.
fn wrong_closer(context: Context<'_>, opener: Lexeme, closer: Lexeme) -> Diagnostic {
    let wanted = opener.kind.closer().map_or("}", closer_text);
    let text = context.text(closer);
    UNCLOSED_BRACKET
        .at(
            context.span(closer),
            format!(
                "a `{}` is closed by `{wanted}`, not by `{text}`",
                context.text(opener)
            ),
        )
        .here(format!("write `{wanted}`"))
        .label(context.span(opener), "opened here")
        .fix(Fix::replace(
            format!("change `{text}` to `{wanted}`"),
            context.span(closer),
            wanted,
        ))
}

/// The arguments of a trait in other brackets than parentheses.
fn wrong_arguments(context: Context<'_>, opener: Lexeme, closer: Option<Lexeme>) -> Diagnostic {
    let report = failure::EXPECTED_TOKEN
        .at(
            context.span(opener),
            format!(
                "the value of a trait stands in `(…)`, not in `{}…`",
                context.text(opener)
            ),
        )
        .here("expected `(`");
    let Some(closer) = closer else {
        return report.help("write the value in parentheses");
    };
    let edit = |span: Span, text: &str| TextEdit {
        span,
        text: text.to_owned(),
    };
    let (open, close) = (context.span(opener), context.span(closer));
    let edits = if opener.kind == Kind::LeftBrace {
        vec![edit(open, "("), edit(close, ")")]
    } else {
        vec![edit(open.start_point(), "("), edit(close.end_point(), ")")]
    };
    report.fix(Fix {
        title: "put the value in parentheses".to_owned(),
        edits,
    })
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
        let line = line_before(context.text, inner.start as usize);
        let code = line.trim_start_matches([' ', '\t']);
        let indent = line.get(..line.len() - code.len()).unwrap_or("");
        (format!("\n{indent}{closers}"), format!("add `{closers}`"))
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
    let unclosed = cut
        .lexemes
        .iter()
        .filter(|lexeme| is_unclosed(lexeme.kind))
        .map(|lexeme| unclosed_string(context, *lexeme));
    let misquoted = cut
        .lexemes
        .iter()
        .filter(|lexeme| lexeme.kind == Kind::String && lexeme.flags.has(Flags::MISQUOTED))
        .map(|lexeme| misquoted(context, *lexeme));
    unclosed.chain(misquoted).collect()
}

/// A string in other quotes than `"`.
fn misquoted(context: Context<'_>, string: Lexeme) -> Diagnostic {
    let span = context.span(string);
    let text = context.text(string);
    let mut inner = text.chars();
    let (first, last) = (inner.next(), inner.next_back());
    let meant = format!("\"{}\"", inner.as_str());
    let report = INVALID_CHARACTER.at(span, "strings are quoted with `\"`");
    let report = match first.zip(last) {
        Some((first, last)) if first == '\'' => report.here(format!("not with `{first}…{last}`")),
        _ => report
            .here("other quotes")
            .note("a word processor may have put them there"),
    };
    report.fix(Fix::replace("change the quotes", span, meant))
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
        let end = place(context, found.end, found.end);
        report.fix(Fix::replace("add `\"\"\"`", end, "\"\"\""))
    } else if found.flags.has(Flags::UNOPENED) {
        unopened_string(context, found)
    } else {
        report.fix(Fix::replace("add `\"`", span.end_point(), "\""))
    }
}

/// A quote that ends a string which no quote begins.
fn unopened_string(context: Context<'_>, quote: Lexeme) -> Diagnostic {
    let start = start_of_unopened(context.text, quote).unwrap_or(quote.start);
    UNCLOSED_STRING
        .at(
            place(context, start, quote.end),
            "this string has no opening quote",
        )
        .here("`\"` is missing before this")
        .fix(Fix::replace("add `\"`", place(context, start, start), "\""))
}

/// Where a string begins of which only the closing quote stands there: behind the last sign on its
/// line that a value can follow.
fn start_of_unopened(text: &str, quote: Lexeme) -> Option<u32> {
    let line = line_before(text, quote.start as usize);
    let sign = line.rfind(['(', '[', '=', ':', ',', '"'])?;
    let value = line.get(sign + 1..)?;
    let blanks = value.len() - value.trim_start().len();
    let sound = value.len() > blanks && !value.ends_with([' ', '\t']);
    let length = u32::try_from(value.len() - blanks).ok()?;
    sound.then(|| quote.start - length)
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
