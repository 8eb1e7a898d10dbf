//! Words for statements in the wrong order, on the wrong line, or of no known kind.

use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::text::Span;

use super::super::file::Section;
use super::super::grammar::Context;
use super::super::keywords;
use super::super::statements::{Form, Lexeme, StatementRange};
use super::super::token::Kind;
use super::{documentation, place};

const MISSING_LINE_BREAK: Code = Code::error("missing-line-break", "Model");
const TRAILING_COMMA: Code = Code::error("trailing-comma", "Model");
const MISSING_NAMESPACE: Code = Code::error("missing-namespace", "Model");
const DUPLICATE_NAMESPACE: Code = Code::error("duplicate-namespace", "Model");
const MISPLACED_STATEMENT: Code = Code::error("misplaced-statement", "Model");
const MISPLACED_TRAIT: Code = Code::error("misplaced-trait", "Model");
const UNKNOWN_STATEMENT: Code = Code::error("unknown-statement", "Model");
const STRAY_BRACKET: Code = Code::error("stray-bracket", "Model");

/// Two statements on one line.
pub(in crate::syntax) fn statement_on_line(
    context: Context<'_>,
    last: Lexeme,
    first: Lexeme,
) -> Diagnostic {
    MISSING_LINE_BREAK
        .at(
            context.span(first),
            "a statement has to begin on a line of its own",
        )
        .here("move this to the next line")
        .label(context.span(last), "the statement before ends here")
        .fix(Fix::replace(
            "break the line",
            place(context, last.end, first.start),
            "\n",
        ))
}

/// A comma behind a statement.
pub(in crate::syntax) fn trailing_comma(
    context: Context<'_>,
    last: Lexeme,
    next: u32,
) -> Diagnostic {
    let between = context
        .text
        .get(last.end as usize..next as usize)
        .and_then(|between| between.find(','))
        .and_then(|at| u32::try_from(at).ok())
        .unwrap_or(0);
    let comma = place(context, last.end + between, last.end + between + 1);
    TRAILING_COMMA
        .at(comma, "a comma cannot follow a statement")
        .here("not needed")
        .note("commas count as white space between members and values, not between statements")
        .fix(Fix::replace("remove `,`", comma, ""))
}

/// A shape or `use` before any `namespace`.
pub(in crate::syntax) fn missing_namespace(
    span: Span,
    section: Section,
    later: Option<Span>,
) -> Diagnostic {
    let what = if section == Section::Use {
        "a `use` statement"
    } else {
        "a shape"
    };
    let report = MISSING_NAMESPACE.at(
        span,
        format!("{what} comes before the namespace of the file"),
    );
    match later {
        Some(later) => report
            .here("has to come after it")
            .label(later, "the namespace is declared only here")
            .help("move the `namespace` statement up, above every `use` and every shape"),
        None => Diagnostic {
            message: format!("{what} comes in a file without a namespace"),
            ..report
        }
        .here("which namespace does this belong to?")
        .fix(Fix::replace(
            "add `namespace com.example`",
            span.start_point(),
            "namespace com.example\n\n",
        )),
    }
}

/// A second `namespace`.
pub(in crate::syntax) fn second_namespace(span: Span, first: Option<Span>) -> Diagnostic {
    let report = DUPLICATE_NAMESPACE
        .at(span, "a file has one namespace only")
        .here("a second `namespace` statement")
        .help("put the shapes of the other namespace into a file of their own");
    match first {
        Some(first) => report.label(first, "the namespace of this file"),
        None => report,
    }
}

/// A statement of an earlier section.
pub(in crate::syntax) fn late_statement(
    span: Span,
    section: Section,
    current: Section,
    shape: Option<Span>,
) -> Diagnostic {
    let (what, before) = match section {
        Section::Control => ("a control statement", "everything else"),
        Section::Metadata => ("a `metadata` statement", "`namespace`"),
        Section::Namespace => ("the `namespace` statement", "`use` statements and shapes"),
        Section::Use | Section::Shapes => ("a `use` statement", "the first shape"),
    };
    let report = MISPLACED_STATEMENT
        .at(span, format!("{what} has to come before {before}"))
        .here("too late")
        .note("the order is: control statements, metadata, namespace, `use` statements, shapes")
        .help("move it up");
    match shape {
        Some(shape) if current == Section::Shapes => report.label(shape, "the first shape is here"),
        _ => report,
    }
}

