//! `Service`: inside a service names are distinct, and renames make sense.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::article;
use crate::diag::{Code, Diagnostics, Severity};
use crate::knowledge::{contextual_name, walk};
use crate::model::{AppliedTrait, Shape, TraitSource, Traits};
use crate::name::{Category, ShapeId, ShapeType, is_identifier, known};

const NAMES: Code = Code::error("conflicting-names", "Service");
const RENAME: Code = Code::error("rename", "Service");

/// How deep lists of lists are compared.
const COMPARED_DEPTH: usize = 64;

/// With how many others of the same name a shape is compared.
const COMPARED_SHAPES: usize = 20;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for service in context.of_type(ShapeType::Service) {
        let closure: Vec<ShapeId> = walk(context.model, service.id, |_| true)
            .into_iter()
            .filter(|id| !id.is_member())
            .collect();
        names(context, service, &closure, out);
        renames(context, service, &closure, out);
    }
}

fn names(context: &Context<'_>, service: &Shape, closure: &[ShapeId], out: &mut Diagnostics) {
    let mut by_name: BTreeMap<String, Vec<ShapeId>> = BTreeMap::new();
    for id in closure {
        let name = contextual_name(service, *id).to_lowercase();
        by_name.entry(name).or_default().push(*id);
    }
    for mut ids in by_name.into_values().filter(|ids| ids.len() > 1) {
        ids.sort_unstable();
        for (at, id) in ids.iter().enumerate() {
            for other in ids
                .iter()
                .filter(|other| *other != id)
                .take(COMPARED_SHAPES)
            {
                let (Some(shape), Some(against)) =
                    (context.model.shape(*id), context.model.shape(*other))
                else {
                    continue;
                };
                let severity = conflict(context, shape, against);
                let mut report = NAMES
                    .at(
                        shape.name_span,
                        format!(
                            "`{id}` and `{other}` have the same name inside the service `{}`",
                            service.id.name
                        ),
                    )
                    .severity(severity)
                    .shape(*id)
                    .here(format!("named `{}`", contextual_name(service, *id)));
                report = context.label(report, against.name_span, format!("`{other}` is here"));
                report = report
                    .note("names inside a service must differ, and not in case only")
                    .help(format!(
                        "give one of them another name there: `rename: {{ \"{id}\": \"…\" }}` in `{}`",
                        service.id.name
                    ));
                // One conflict is an event of each shape; people read it once.
                out.push(if at == 0 { report } else { report.echo() });
            }
        }
    }
}

/// How bad it is that two shapes have one name: simple shapes and lists that are equal in all but
/// their names can be told to be the same.
fn conflict(context: &Context<'_>, a: &Shape, b: &Shape) -> Severity {
    let model = context.model;
    let (mut a, mut b) = (a, b);
    let mut severity = Severity::Note;
    for _ in 0..COMPARED_DEPTH {
        let is_list = |shape: &Shape| matches!(shape.shape_type, ShapeType::List | ShapeType::Set);
        let tolerable =
            |shape: &Shape| shape.shape_type.category() == Category::Simple || is_list(shape);
        if !tolerable(a)
            || !tolerable(b)
            || a.shape_type != b.shape_type
            || !same_traits(context, (a, &a.traits), (b, &b.traits))
        {
            return Severity::Error;
        }
        if !is_list(a) {
            return severity;
        }
        severity = Severity::Warning;
        let member = known::member::MEMBER;
        let (Some(left), Some(right)) = (a.member(member), b.member(member)) else {
            return severity;
        };
        if !same_traits(context, (a, &left.traits), (b, &right.traits)) {
            return Severity::Error;
        }
        let (Some(left), Some(right)) = (model.target(left), model.target(right)) else {
            return severity;
        };
        (a, b) = (left, right);
    }
    severity
}

/// Whether two shapes, or members of them, have the same traits.
fn same_traits(
    context: &Context<'_>,
    (a, left): (&Shape, &Traits),
    (b, right): (&Shape, &Traits),
) -> bool {
    let counted = |shape: &Shape, traits: &'_ Traits| {
        let bundled = context.sources.is_bundled(shape.name_span);
        // The documentation of the prelude is ours, and says nothing about a shape's meaning.
        let counts = move |applied: &&AppliedTrait| {
            applied.source != TraitSource::Synthetic
                && !(bundled && applied.id == known::DOCUMENTATION)
        };
        traits.iter().filter(counts).cloned().collect::<Vec<_>>()
    };
    let (left, right) = (counted(a, left), counted(b, right));
    left.len() == right.len()
        && left.iter().all(|one| {
            right
                .iter()
                .any(|other| other.id == one.id && other.value.same_value(&one.value))
        })
}

fn renames(context: &Context<'_>, service: &Shape, closure: &[ShapeId], out: &mut Diagnostics) {
    let Some(detail) = service.service() else {
        return;
    };
    if detail.rename.is_empty() {
        return;
    }
    let closure: FxHashSet<ShapeId> = closure.iter().copied().collect();
    let whole = service.name_span;
    for rename in &detail.rename {
        let id = rename.shape.id;
        if id == known::BROKEN {
            continue;
        }
        let name = &*rename.name.value;
        if !is_identifier(name) {
            let report = RENAME
                .at(
                    rename.name.span,
                    format!("`{id}` cannot be renamed to `{name}`, which is no identifier"),
                )
                .shape(service.id)
                .here("not an identifier")
                .note("a name begins with a letter or `_` and holds letters, digits and `_`");
            out.push(report.event_at(whole));
        } else if name == id.name.as_str() {
            let report = RENAME
                .at(
                    rename.name.span,
                    format!("the rename of `{id}` does not change its name"),
                )
                .shape(service.id)
                .here("the same name")
                .help("remove the entry, or choose another name");
            out.push(report.event_at(whole));
        }
        if !closure.contains(&id) {
            let report = RENAME
                .at(
                    rename.shape.span,
                    format!("`{id}` is renamed, but the service does not use it"),
                )
                .shape(service.id)
                .here("not part of the service")
                .help("remove the entry");
            out.push(report.event_at(whole));
            continue;
        }
        let Some(shape) = context.model.shape(id) else {
            continue;
        };
        if matches!(shape.shape_type, ShapeType::Resource | ShapeType::Operation) {
            let report = RENAME
                .at(
                    rename.shape.span,
                    format!(
                        "`{id}` cannot be renamed, because it is {}",
                        article(shape.shape_type)
                    ),
                )
                .shape(service.id)
                .here("resources and operations keep their names");
            out.push(report.event_at(whole));
        }
    }
}
