//! Words for statements in the wrong order, on the wrong line, or of no known kind.

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::name::ShapeType;
use crate::text::Span;

use super::super::file::Section;
use super::super::grammar::Context;
use super::super::statements::{Form, Lexeme};
use super::super::token::Kind;
use super::{misplaced_documentation, place};

const MISSING_LINE_BREAK: Code = Code::error("missing-line-break", "Model");
const TRAILING_COMMA: Code = Code::error("trailing-comma", "Model");
const MISSING_NAMESPACE: Code = Code::error("missing-namespace", "Model");
const DUPLICATE_NAMESPACE: Code = Code::error("duplicate-namespace", "Model");
const MISPLACED_STATEMENT: Code = Code::error("misplaced-statement", "Model");
const MISPLACED_TRAIT: Code = Code::error("misplaced-trait", "Model");
const UNKNOWN_STATEMENT: Code = Code::error("unknown-statement", "Model");
const STRAY_BRACKET: Code = Code::error("stray-bracket", "Model");

/// The words with which statements of other kinds than shapes begin.
const KEYWORDS: [&str; 4] = ["metadata", "namespace", "use", "apply"];

/// What other languages call what Smithy has under another name.
const FOREIGN: [(&str, &str); 53] = [
    ("any", "document"),
    ("api", "service"),
    ("array", "list"),
    ("binary", "blob"),
    ("bool", "boolean"),
    ("bytes", "blob"),
    ("class", "structure"),
    ("const", "metadata"),
    ("date", "timestamp"),
    ("datetime", "timestamp"),
    ("decimal", "bigDecimal"),
    ("dict", "map"),
    ("dictionary", "map"),
    ("endpoint", "operation"),
    ("enumeration", "enum"),
    ("error", "structure"),
    ("exception", "structure"),
    ("extend", "apply"),
    ("float32", "float"),
    ("float64", "double"),
    ("func", "operation"),
    ("function", "operation"),
    ("import", "use"),
    ("include", "use"),
    ("input", "structure"),
    ("int", "integer"),
    ("int16", "short"),
    ("int32", "integer"),
    ("int64", "long"),
    ("int8", "byte"),
    ("interface", "structure"),
    ("json", "document"),
    ("message", "structure"),
    ("meta", "metadata"),
    ("method", "operation"),
    ("module", "namespace"),
    ("number", "double"),
    ("object", "structure"),
    ("oneof", "union"),
    ("option", "metadata"),
    ("package", "namespace"),
    ("record", "structure"),
    ("rpc", "operation"),
    ("sequence", "list"),
    ("str", "string"),
    ("struct", "structure"),
    ("table", "structure"),
    ("text", "string"),
    ("time", "timestamp"),
    ("type", "structure"),
    ("using", "use"),
    ("variant", "union"),
    ("vector", "list"),
];

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
        .help("remove it; the line break is enough")
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
        .help("add a line such as `namespace com.example` before it")
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
    form: Form,
    before: &[Lexeme],
    keyword: Option<Lexeme>,
    following: Option<Lexeme>,
) -> Diagnostics {
    let mut reports = Vec::new();
    let at = before.iter().find(|lexeme| lexeme.kind == Kind::At);
    let documentation = before.iter().find(|lexeme| lexeme.kind == Kind::DocComment);
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
            } else if let Some(lexeme) = documentation {
                reports.push(misplaced_documentation(context, *lexeme));
            }
            return reports;
        }
        (Form::Unknown, Some(keyword)) => {
            reports.push(unknown(context, keyword, following));
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
    if let Some(lexeme) = documentation.filter(|_| form != Form::Apply) {
        reports.push(misplaced_documentation(context, *lexeme));
    }
    reports
}

fn unknown(context: Context<'_>, keyword: Lexeme, following: Option<Lexeme>) -> Diagnostic {
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
    let lower = text.to_ascii_lowercase();
    let known = || ShapeType::keywords().chain(KEYWORDS);
    // `structureFoo`: a keyword and a name without a space.
    if let Some(glued) = known()
        .filter(|word| text.len() > word.len() && text.starts_with(*word))
        .filter(|word| {
            // `stringFoo`, not `integers`.
            let next = text.as_bytes().get(word.len()).copied().unwrap_or(b' ');
            next.is_ascii_uppercase() || following.is_none_or(|next| !next.kind.is_name())
        })
        .max_by_key(|word| word.len())
    {
        let rest = text.get(glued.len()..).unwrap_or("");
        let gap = keyword.start + u32::try_from(glued.len()).unwrap_or(0);
        return report
            .here(format!("did you mean `{glued} {rest}`?"))
            .fix(Fix::replace("add a space", place(context, gap, gap), " "));
    }
    let foreign = FOREIGN
        .iter()
        .find(|(word, _)| *word == lower)
        .map(|(_, meant)| *meant);
    let meant = foreign.or_else(|| nearest(text, known()).first().copied());
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
