//! `${NAME}` in strings: environment variables.
//!
//! `\$` is a dollar sign (in JSON: `"\\$"`). `SMITHY_ROOT_DIR` is the current folder.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::node::{Node, Value};
use crate::text::{SourceMap, Span};

use super::Environment;

const UNKNOWN_VARIABLE: Code = Code::error("unknown-variable", "SmithyBuild");

/// Puts variables into every string of a node, keys included.
pub(super) fn expand(
    node: &mut Node,
    environment: Environment<'_>,
    sources: &SourceMap,
    reports: &mut Diagnostics,
) {
    match &mut node.value {
        Value::String(text) => expand_text(text, node.span, environment, sources, reports),
        Value::Array(elements) => {
            for element in elements {
                expand(element, environment, sources, reports);
            }
        }
        Value::Object(object) => {
            for entry in &mut object.entries {
                let span = entry.key_span;
                expand_text(&mut entry.key, span, environment, sources, reports);
                expand(&mut entry.value, environment, sources, reports);
            }
        }
        _ => {}
    }
}

fn expand_text(
    text: &mut Box<str>,
    span: Span,
    environment: Environment<'_>,
    sources: &SourceMap,
    reports: &mut Diagnostics,
) {
    if !text.contains('$') {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &**text;
    while let Some(at) = rest.find(['\\', '$']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix("\\$") {
            out.push('$');
            rest = after;
            continue;
        }
        let variable = from
            .strip_prefix("${")
            .and_then(|inner| inner.split_once('}'))
            .filter(|(name, _)| !name.is_empty());
        let Some((name, after)) = variable else {
            let (one, after) = from.split_at(1);
            out.push_str(one);
            rest = after;
            continue;
        };
        match lookup(name, environment) {
            Some(value) => out.push_str(&value),
            None => reports.push(unknown(name, span, sources)),
        }
        rest = after;
    }
    out.push_str(rest);
    *text = out.into();
}

fn lookup(name: &str, environment: Environment<'_>) -> Option<String> {
    if name == "SMITHY_ROOT_DIR" {
        let folder = std::env::current_dir().ok()?;
        return Some(super::disk::shown(&folder));
    }
    environment(name)
}

fn unknown(name: &str, span: Span, sources: &SourceMap) -> Diagnostic {
    let written = format!("${{{name}}}");
    // Where nothing is escaped, the place inside the string is known.
    let place = sources.slice(span).find(&written).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(span.file, start, start + written.len())
    });
    UNKNOWN_VARIABLE
        .at(
            place,
            format!("the environment variable `{name}` is not set"),
        )
        .here("needs a value")
        .help(format!(
            "set it, as in `{name}=… smithyc build`; write `\\\\$` for a plain dollar sign"
        ))
}
