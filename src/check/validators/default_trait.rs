//! `DefaultTrait`: defaults fit what they are defaults of.

use std::cell::LazyCell;

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::{RelationshipKind, Subject};
use crate::model::Shape;
use crate::name::{ShapeType, known};
use crate::node::{Node, Value};
use crate::values::{Features, Purpose, base64_length};

const NULL: Code = Code::error("null-default", "DefaultTrait");
const NOT_EMPTY: Code = Code::error("default-not-empty", "DefaultTrait");
const BASE64: Code = Code::warning("default-not-base64", "DefaultTrait");
const DIFFERS: Code = Code::error("default-differs", "DefaultTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let fit = LazyCell::new(|| context.fit());
    for (subject, applied) in context.applied(known::DEFAULT) {
        let value = &*applied.value;
        if value.is_null() {
            if let Subject::Shape(shape) = subject {
                out.push(
                    NULL.at(
                        value.span,
                        format!(
                            "the default of the shape `{}` cannot be null",
                            shape.id.name
                        ),
                    )
                    .shape(shape.id)
                    .here("only a member can have the default null"),
                );
            }
            continue;
        }
        let what = format!("the default of `{}`", subject.id().relative());
        let purpose = Purpose::new("DefaultTrait", subject.id(), &what).features(Features {
            zero_range_warns: true,
            ..Features::default()
        });
        let before = out.len();
        fit.check(value, subject.id(), &purpose, out);
        let broken = out.len() > before;
        if let Some(target) = subject.target(context.model)
            && let Some(report) = emptiness(subject, value, target, &what)
        {
            let report = report.event_at(applied.span);
            // What is wrong inside says more than that there is an inside.
            out.push(if broken { report.echo() } else { report });
        }
    }
    // A shape's default must be repeated by every member that targets it; bundled shapes such as
    // `PrimitiveInteger` have some.
    for subject in context.graph.subjects_with(known::DEFAULT) {
        if let Subject::Shape(shape) = subject {
            repeated(context, shape, out);
        }
    }
}

fn emptiness(subject: Subject<'_>, value: &Node, target: &Shape, what: &str) -> Option<Diagnostic> {
    match (target.shape_type, &value.value) {
        (ShapeType::List | ShapeType::Set | ShapeType::Document, Value::Array(elements))
            if elements.is_empty() =>
        {
            None
        }
        (ShapeType::Map | ShapeType::Document, Value::Object(object)) if object.is_empty() => None,
        (ShapeType::List | ShapeType::Set | ShapeType::Document, Value::Array(_))
        | (ShapeType::Map | ShapeType::Document, Value::Object(_)) => Some(
            NOT_EMPTY
                .at(value.span, format!("{what} must be empty"))
                .shape(subject.id())
                .here("not empty")
                .note(format!(
                    "the default of a {} can only be an empty one: clients share it",
                    target.shape_type
                )),
        ),
        (ShapeType::Blob, Value::String(text)) if base64_length(text).is_none() => Some(
            BASE64
                .at(value.span, format!("{what} should be base64"))
                .shape(subject.id())
                .here("not base64")
                .note("the default of a blob is its bytes, encoded with base64"),
        ),
        _ => None,
    }
}

fn repeated(context: &Context<'_>, shape: &Shape, out: &mut Diagnostics) {
    let Some(default) = shape.traits.get(known::DEFAULT) else {
        return;
    };
    for relationship in context.graph.to(shape.id) {
        if relationship.kind != RelationshipKind::MemberTarget {
            continue;
        }
        let Some(Subject::Member(container, member)) =
            Subject::of(context.model, relationship.source)
        else {
            continue;
        };
        if container.shape_type != ShapeType::Structure || context.is_bundled(member.id) {
            continue;
        }
        let text = literal(&default.value);
        let own = member.traits.get(known::DEFAULT);
        let report = match own {
            None => DIFFERS
                .at(
                    member.target.span,
                    format!(
                        "`{}` must repeat the default of `{}`, which it targets",
                        member.id.relative(),
                        shape.id.relative()
                    ),
                )
                .here(format!("has the default {text}"))
                .help(format!(
                    "write `{}: {} = {text}`, or `= null` to have none",
                    member.id.member,
                    shape.id.relative()
                )),
            Some(own) if !own.value.is_null() && !own.value.same_value(&default.value) => DIFFERS
                .at(
                    own.value.span,
                    format!(
                        "the default of `{}` differs from that of `{}`, which it targets",
                        member.id.relative(),
                        shape.id.relative()
                    ),
                )
                .here(format!("must be {text}, or null")),
            Some(_) => continue,
        };
        let report = report.shape(member.id);
        let report = context.label(report, default.span, "the default of the target");
        let report = report.event_at(member.name_span);
        // A shape cannot have the default null, which is reported there.
        let doubtful = default.value.is_null();
        out.push(if doubtful { report.echo() } else { report });
    }
}

/// A simple node as it is written.
pub(super) fn literal(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("{:?}", &**text),
        Value::ShapeId(id) => id.to_string(),
        Value::Array(elements) if elements.is_empty() => "[]".to_owned(),
        Value::Object(object) if object.is_empty() => "{}".to_owned(),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
    }
}
