//! `TraitConflict`: traits that exclude one another.

use indexmap::IndexMap;

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Subject;
use crate::name::{ShapeId, known};
use crate::node::Node;

const CONFLICT: Code = Code::error("conflicting-traits", "TraitConflict");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut conflicts: IndexMap<ShapeId, Vec<(ShapeId, ShapeId)>> = IndexMap::new();
    for definition in context.graph.with_trait(known::TRAIT) {
        let Some(shape) = context.model.shape(*definition) else {
            continue;
        };
        let listed = shape
            .trait_value(known::TRAIT)
            .and_then(|value| value.get("conflicts"))
            .and_then(Node::as_array)
            .unwrap_or(&[]);
        for other in listed.iter().filter_map(Node::as_str) {
            let Some(other) = ShapeId::parse(other) else {
                continue;
            };
            for (subject, _) in context.applied(*definition) {
                if subject.traits().contains(other) {
                    let pairs = conflicts.entry(subject.id()).or_default();
                    // Most definitions state the conflict on both sides.
                    if !pairs.contains(&(other, *definition)) {
                        pairs.push((*definition, other));
                    }
                }
            }
        }
    }
    for (id, pairs) in conflicts {
        let Some(subject) = Subject::of(context.model, id) else {
            continue;
        };
        out.push(report(subject, &pairs));
    }
}

fn report(subject: Subject<'_>, pairs: &[(ShapeId, ShapeId)]) -> crate::diag::Diagnostic {
    let span = |id: ShapeId| {
        let applied = subject.traits().get(id);
        applied.map_or(subject.name_span(), |applied| applied.span)
    };
    let names =
        |(a, b): &(ShapeId, ShapeId)| format!("`{}` and `{}`", trait_name(*a), trait_name(*b));
    let all: Vec<String> = pairs.iter().map(names).collect();
    let mut report = CONFLICT.without_place(format!(
        "`{}` has traits that exclude one another: {}",
        subject.id().relative(),
        all.join(", ")
    ));
    report = report.shape(subject.id());
    if let Some((a, b)) = pairs.first() {
        let (first, second) = if span(*a).start <= span(*b).start {
            (*a, *b)
        } else {
            (*b, *a)
        };
        report.span = Some(span(second));
        report = report
            .here(format!("excludes `{}`", trait_name(first)))
            .label(span(first), "already has this")
            .help("remove one of the two");
        report = report.event_at(subject.name_span());
    }
    report
}
