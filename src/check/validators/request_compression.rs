//! `RequestCompressionTrait`: what is compressed exists, and how is known.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::model::{AppliedTrait, Shape};
use crate::name::known;
use crate::node::Node;

const NO_INPUT: Code = Code::error("compression-without-input", "RequestCompressionTrait");
const SIZED_STREAM: Code = Code::error("compression-of-sized-stream", "RequestCompressionTrait");
const NO_ENCODING: Code = Code::error("compression-without-encoding", "RequestCompressionTrait");
const ENCODING: Code = Code::error("compression-encoding", "RequestCompressionTrait");

/// The encodings that the specification lists.
const ENCODINGS: [&str; 1] = ["gzip"];

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::REQUEST_COMPRESSION) {
        let shape = subject.container();
        if shape.operation().is_some() {
            input(context, shape, applied, out);
            encodings(shape, applied, out);
        }
    }
}

fn input(context: &Context<'_>, shape: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
    let Some(operation) = shape.operation() else {
        return;
    };
    if operation.input.id == known::UNIT {
        let report = NO_INPUT
            .at(
                shape.name_span,
                format!("`{}` has no input that could be compressed", shape.id.name),
            )
            .shape(shape.id)
            .here("takes no input");
        out.push(
            context
                .label(report, applied.span, "compressed because of this")
                .help("give the operation an input, or remove `@requestCompression`"),
        );
        return;
    }
    let Some(input) = context.structure(operation.input.id) else {
        return;
    };
    for member in input.members.values() {
        let Some(target) = context.model.target(member) else {
            continue;
        };
        if target.has_trait(known::STREAMING) && target.has_trait(known::REQUIRES_LENGTH) {
            let report = SIZED_STREAM
                .at(
                    shape.name_span,
                    format!(
                        "the input of `{}` cannot be compressed: the length of `{}` must be known ahead",
                        shape.id.name, member.id.member
                    ),
                )
                .shape(shape.id)
                .here("has `@requestCompression`");
            let report = context.label(
                report,
                member.name_span,
                "targets a stream with `@requiresLength`",
            );
            out.push(report.help("remove one of the two traits"));
        }
    }
}

fn encodings(shape: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
    let Some(list) = applied.value.get("encodings") else {
        return;
    };
    let Some(encodings) = list.as_array() else {
        return;
    };
    let head = applied.span;
    if encodings.is_empty() {
        let message = format!(
            "`@requestCompression` on `{}` names no encoding",
            shape.id.name
        );
        out.push(
            NO_ENCODING
                .at(list.span, message)
                .here("empty")
                .event_at(head)
                .shape(shape.id)
                .help("write `encodings: [\"gzip\"]`"),
        );
        return;
    }
    let unknown: Vec<&Node> = encodings
        .iter()
        .filter(|encoding| {
            let lower = encoding.as_str().map(str::to_ascii_lowercase);
            lower.is_some_and(|text| !ENCODINGS.contains(&text.as_str()))
        })
        .collect();
    let [first, ..] = unknown[..] else {
        return;
    };
    let names = ticked(unknown.iter().filter_map(|encoding| encoding.as_str()));
    let message = format!("requests cannot be compressed with {names}");
    out.push(
        ENCODING
            .at(first.span, message)
            .here("not a known encoding")
            .event_at(head)
            .shape(shape.id)
            .note("the only encoding is `gzip`"),
    );
}
