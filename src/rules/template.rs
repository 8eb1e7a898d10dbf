//! Template strings, and the paths into values that they and `getAttr` hold.
//!
//! (Specification: "Rules engine", template string; "Standard library", parsing path strings.)

use std::borrow::Cow;

use crate::text::Span;

use super::report::{PATH, Reports, TEMPLATE};
use super::tree::{Expression, Kind, Step};

/// A string that may refer to values in braces.
#[derive(Debug)]
pub struct Template<'m> {
    /// The text as written.
    pub text: &'m str,
    /// Its parts; none where the text is empty.
    pub parts: Vec<Part<'m>>,
}

/// A part of a template.
#[derive(Debug)]
pub enum Part<'m> {
    /// Text, with `{{` and `}}` resolved.
    Literal(Cow<'m, str>),
    /// A value in braces.
    Dynamic(Expression<'m>),
}

impl<'m> Template<'m> {
    /// Whether it refers to no value.
    pub fn is_static(&self) -> bool {
        self.parts
            .iter()
            .all(|part| matches!(part, Part::Literal(_)))
    }

    /// Reads a template; `None`, and a report, where braces do not match. Linear.
    pub(super) fn read(text: &'m str, span: Span, reports: &mut Reports<'m>) -> Option<Self> {
        let mut parts = Vec::new();
        let mut depth = 0usize;
        let mut opened = 0;
        let mut done = 0;
        let mut at = 0;
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            if matches!(byte, b'{' | b'}') && bytes.get(at + 1) == Some(&byte) {
                at += 2;
                continue;
            }
            match byte {
                b'{' => {
                    if depth == 0 {
                        push_literal(text, done..at, &mut parts);
                        opened = at;
                    }
                    depth += 1;
                }
                b'}' if depth == 0 => {
                    reports.push(
                        TEMPLATE
                            .at(
                                within(span, text, at..at + 1),
                                "a closing brace of the template has no opening brace",
                            )
                            .here("closes nothing")
                            .help("write `}}` for a brace that is meant as text"),
                    );
                    return None;
                }
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        let inner = text.get(opened + 1..at).unwrap_or("");
                        let place = within(span, text, opened + 1..at);
                        parts.push(Part::Dynamic(shortform(inner, place, reports)));
                    }
                    done = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        if depth > 0 {
            reports.push(
                TEMPLATE
                    .at(
                        within(span, text, opened..opened + 1),
                        "an opening brace of the template has no closing brace",
                    )
                    .here("not closed")
                    .help("write `{{` for a brace that is meant as text"),
            );
            return None;
        }
        push_literal(text, done..text.len(), &mut parts);
        Some(Self { text, parts })
    }
}

fn push_literal<'m>(text: &'m str, range: std::ops::Range<usize>, parts: &mut Vec<Part<'m>>) {
    let Some(text) = text.get(range).filter(|text| !text.is_empty()) else {
        return;
    };
    parts.push(Part::Literal(
        if text.contains("{{") || text.contains("}}") {
            Cow::Owned(text.replace("{{", "{").replace("}}", "}"))
        } else {
            Cow::Borrowed(text)
        },
    ));
}

/// What stands in braces: a name, or a name and a path after `#`.
fn shortform<'m>(text: &'m str, span: Span, reports: &mut Reports<'m>) -> Expression<'m> {
    let (name, path) = match text.split_once('#') {
        Some((name, path)) => (name, Some(path)),
        None => (text, None),
    };
    let reference = Expression {
        kind: Kind::Reference { name, slot: 0 },
        span,
    };
    let Some(path) = path else {
        return reference;
    };
    let kind = match read_path(path, span, reports) {
        Some(path) => Kind::Attribute {
            target: Box::new(reference),
            path,
        },
        None => Kind::Broken,
    };
    Expression { kind, span }
}

/// Reads a path; `None`, and a report, where it is malformed.
pub(super) fn read_path<'m>(
    text: &'m str,
    span: Span,
    reports: &mut Reports<'m>,
) -> Option<Vec<Step<'m>>> {
    // Dots at the end mean nothing.
    let mut components: Vec<&str> = text.split('.').collect();
    if text.contains('.') {
        while components.last().is_some_and(|last| last.is_empty()) {
            components.pop();
        }
    }
    let mut path = Vec::with_capacity(components.len());
    for component in components {
        let Some((key, index)) = component.split_once('[') else {
            path.push(Step::Key(component));
            continue;
        };
        let Some(index) = index.strip_suffix(']').and_then(|text| text.parse().ok()) else {
            reports.push(
                PATH.at(span, format!("the path `{text}` has a malformed index"))
                    .here(format!("`{component}` is malformed"))
                    .help("an index is a whole number in brackets at the end, such as `name[0]`"),
            );
            return None;
        };
        if !key.is_empty() {
            path.push(Step::Key(key));
        }
        path.push(Step::Index(index));
    }
    if path.is_empty() {
        reports.push(
            PATH.at(span, "a path must not be empty")
                .here("names no field and no element"),
        );
        return None;
    }
    Some(path)
}

/// The place of a part of a string. A string that is written with escapes or as a text block
/// differs from its text, so that only the whole can be shown.
fn within(span: Span, text: &str, range: std::ops::Range<usize>) -> Span {
    const QUOTES: usize = 2;
    if span.len() != text.len() + QUOTES {
        return span;
    }
    let start = span.start as usize + 1;
    Span::new(span.file, start + range.start, start + range.end)
}
