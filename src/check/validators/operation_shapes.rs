//! `OperationInputOutputMisuse` and `OperationInputOutputName`: structures with `@input` and
//! `@output` belong to one operation, and are named after it.

use indexmap::IndexMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::{RelationshipKind, Subject};
use crate::model::Shape;
use crate::name::{ShapeId, known};
use crate::text::Span;

const MISUSE: Code = Code::error("input-output-misuse", "OperationInputOutputMisuse");
const NAME: Code = Code::warning("input-output-name", "OperationInputOutputName");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (id, own, other, word, opposite) in [
        (
            known::INPUT,
            RelationshipKind::Input,
            RelationshipKind::Output,
            "input",
            "output",
        ),
        (
            known::OUTPUT,
            RelationshipKind::Output,
            RelationshipKind::Input,
            "output",
            "input",
        ),
    ] {
        for subject in context.graph.subjects_with(id) {
            let Subject::Shape(shape) = subject else {
                continue;
            };
            // `Unit` is marked as both and belongs to everyone.
            if shape.id == known::UNIT {
                continue;
            }
            let mark = shape.traits.get(id).map_or(shape.name_span, |one| one.span);
            let uses = context.graph.to(shape.id);
            let own_uses = uses.iter().filter(|one| one.kind == own);
            let users: IndexMap<ShapeId, Span> =
                own_uses.map(|one| (one.source, one.span)).collect();
            for relationship in uses {
                if relationship.kind == own {
                    let report = name(context, relationship.source, relationship.span, shape, word);
                    // What several operations share can be named after one of them only.
                    out.extend(report.map(|report| {
                        if users.len() > 1 {
                            report.echo()
                        } else {
                            report
                        }
                    }));
                } else if relationship.kind == other {
                    let report = MISUSE
                        .at(
                            relationship.span,
                            format!(
                                "`{}` is marked `@{word}`, so it cannot be the {opposite} of `{}`",
                                shape.id.name, relationship.source.name
                            ),
                        )
                        .shape(relationship.source)
                        .here(format!("used as the {opposite}"));
                    let report = context.label(report, mark, format!("marked `@{word}`"));
                    out.push(begin(context, report, relationship.source));
                } else if relationship.kind == RelationshipKind::MemberTarget {
                    let report = MISUSE
                        .at(
                            relationship.span,
                            format!(
                                "`{}` is marked `@{word}`, so no member can target it",
                                shape.id.name
                            ),
                        )
                        .shape(relationship.source)
                        .here("targeted by a member")
                        .help("move the members into a structure of their own, or a mixin");
                    let report = context.label(report, mark, format!("marked `@{word}`"));
                    out.push(begin(context, report, relationship.source));
                }
            }
            several(context, shape, &users, word, out);
        }
    }
}

fn several(
    context: &Context<'_>,
    shape: &Shape,
    users: &IndexMap<ShapeId, Span>,
    word: &str,
    out: &mut Diagnostics,
) {
    let mut ids: Vec<ShapeId> = users.keys().copied().collect();
    if ids.len() < 2 {
        return;
    }
    ids.sort_unstable();
    let mut report = MISUSE
        .at(
            shape.name_span,
            format!(
                "`{}` is marked `@{word}`, but more than one operation uses it: {}",
                shape.id.name,
                ticked(ids.iter().map(|id| id.name))
            ),
        )
        .shape(shape.id)
        .here("belongs to one operation")
        .help("give each operation its own structure, and share members by a mixin");
    for (user, span) in users.iter().take(2) {
        report = context.label(report, *span, format!("used by `{}`", user.name));
    }
    out.push(report);
}

fn name(
    context: &Context<'_>,
    operation: ShapeId,
    span: Span,
    shape: &Shape,
    word: &str,
) -> Option<Diagnostic> {
    if shape.id.name.as_str().starts_with(operation.name.as_str()) {
        return None;
    }
    let report = NAME
        .at(
            span,
            format!(
                "the {word} of `{}` should be named after it, but is named `{}`",
                operation.name, shape.id.name
            ),
        )
        .event(format!("OperationInputOutputName.{word}"))
        .shape(operation)
        .here(format!(
            "expected a name such as `{}{}`",
            operation.name,
            capital(word)
        ));
    let report = context.label(report, shape.name_span, "defined here");
    Some(begin(context, report, operation))
}

/// Lets a report begin at the operation or member that it is about.
fn begin(context: &Context<'_>, report: Diagnostic, about: ShapeId) -> Diagnostic {
    match Subject::of(context.model, about) {
        Some(Subject::Shape(shape)) => report.event_at(shape.name_span),
        Some(Subject::Member(_, member)) => report.event_at(member.name_span),
        None => report,
    }
}

fn capital(word: &str) -> &'static str {
    if word == "input" { "Input" } else { "Output" }
}
