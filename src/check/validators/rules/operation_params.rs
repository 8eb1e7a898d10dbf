//! `OperationContextParamsTrait`: the paths into an operation's input parse, lead somewhere, and
//! use only what clients support.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::jmespath::{Expression, Sample, Tree, Variant};
use crate::name::known;
use crate::node::Node;
use crate::text::Span;

const EVENT: &str = "OperationContextParamsTrait";
const SYNTAX: Code = Code::error("operation-parameter-syntax", EVENT);
const PATH: Code = Code::error("operation-parameter-path", EVENT);
const UNSUPPORTED: Code = Code::error("operation-parameter-unsupported", EVENT);

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::OPERATION_CONTEXT_PARAMS) {
        let shape = subject.container();
        let Some(operation) = shape.operation() else {
            continue;
        };
        let entries = applied.value.as_object().into_iter();
        for entry in entries.flat_map(|object| object.iter()) {
            let Some(node) = entry.value.get("path") else {
                continue;
            };
            let Some(text) = node.as_str() else {
                continue;
            };
            let name = &entry.key;
            let path = match Expression::parse(text) {
                Ok(path) => path,
                Err(error) => {
                    let report = SYNTAX
                        .at(
                            within(node, text, &error.at),
                            format!(
                                "the path of the parameter `{name}` is malformed: {}",
                                error.message
                            ),
                        )
                        .shape(shape.id)
                        .event_at(shape.span);
                    out.push(report);
                    continue;
                }
            };
            let checked = path.check(&Sample::of(context.model, operation.input.id));
            if let Some(first) = checked.problems.first() {
                let mut report = PATH
                    .at(
                        within(node, text, &first.at),
                        format!(
                            "the path of the parameter `{name}` cannot be followed: {}",
                            first.message()
                        ),
                    )
                    .shape(shape.id)
                    .event_at(shape.span)
                    .here(first.here());
                report.notes.extend(first.note());
                report.help.extend(first.help());
                for problem in checked.problems.iter().skip(1) {
                    report = report.label(within(node, text, &problem.at), problem.here());
                }
                out.push(report);
            }
            let mut found = Vec::new();
            unsupported(path.tree(), &mut found);
            if let Some((at, what)) = found.first() {
                let mut report = UNSUPPORTED
                    .at(
                        within(node, text, at),
                        format!("the path of the parameter `{name}` uses {what}, which clients do not support"),
                    )
                    .shape(shape.id)
                    .event_at(shape.span)
                    .here("not supported")
                    .note("a path may use fields, `[*]`, `.*`, `[]`, lists of paths and `keys`");
                for (at, what) in found.iter().skip(1) {
                    report = report.label(within(node, text, at), format!("{what}, too"));
                }
                out.push(report);
            }
        }
    }
}

/// What a path uses that clients do not support. As deep as the parser's limit.
fn unsupported(tree: &Tree, found: &mut Vec<(std::ops::Range<usize>, String)>) {
    let what = match &tree.variant {
        Variant::Current
        | Variant::Field(_)
        | Variant::List(_)
        | Variant::Sub(..)
        | Variant::Project(..)
        | Variant::ProjectObject(..)
        | Variant::Flatten(_)
        | Variant::Reference(_) => "",
        Variant::Call { name, .. } if &**name == "keys" => "",
        Variant::Call { name, .. } => {
            found.push((tree.at.clone(), format!("the function `{name}`")));
            return;
        }
        Variant::Compare(..) => "a comparison",
        Variant::Index(_) => "an index",
        Variant::Slice { .. } => "a slice",
        Variant::Literal(_) => "a literal",
        Variant::Hash(_) => "an object of paths",
        Variant::And(..) => "`&&`",
        Variant::Or(..) => "`||`",
        Variant::Not(_) => "`!`",
        Variant::Filter { .. } => "a filter",
    };
    if !what.is_empty() {
        found.push((tree.at.clone(), what.to_owned()));
        return;
    }
    for child in tree.children() {
        unsupported(child, found);
    }
}

/// The place of a part of a string; the whole where it is written with escapes or as a block.
fn within(node: &Node, text: &str, at: &std::ops::Range<usize>) -> Span {
    const QUOTES: usize = 2;
    if node.span.len() != text.len() + QUOTES {
        return node.span;
    }
    let start = node.span.start as usize + 1;
    Span::new(node.span.file, start + at.start, start + at.end)
}
