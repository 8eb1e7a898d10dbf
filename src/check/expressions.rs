//! Reports on JMESPath expressions that stand in values of traits.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Severity};
use crate::jmespath::{self, Kind, Problem, SyntaxError};
use crate::node::Node;
use crate::text::{SourceMap, Span};

/// The place of some bytes of the text that a string node holds; the whole node where the text is
/// written with escapes or over several lines.
pub(super) fn inside(sources: &SourceMap, node: &Node, at: &Range<usize>) -> Span {
    let text = node.as_str().unwrap_or_default();
    let written = sources.slice(node.span);
    let plain = written
        .strip_prefix('"')
        .and_then(|written| written.strip_suffix('"'));
    if plain != Some(text) || at.end > text.len() {
        return node.span;
    }
    let start = node.span.start as usize + 1;
    Span::new(node.span.file, start + at.start, start + at.end)
}

/// A report that the text of `node` is no expression; `what` says what it should be one for.
pub(super) fn malformed(
    sources: &SourceMap,
    code: Code,
    node: &Node,
    error: &SyntaxError,
    what: &str,
) -> Diagnostic {
    let report = code
        .at(
            inside(sources, node, &error.at),
            format!("{what} is not a JMESPath expression: {}", error.message),
        )
        .here(error.here.clone());
    match &error.help {
        Some(help) => report.help(help.clone()),
        None => report,
    }
}

/// A report on something that checking the expression in `node` found.
pub(super) fn problem(
    sources: &SourceMap,
    code: Code,
    node: &Node,
    problem: &Problem,
) -> Diagnostic {
    let mut report = code
        .at(inside(sources, node, &problem.at), problem.message())
        .here(problem.here())
        .severity(severity(problem));
    if report.span == Some(node.span)
        && problem.at.start > 0
        && let Some(text) = node.as_str().and_then(|text| text.get(problem.at.clone()))
        && !text.is_empty()
    {
        report = report.note(format!("this is about `{text}` in the expression"));
    }
    report.notes.extend(problem.note());
    report.help.extend(problem.help());
    report
}

/// How bad a problem of an expression is for the model that holds it.
fn severity(problem: &Problem) -> Severity {
    match problem.severity() {
        jmespath::Severity::Error => Severity::Error,
        jmespath::Severity::Danger => Severity::Danger,
        jmespath::Severity::Warning => Severity::Warning,
    }
}

/// What the ids of events on problems of expressions end with; `None` for problems that cannot be
/// suppressed.
pub(super) fn event_suffix(problem: &Problem) -> Option<&'static str> {
    match problem.severity() {
        jmespath::Severity::Error => None,
        jmespath::Severity::Danger => Some("JmespathEventDanger"),
        jmespath::Severity::Warning => Some("JmespathEventWarning"),
    }
}

/// Whether it may be the reason why an expression yields another type than it should.
pub(super) fn obscures_type(problem: &Problem) -> bool {
    !matches!(
        problem.kind,
        Kind::ArgumentType { .. } | Kind::ArgumentCount { .. }
    )
}
