//! Changes that make a value of the wrong kind one of the right kind, where that is plain.

use crate::diag::{Diagnostic, Fix};
use crate::model::Shape;
use crate::name::{ShapeType, known};
use crate::node::Value;
use crate::text::{Span, TextEdit};

use super::fit::{Fit, Task};

/// How many members a bare value may have been meant for.
const MOST_MEMBERS: usize = 3;

/// How long a value may be that is put in quotes.
const LONGEST_WORD: usize = 200;

impl<'m> Fit<'_, 'm> {
    /// What to write where a trait has no value and needs one.
    pub(super) fn give_value(
        &self,
        report: Diagnostic,
        task: &Task<'_, 'm>,
        shape: &Shape,
    ) -> Diagnostic {
        let span = task.node.span;
        let text = self.sources.slice(span);
        let applied = text.starts_with('@') && !text.contains(['(', '\n']);
        if shape.id == known::ERROR && applied {
            let add = |value: &str| {
                Fix::replace(
                    format!("write `{text}({value})`"),
                    span.end_point(),
                    format!("({value})"),
                )
            };
            return report.fixes([add("\"client\""), add("\"server\"")]);
        }
        let example = match shape.shape_type {
            ShapeType::String | ShapeType::Enum | ShapeType::Blob => "\"…\"",
            ShapeType::List | ShapeType::Set => "[…]",
            ShapeType::Structure | ShapeType::Map | ShapeType::Union => "name: …",
            _ => "…",
        };
        if applied {
            report.help(format!("write it in parentheses: `{text}({example})`"))
        } else {
            report
        }
    }

    /// Offers to write a value as its shape wants it.
    pub(super) fn wrap_value(
        &self,
        report: Diagnostic,
        task: &Task<'_, 'm>,
        shape: &'m Shape,
    ) -> Diagnostic {
        let node = task.node;
        let text = self.sources.slice(node.span);
        if task.key.is_some() || text.is_empty() || !report.fixes.is_empty() {
            return report;
        }
        let insert = |at: Span, text: &str| TextEdit {
            span: at,
            text: text.to_owned(),
        };
        match shape.shape_type {
            ShapeType::String | ShapeType::Enum
                if matches!(node.value, Value::Number(_) | Value::Boolean(_))
                    && text.len() < LONGEST_WORD =>
            {
                report.fix(Fix::replace(
                    "put it in quotes",
                    node.span,
                    format!("\"{text}\""),
                ))
            }
            ShapeType::List | ShapeType::Set if self.is_element(node, shape) => report.fix(Fix {
                title: "put it in brackets".to_owned(),
                edits: vec![
                    insert(node.span.start_point(), "["),
                    insert(node.span.end_point(), "]"),
                ],
            }),
            ShapeType::Structure if task.member.is_none() => {
                let Some(parentheses) = self.parentheses(node.span) else {
                    return report;
                };
                if shape.members.is_empty() {
                    return report.fix(Fix::replace("remove the value", parentheses, ""));
                }
                let takes = |member: &&crate::model::Member| {
                    let target = self.model().shape(member.target.id);
                    target.is_some_and(|target| takes(target, &node.value))
                };
                let members = shape.members.values().filter(takes).take(MOST_MEMBERS);
                report.fixes(members.map(|member| {
                    let name = member.id.member;
                    Fix {
                        title: format!("write `{name}: {text}`"),
                        edits: vec![insert(node.span.start_point(), &format!("{name}: "))],
                    }
                }))
            }
            _ => report,
        }
    }

    fn is_element(&self, node: &crate::node::Node, list: &Shape) -> bool {
        let member = list.member(known::member::MEMBER);
        let target = member.and_then(|member| self.model().shape(member.target.id));
        target.is_some_and(|target| takes(target, &node.value))
    }

    /// The parentheses directly around the value of a trait.
    fn parentheses(&self, inner: Span) -> Option<Span> {
        let outer = Span {
            start: inner.start.checked_sub(1)?,
            end: inner.end + 1,
            ..inner
        };
        let text = self.sources.slice(outer);
        (text.starts_with('(') && text.ends_with(')')).then_some(outer)
    }
}

/// Whether a shape takes values of a kind.
fn takes(shape: &Shape, value: &Value) -> bool {
    match value {
        Value::String(_) => matches!(shape.shape_type, ShapeType::String | ShapeType::Enum),
        Value::Number(_) => shape.shape_type.is_number(),
        Value::Boolean(_) => shape.shape_type == ShapeType::Boolean,
        Value::Object(_) => matches!(
            shape.shape_type,
            ShapeType::Structure | ShapeType::Map | ShapeType::Union
        ),
        _ => false,
    }
}
