//! Traits of the prelude whose value has the right kind and still means nothing: a URI pattern
//! that is none, a regular expression that does not parse, an empty header name. The reference
//! refuses them while it loads (event id `Model`).

use crate::check::Context;
use crate::check::settings::inside;
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::knowledge::Subject;
use crate::knowledge::uri::{UriError, UriPattern};
use crate::model::AppliedTrait;
use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::selector::Selector;

const URI: Code = Code::error("invalid-uri", "Model");
const HOST_PREFIX: Code = Code::error("invalid-host-prefix", "Model");
const PATTERN: Code = Code::error("invalid-pattern", "Model");
const EMPTY_NAME: Code = Code::error("empty-binding-name", "Model");
const NO_BOUND: Code = Code::error("no-bound", "Model");
const ERROR_KIND: Code = Code::error("error-fault", "Model");
const SELECTOR: Code = Code::error("invalid-selector", "Model");
const URL: Code = Code::error("invalid-url", "Model");
const POINTER: Code = Code::error("invalid-pointer", "Model");

/// A URI that is not malformed, as near as possible to one that is; `text` is in its quotes.
fn better_uri(text: &str, span: crate::text::Span) -> Option<Fix> {
    let uri = text.strip_prefix('"')?.strip_suffix('"')?;
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let segments = path.trim_matches('/').split('/');
    let segments = segments.filter(|segment| !segment.is_empty());
    let segments: Vec<String> = segments
        .map(|segment| {
            let inner = segment.trim_matches(['{', '}']);
            match inner.strip_suffix('*') {
                Some(name) if segment.starts_with('{') => format!("{{{name}+}}"),
                _ if segment.contains(['{', '}']) => format!("{{{inner}}}"),
                _ => segment.to_owned(),
            }
        })
        .collect();
    let mut meant = format!("/{}", segments.join("/"));
    if !query.is_empty() {
        meant.push('?');
        meant.push_str(query);
    }
    let sound = UriPattern::parse(&meant).is_ok();
    sound.then(|| {
        Fix::replace(
            format!("change it to `{meant}`"),
            span,
            format!("\"{meant}\""),
        )
    })
}

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in own(context, known::HTTP) {
        let Some(uri) = applied.value.get("uri") else {
            continue;
        };
        if let Some(Err(error)) = uri.as_str().map(UriPattern::parse) {
            let report = explain_uri(URI.at(uri.span, "the URI of `@http` is malformed"), &error);
            let text = context.sources.slice(uri.span);
            out.push(report.fixes(better_uri(text, uri.span)).shape(subject.id()));
        }
    }
    for (subject, applied) in own(context, known::ENDPOINT) {
        let Some(prefix) = applied.value.get("hostPrefix") else {
            continue;
        };
        if let Some(Err(error)) = prefix.as_str().map(UriPattern::parse_host_prefix) {
            let report = HOST_PREFIX.at(prefix.span, "the host prefix of `@endpoint` is malformed");
            out.push(explain_uri(report, &error).shape(subject.id()));
        }
    }
    for (subject, applied) in own(context, known::PATTERN) {
        let Some(pattern) = applied.value.as_str() else {
            continue;
        };
        if let Err(error) = &*context.patterns.get(pattern) {
            out.push(
                PATTERN
                    .at(
                        applied.value.span,
                        "the value of `@pattern` is not a regular expression",
                    )
                    .shape(subject.id())
                    .here(error.reason.to_lowercase())
                    .note("patterns are regular expressions of ECMA 262, as in JavaScript"),
            );
        }
    }
    for (id, what) in [
        (known::HTTP_HEADER, "the name of the header"),
        (known::HTTP_QUERY, "the name of the query parameter"),
    ] {
        for (subject, applied) in own(context, id) {
            if applied.value.as_str() == Some("") {
                out.push(
                    EMPTY_NAME
                        .at(applied.value.span, format!("{what} must not be empty"))
                        .shape(subject.id())
                        .here("empty"),
                );
            }
        }
    }
    for id in [known::LENGTH, known::RANGE] {
        for (subject, applied) in own(context, id) {
            let Some(object) = applied.value.as_object() else {
                continue;
            };
            if !object.contains("min") && !object.contains("max") {
                out.push(
                    NO_BOUND
                        .at(
                            applied.span,
                            format!("`@{}` needs `min` or `max`, or both", id.name),
                        )
                        .shape(subject.id())
                        .here("states no bound"),
                );
            }
        }
    }
    for (subject, applied) in own(context, known::ERROR) {
        let Some(value) = applied.value.as_str() else {
            continue;
        };
        if !matches!(value, "client" | "server") {
            out.push(
                ERROR_KIND
                    .at(
                        applied.value.span,
                        format!(
                            "`@error` must be `\"client\"` or `\"server\"`, but it is `\"{value}\"`"
                        ),
                    )
                    .shape(subject.id())
                    .here("neither client nor server")
                    .note("it says whose fault the error is: the caller's or the service's"),
            );
        }
    }
    for (id, place) in [(known::TRAIT, "`@trait`"), (known::ID_REF, "`@idRef`")] {
        for (subject, applied) in own(context, id) {
            if let Some(node) = applied.value.get("selector") {
                selector(context, subject, node, place, out);
            }
        }
    }
    for (subject, applied) in own(context, known::TRAIT_VALIDATORS) {
        for entry in applied.value.as_object().iter().flat_map(|it| it.iter()) {
            if let Some(node) = entry.value.get("selector") {
                selector(context, subject, node, "`@traitValidators`", out);
            }
        }
    }
    for (subject, applied) in own(context, known::TRAIT) {
        let rules = applied.value.get("breakingChanges");
        for rule in rules.and_then(Node::as_array).unwrap_or(&[]) {
            if let Some(node) = rule.get("path")
                && let Some(path) = node.as_str()
                && !path.is_empty()
                && !path.starts_with(['/', '#'])
            {
                out.push(
                    POINTER
                        .at(node.span, format!("`{path}` is not a path into a value"))
                        .shape(subject.id())
                        .here("does not begin with `/`")
                        .note("paths are JSON pointers, such as `/tags/member`")
                        .help(format!("write `/{path}`")),
                );
            }
        }
    }
    for (subject, applied) in own(context, known::EXTERNAL_DOCUMENTATION) {
        urls(subject, applied, out);
    }
}