/// What is wrong with traits and documentation before something that is no shape, and with a
/// statement that is nothing we know.
pub(in crate::syntax) fn before_statement(
    context: Context<'_>,
    statement: &StatementRange,
    before: &[Lexeme],
    rest: &[Lexeme],
) -> Diagnostics {
    let form = statement.form;
    let keyword = rest.first().copied();
    let mut reports = Diagnostics::new();
    let at = before.iter().find(|lexeme| lexeme.kind == Kind::At);
    let comment = before.iter().find(|lexeme| lexeme.kind == Kind::DocComment);
    match (form, keyword) {
        (Form::Unknown, None) => {
            if let (Some(at), Some(last)) = (at, before.last()) {
                let span = context.span(*at).to(context.span(*last));
                let end = u32::try_from(context.text.len()).unwrap_or(u32::MAX);
                reports.push(
                    MISPLACED_TRAIT
                        .at(
                            place(context, end, end),
                            "a trait needs a shape to follow it",
                        )
                        .here("the file ends here")
                        .label(span, "these traits apply to nothing")
                        .help("add the shape, or use `apply` for a shape declared elsewhere"),
                );
            } else if let Some(lexeme) = comment {
                reports.push(documentation::before(context, *lexeme, rest));
            }
            return reports;
        }
        (Form::Unknown, Some(_)) => {
            reports.extend(unknown_statement(context, rest, statement.meant));
            return reports;
        }
        _ => {}
    }
    if let (Some(at), Some(keyword)) = (at, keyword) {
        let text = context.text(keyword);
        let traits = place(
            context,
            at.start,
            before.last().map_or(at.end, |last| last.end),
        );
        reports.push(if form == Form::Apply {
            MISPLACED_TRAIT
                .at(
                    context.span(keyword),
                    "traits cannot stand before an `apply` statement",
                )
                .here("`apply` takes its traits behind the shape id")
                .label(traits, "these traits have no shape")
                .help("move them behind the id, or into `{ … }` where there are several")
        } else {
            MISPLACED_TRAIT
                .at(
                    traits,
                    format!("traits cannot stand before a `{text}` statement"),
                )
                .here("traits apply to shapes and members only")
                .label(context.span(keyword), "this is no shape")
                .help("move them to the shape that they are meant for")
        });
    }
    if let Some(lexeme) = comment.filter(|_| form != Form::Apply) {
        reports.push(documentation::before(context, *lexeme, rest));
    }
    reports
}

/// A statement that begins with no keyword; `rest` is all of it but the traits.
pub(in crate::syntax) fn unknown_statement(
    context: Context<'_>,
    rest: &[Lexeme],
    meant: Option<&'static str>,
) -> Option<Diagnostic> {
    let (keyword, following) = rest.split_first()?;
    Some(unknown(
        context,
        *keyword,
        following.first().copied(),
        meant,
    ))
}

fn unknown(
    context: Context<'_>,
    keyword: Lexeme,
    following: Option<Lexeme>,
    meant: Option<&'static str>,
) -> Diagnostic {
    let span = context.span(keyword);
    let text = context.text(keyword);
    if keyword.kind.is_closer() {
        return STRAY_BRACKET
            .at(span, format!("this `{text}` closes nothing"))
            .here("no bracket is open here")
            .help("remove it, or look above for a bracket that is closed too early")
            .fix(Fix::replace(format!("remove `{text}`"), span, ""));
    }
    if !keyword.kind.is_name() {
        return UNKNOWN_STATEMENT
            .at(
                span,
                format!(
                    "a statement cannot begin with {}",
                    super::describe(context, keyword)
                ),
            )
            .here("expected a keyword such as `structure`, `use` or `apply`")
            .help(KINDS);
    }
    let report = UNKNOWN_STATEMENT.at(span, format!("`{text}` is no kind of statement"));
    if let Some(length) = keywords::glued(text, following.is_some_and(|next| next.kind.is_name())) {
        let (keyword_part, rest) = text.split_at(length);
        let gap = keyword.start + u32::try_from(length).unwrap_or(0);
        return report
            .here(format!("did you mean `{keyword_part} {rest}`?"))
            .fix(Fix::replace("add a space", place(context, gap, gap), " "));
    }
    match meant {
        Some(meant) => report
            .here(format!("did you mean `{meant}`?"))
            .fix(Fix::replace(format!("change it to `{meant}`"), span, meant)),
        None => report
            .here("expected a keyword such as `structure`, `use` or `apply`")
            .help(KINDS),
    }
}

const KINDS: &str = "shapes begin with their type: `structure`, `union`, `list`, `map`, `enum`, \
`intEnum`, `string`, `integer`, …, `service`, `resource`, `operation`; other statements with \
`$`, `metadata`, `namespace`, `use`, `apply`, `@` or `///`";
