//! Whether what the rules yield is what a test case expects, and if not, where they differ.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::node::{Node, Object, Value as NodeValue};
use crate::text::Span;

use super::cases::Expectation;
use super::evaluate::{Outcome, Resolved};
use super::report::opening;
use super::value::{Text, Value, integer};

/// The first difference between what was expected and what came out.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// What differs, for a sentence: `the URL`, ``the property `authSchemes[0].name` ``.
    pub what: String,
    /// What was expected, in words.
    pub expected: String,
    /// What came out, in words.
    pub found: String,
    /// The place in the test case.
    pub span: Span,
}

impl Outcome<'_> {
    /// The first difference to what a test case expects; `None` where there is none.
    pub fn mismatch(&self, expected: &Expectation<'_>) -> Option<Mismatch> {
        match (expected, &self.result) {
            (Expectation::Error(wanted, span), Resolved::Error(found)) => {
                text("the error", wanted, found, *span)
            }
            (Expectation::Error(wanted, span), Resolved::Endpoint { url, .. }) => Some(Mismatch {
                what: "the result".to_owned(),
                expected: format!("the error `{wanted}`"),
                found: format!("the endpoint `{}`", url.as_str()),
                span: *span,
            }),
            (Expectation::Endpoint { url, span, .. }, Resolved::Error(found)) => Some(Mismatch {
                what: "the result".to_owned(),
                expected: format!("the endpoint `{url}`"),
                found: format!("the error `{}`", found.as_str()),
                span: *span,
            }),
            (
                Expectation::Endpoint {
                    url: wanted,
                    span,
                    headers: wanted_headers,
                    properties: wanted_properties,
                },
                Resolved::Endpoint {
                    url,
                    properties,
                    headers,
                },
            ) => text("the URL", wanted, url, *span)
                .or_else(|| fields("property", "", *wanted_properties, properties, *span))
                .or_else(|| {
                    let lists: Vec<(&str, Value<'_>)> = headers
                        .iter()
                        .map(|(name, values)| {
                            let values = values.iter().cloned().map(Value::Text).collect();
                            (*name, Value::List(values))
                        })
                        .collect();
                    fields("header", "", *wanted_headers, &lists, *span)
                }),
            (Expectation::Nothing(span), _) => Some(Mismatch {
                what: "the result".to_owned(),
                expected: "nothing".to_owned(),
                found: "a result".to_owned(),
                span: *span,
            }),
        }
    }
}

fn text(what: &str, wanted: &str, found: &Text<'_>, span: Span) -> Option<Mismatch> {
    (wanted != found.as_str()).then(|| Mismatch {
        what: what.to_owned(),
        expected: format!("`{wanted}`"),
        found: format!("`{}`", found.as_str()),
        span,
    })
}

/// The first difference between the entries of two objects.
fn fields(
    what: &str,
    path: &str,
    wanted: Option<&Object>,
    found: &[(&str, Value<'_>)],
    span: Span,
) -> Option<Mismatch> {
    let entries = wanted.map_or(&[][..], |object| &object.entries);
    let path_of = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    let by_name: FxHashMap<&str, &Value<'_>> =
        found.iter().map(|(name, value)| (*name, value)).collect();
    for entry in entries {
        let path = path_of(&entry.key);
        match by_name.get(&*entry.key) {
            Some(value) => {
                if let Some(mismatch) = value_differs(what, &path, &entry.value, value) {
                    return Some(mismatch);
                }
            }
            None => {
                return Some(Mismatch {
                    what: format!("the {what} `{path}`"),
                    expected: describe(&entry.value),
                    found: "missing".to_owned(),
                    span: entry.key_span,
                });
            }
        }
    }
    let wanted: FxHashSet<&str> = entries.iter().map(|entry| &*entry.key).collect();
    let (name, value) = found.iter().find(|(name, _)| !wanted.contains(name))?;
    Some(Mismatch {
        what: format!("the {what} `{}`", path_of(name)),
        expected: "missing".to_owned(),
        found: value.describe(),
        span,
    })
}

fn value_differs(what: &str, path: &str, wanted: &Node, found: &Value<'_>) -> Option<Mismatch> {
    let same =
        match (&wanted.value, found) {
            (NodeValue::Null, Value::Empty) => true,
            (NodeValue::Boolean(wanted), Value::Boolean(found)) => wanted == found,
            (NodeValue::Number(_), Value::Integer(found)) => integer(wanted) == Some(*found),
            (NodeValue::String(wanted), Value::Text(found)) => **wanted == *found.as_str(),
            (NodeValue::Array(wanted), Value::List(found)) if wanted.len() == found.len() => {
                return wanted.iter().zip(&**found).enumerate().find_map(
                    |(at, (wanted, found))| {
                        value_differs(what, &format!("{path}[{at}]"), wanted, found)
                    },
                );
            }
            (NodeValue::Object(object), Value::Record(found)) => {
                return fields(what, path, Some(object), found, opening(wanted.span));
            }
            _ => false,
        };
    (!same).then(|| Mismatch {
        what: format!("the {what} `{path}`"),
        expected: describe(wanted),
        found: found.describe(),
        span: match &wanted.value {
            NodeValue::Array(_) | NodeValue::Object(_) => opening(wanted.span),
            _ => wanted.span,
        },
    })
}

fn describe(node: &Node) -> String {
    match Value::from_node(node) {
        Ok(value) => value.describe(),
        Err(_) => node.describe().to_owned(),
    }
}