fn selector(
    context: &Context<'_>,
    subject: Subject<'_>,
    node: &Node,
    place: &str,
    out: &mut Diagnostics,
) {
    if let Some(Err(problem)) = node.as_str().map(Selector::parse) {
        let at = problem.at().start;
        let report = SELECTOR
            .at(
                inside(context.sources, node.span, node.as_str().unwrap_or(""), at),
                format!("the selector of {place} is malformed"),
            )
            .shape(subject.id());
        out.push(problem.explain(report));
    }
}

/// The schemes of URLs that a reader of documentation can follow.
const SCHEMES: [&str; 6] = ["http", "https", "ftp", "file", "jar", "mailto"];

fn urls(subject: Subject<'_>, applied: &AppliedTrait, out: &mut Diagnostics) {
    let wrong = |node: &Node| {
        let text = node.as_str()?;
        let scheme = text
            .trim()
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme {
            None => Some("has no scheme".to_owned()),
            Some(scheme) if SCHEMES.contains(&scheme.as_str()) => None,
            Some(scheme) => Some(format!("`{scheme}` is no scheme of URLs")),
        }
    };
    // The first that is wrong stands for all: the trait as a whole is not read.
    let mut entries = applied
        .value
        .as_object()
        .into_iter()
        .flat_map(|it| it.iter());
    let found = entries.find_map(|entry| Some((entry, wrong(&entry.value)?)));
    if let Some((entry, problem)) = found {
        let message = format!(
            "the link \"{}\" of `@externalDocumentation` is not a URL",
            entry.key
        );
        let head = applied.span;
        let report = URL
            .at(entry.value.span, message)
            .here(problem)
            .event_at(head)
            .shape(subject.id());
        out.push(report.help("write it in full, such as `https://example.com/`"));
    }
}

fn own<'c, 'm>(
    context: &'c Context<'m>,
    id: ShapeId,
) -> impl Iterator<Item = (Subject<'m>, &'m AppliedTrait)> + 'c {
    context
        .applied(id)
        .filter(|(_, applied)| applied.source != crate::model::TraitSource::Mixin)
}

fn explain_uri(report: Diagnostic, error: &UriError) -> Diagnostic {
    match error {
        UriError::NoLeadingSlash => report
            .here("does not begin with `/`")
            .help("begin it with `/`"),
        UriError::EmptyQuery => report
            .here("ends with `?`")
            .help("remove the `?`, or write a query after it"),
        UriError::Fragment => report
            .here("holds a `#`")
            .note("a fragment is never sent to a server"),
        UriError::EmptySegment => report
            .here("has an empty segment")
            .help("remove one of the two slashes"),
        UriError::StrayBrace(text) => report
            .here(format!("a brace inside of `{text}`"))
            .note("a label is a whole segment, such as `{name}` or `{name+}`"),
        UriError::BadLabel(name) => report
            .here(format!("`{name}` is no name of a label"))
            .note("a label is named like a member: letters, digits and underscores"),
        UriError::RepeatedLabel(name) => report.here(format!("has the label `{name}` twice")),
        UriError::LabelInQuery => report
            .here("has a label in its query")
            .help("bind the member with `@httpQuery` instead"),
        UriError::RepeatedQuery(name) => report.here(format!("has the parameter `{name}` twice")),
        UriError::AdjacentLabels(name) => report
            .here(format!(
                "nothing parts the label `{name}` from the one before it"
            ))
            .help("put a `.` or a `-` between them"),
        UriError::GreedyHostLabel(name) => report
            .here(format!("has the greedy label `{name}`"))
            .note("only the path of `@http` may have greedy labels"),
    }
}
