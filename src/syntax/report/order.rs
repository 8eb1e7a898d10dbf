//! Words for statements in the wrong order, on the wrong line, or of no known kind.

use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::name::ShapeType;
use crate::text::{Span, TextEdit};

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
pub(super) const MISPLACED_TRAIT: Code = Code::error("misplaced-trait", "Model");
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

/// Traits behind the statement that they are meant for, on its line.
pub(in crate::syntax) fn traits_behind(
    context: Context<'_>,
    keyword: Lexeme,
    last: Lexeme,
    traits: &[Lexeme],
) -> Option<Diagnostic> {
    let (first, end) = (traits.first()?, traits.last()?);
    let span = context.span(*first).to(context.span(*end));
    let text = context.text.get(span.range())?;
    let word = context.text(keyword);
    Some(
        MISPLACED_TRAIT
            .at(span, "a trait stands before what it is applied to")
            .here(format!("move it before `{word}`"))
            .fix(Fix {
                title: format!("move it before `{word}`"),
                edits: vec![
                    TextEdit {
                        span: context.span(keyword).start_point(),
                        text: format!("{text} "),
                    },
                    TextEdit {
                        span: place(context, last.end, end.end),
                        text: String::new(),
                    },
                ],
            }),
    )
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
    fix: Option<Fix>,
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
            .help("move the `namespace` statement up, above every `use` and every shape")
            .fixes(fix),
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
    fix: Option<Fix>,
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
        .fixes(fix);
    let report = if report.fixes.is_empty() {
        report.help("move it up")
    } else {
        report
    };
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
                .fixes(move_behind_id(context, traits, rest))
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

/// Moves a trait behind the id of an `apply` statement that has none.
fn move_behind_id(context: Context<'_>, traits: Span, rest: &[Lexeme]) -> Option<Fix> {
    let [keyword, id] = rest else {
        return None;
    };
    let text = context.text.get(traits.range())?;
    Some(Fix {
        title: "move it behind the id".to_owned(),
        edits: vec![
            TextEdit {
                span: place(context, traits.start, keyword.start),
                text: String::new(),
            },
            TextEdit {
                span: context.span(*id).end_point(),
                text: format!(" {text}"),
            },
        ],
    })
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

/// Words before a keyword that say in other languages what a trait says in Smithy, or nothing.
const MODIFIERS: [(&str, &str); 5] = [
    ("private", "@private "),
    ("internal", "@internal "),
    ("abstract", "@mixin "),
    ("mixin", "@mixin "),
    ("deprecated", "@deprecated "),
];

/// A word before the keyword of a shape.
pub(super) fn modifier(context: Context<'_>, word: Lexeme, keyword: Lexeme) -> Diagnostic {
    let text = context.text(word);
    let span = context.span(word);
    let gap = place(context, word.start, keyword.start);
    let report = UNKNOWN_STATEMENT.at(
        span,
        format!("`{text}` cannot stand before `{}`", context.text(keyword)),
    );
    let meant = MODIFIERS.iter().find(|(foreign, _)| *foreign == text);
    if let Some((_, meant)) = meant {
        let meant = meant.trim_end();
        return report
            .here(format!("write `{meant}`"))
            .note("what a shape is beyond its type is said by traits")
            .fix(Fix::replace(format!("change it to `{meant}`"), span, meant));
    }
    if TRAITS.contains(&text) {
        return report.here(format!("write `@{text}`")).fix(Fix::replace(
            "add `@`",
            span.start_point(),
            "@",
        ));
    }
    report
        .here("no keyword of Smithy")
        .fix(Fix::replace(format!("remove `{text}`"), gap, ""))
}

/// Traits of shapes that have no value.
const TRAITS: [&str; 8] = [
    "sensitive",
    "readonly",
    "idempotent",
    "streaming",
    "sparse",
    "uniqueItems",
    "unstable",
    "requiresLength",
];

/// `type Name = string`, where `rest` is the statement.
pub(in crate::syntax) fn alias(context: Context<'_>, rest: &[Lexeme]) -> Option<Diagnostic> {
    let [keyword, name, equal, target, ..] = rest else {
        return None;
    };
    let word = context.text(*keyword);
    let alias = matches!(word, "type" | "typedef" | "alias" | "newtype");
    if !alias || equal.kind != Kind::Equal {
        return None;
    }
    let report = UNKNOWN_STATEMENT
        .at(
            context.span(*keyword),
            format!("`{word}` is no kind of statement"),
        )
        .here("Smithy has no other names for a shape");
    let lower = context.text(*target).to_ascii_lowercase();
    let simple = keywords::simple_shape(&lower)
        .map(str::to_ascii_lowercase)
        .and_then(|lower| ShapeType::keywords().find(|known| known.eq_ignore_ascii_case(&lower)));
    Some(match simple {
        Some(simple) => {
            let meant = format!("{simple} {}", context.text(*name));
            report
                .note("a simple shape of its own is declared by its type")
                .fix(Fix::replace(
                    format!("change it to `{meant}`"),
                    context.span(*keyword).to(context.span(*target)),
                    meant,
                ))
        }
        None => report.help("refer to the shape by its own name"),
    })
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
        let line = line_of(context, keyword);
        return STRAY_BRACKET
            .at(span, format!("this `{text}` closes nothing"))
            .here("no bracket is open here")
            .help("remove it, or look above for a bracket that is closed too early")
            .fix(Fix::replace(format!("remove `{text}`"), line, ""));
    }
    if keyword.kind == Kind::Pound || text == "-" {
        let dashes = place(context, keyword.start, keyword.start + 2);
        let sign = if text == "-" { dashes } else { span };
        let shown = context.text.get(sign.range()).unwrap_or(text);
        if matches!(shown, "#" | "--") {
            return UNKNOWN_STATEMENT
                .at(
                    sign,
                    format!("a comment begins with `//`, not with `{shown}`"),
                )
                .here("write `//`")
                .fix(Fix::replace(
                    format!("change `{shown}` to `//`"),
                    sign,
                    "//",
                ));
        }
    }
    let json = keyword.kind == Kind::LeftBrace
        && following.is_some_and(|next| context.text(next) == "\"smithy\"");
    if json {
        return UNKNOWN_STATEMENT
            .at(span, "this is a model in JSON AST, not in Smithy IDL")
            .here("JSON begins here")
            .help("give the file a name that ends in `.json`");
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
    let sign = following.filter(|next| matches!(next.kind, Kind::Colon | Kind::Equal));
    if sign.is_some() && CONTROLS.contains(&text) {
        return report
            .here(format!("did you mean `${text}`?"))
            .fix(Fix::replace("add `$`", span.start_point(), "$"));
    }
    let path = following.filter(|next| next.kind == Kind::String);
    if let Some(path) = path.filter(|_| matches!(meant, Some("use"))) {
        let whole = place(context, keyword.start, path.end);
        return report
            .here("files are not imported")
            .note("all files of a model are given to the compiler together")
            .fix(Fix::replace(
                "remove the statement",
                with_line_breaks(context, whole),
                "",
            ));
    }
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

/// What `$` can set.
const CONTROLS: [&str; 3] = ["version", "operationInputSuffix", "operationOutputSuffix"];

/// A place with the white space behind it.
fn with_line_breaks(context: Context<'_>, span: Span) -> Span {
    let rest = context.text.get(span.end as usize..).unwrap_or("");
    let blanks = rest.len() - rest.trim_start().len();
    let blanks = u32::try_from(blanks).unwrap_or(0);
    place(context, span.start, span.end + blanks)
}

/// A place with the white space before it.
fn with_blanks_before(context: Context<'_>, span: Span) -> Span {
    let before = context.text.get(..span.start as usize).unwrap_or("");
    let blanks = before.len() - before.trim_end().len();
    let blanks = u32::try_from(blanks).unwrap_or(0);
    place(context, span.start - blanks, span.end)
}

/// A token, with its line break where it stands alone on its line.
fn line_of(context: Context<'_>, lexeme: Lexeme) -> Span {
    let span = context.span(lexeme);
    let line = super::line_before(context.text, lexeme.start as usize);
    let behind = context.text.get(lexeme.end as usize..).unwrap_or("");
    let alone = line.trim().is_empty()
        && (behind.is_empty() || behind.starts_with(['\n', '\r']))
        && lexeme.start > 0;
    if !alone {
        return span;
    }
    let indent = u32::try_from(line.len()).unwrap_or(0);
    let start = lexeme.start - indent;
    let before = context.text.get(..start as usize).unwrap_or("");
    let ending = if before.ends_with("\r\n") {
        2
    } else {
        u32::from(before.ends_with(['\n', '\r']))
    };
    place(context, start - ending, lexeme.end)
}

/// Moves a statement: takes it away with the white space before it, and puts it elsewhere.
pub(in crate::syntax) fn move_statement(
    context: Context<'_>,
    statement: Span,
    to: Span,
    before: &str,
    behind: &str,
) -> Option<Fix> {
    let text = context.text.get(statement.range())?;
    let home = with_blanks_before(context, statement);
    (!(home.start..=home.end).contains(&to.start)).then(|| Fix {
        title: "move it up".to_owned(),
        edits: vec![
            TextEdit {
                span: home,
                text: String::new(),
            },
            TextEdit {
                span: to,
                text: format!("{before}{text}{behind}"),
            },
        ],
    })
}

const KINDS: &str = "shapes begin with their type: `structure`, `union`, `list`, `map`, `enum`, \
`intEnum`, `string`, `integer`, …, `service`, `resource`, `operation`; other statements with \
`$`, `metadata`, `namespace`, `use`, `apply`, `@` or `///`";
