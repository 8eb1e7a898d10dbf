//! `ResourceIdentifierBinding`: operations on a resource name it, and operations on a collection
//! do not.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::resources::identifier_bindings;
use crate::model::{Member, Reference, Resource, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::{Span, Symbol};

const OVERRIDDEN: Code = Code::warning("identifier-overridden", "ResourceIdentifierBinding");
const TWICE: Code = Code::error("identifier-bound-twice", "ResourceIdentifierBinding");
const PARENT: Code = Code::error("parent-identifier-not-bound", "ResourceIdentifierBinding");
const COLLECTION: Code = Code::error("collection-with-identifiers", "ResourceIdentifierBinding");
const INSTANCE: Code = Code::error("identifier-not-bound", "ResourceIdentifierBinding");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut containers: Vec<ShapeId> = Vec::new();
    for (subject, _) in context.applied(known::RESOURCE_IDENTIFIER) {
        let structure = subject.container();
        if containers.last() != Some(&structure.id) {
            containers.push(structure.id);
            explicit(structure, out);
        }
    }
    for shape in context.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        for reference in distinct(resource) {
            operation(context, shape, resource, reference, out);
        }
        for child in &resource.resources {
            let Some(child) = context.model.shape(child.id) else {
                continue;
            };
            let Some(detail) = child.resource() else {
                continue;
            };
            for reference in distinct(detail) {
                of_parent(context, (shape, resource), (child, detail), reference, out);
            }
        }
    }
}

/// The operations of a resource, each once, however often it is bound.
fn distinct(resource: &Resource) -> impl Iterator<Item = Reference> + '_ {
    let mut seen = FxHashSet::default();
    resource
        .all_operations()
        .filter(move |reference| seen.insert(reference.id))
}

fn explicit(structure: &Shape, out: &mut Diagnostics) {
    let mut bound: IndexMap<&str, Vec<(&Member, Span)>> = IndexMap::new();
    for member in structure.members.values() {
        if let Some(applied) = member.traits.get(known::RESOURCE_IDENTIFIER)
            && let Some(name) = applied.value.as_str()
        {
            let members = bound.entry(name).or_default();
            members.push((member, applied.span));
        }
    }
    for (name, members) in &bound {
        let names = || ticked(members.iter().map(|(member, _)| member.id.member));
        let whole = structure.name_span;
        // One that says of itself what its name says already counts as well.
        let implicit = structure.member(Symbol::intern(name)).filter(|member| {
            let own = member.traits.text(known::RESOURCE_IDENTIFIER);
            own.is_none_or(|own| own == *name)
        });
        let other = implicit.and_then(|implicit| {
            let mut members = members.iter();
            members.find(|(member, _)| member.id != implicit.id)
        });
        if let (Some(implicit), Some((_, span))) = (implicit, other) {
            let report = OVERRIDDEN
                .at(
                    *span,
                    format!(
                        "{} takes the place of `{name}` as the identifier `{name}`",
                        names()
                    ),
                )
                .shape(structure.id)
                .here("bound by the trait")
                .label(implicit.name_span, "would be bound by its name")
                .help(format!(
                    "remove the trait if `{name}` is the identifier, or rename `{name}` if it is not"
                ));
            out.push(report.event_at(whole));
        }
        if let [(_, first), (_, second), ..] = members[..] {
            let report = TWICE
                .at(
                    second,
                    format!("{} are bound to the same identifier, `{name}`", names()),
                )
                .shape(structure.id)
                .here("bound again here")
                .label(first, "first bound here")
                .help("leave the trait at the member that names the resource");
            out.push(report.event_at(whole));
        }
    }
}

fn input_of<'m>(context: &Context<'m>, operation: ShapeId) -> Option<(&'m Shape, &'m Shape)> {
    let shape = context.model.shape(operation)?;
    let input = context.structure(shape.operation()?.input.id)?;
    Some((shape, input))
}

fn operation(
    context: &Context<'_>,
    shape: &Shape,
    resource: &Resource,
    reference: Reference,
    out: &mut Diagnostics,
) {
    let Some((operation, input)) = input_of(context, reference.id) else {
        return;
    };
    let bound = identifier_bindings(resource, input);
    let unbound: Vec<_> = resource
        .identifiers
        .iter()
        .filter(|identifier| {
            bound
                .get(&identifier.name)
                .is_none_or(|member| member.target.id != identifier.target.id)
        })
        .collect();
    let is = |slot: Option<Reference>| slot.is_some_and(|one| one.id == reference.id);
    let collection = is(resource.create)
        || is(resource.list)
        || resource
            .collection_operations
            .iter()
            .any(|one| one.id == reference.id);
    if collection && unbound.is_empty() {
        let mut report = COLLECTION
            .at(
                operation.name_span,
                format!(
                    "`{}` works on the collection of `{}`, yet its input names one",
                    operation.id.name, shape.id.name
                ),
            )
            .shape(operation.id)
            .here("bound to the collection");
        report = context.label(report, reference.span, "bound here");
        if let Some(member) = bound.values().next() {
            report = context.label(report, member.name_span, "an identifier of the resource");
        } else {
            report = report.note("the resource has no identifiers, so that any input names it");
        }
        out.push(report.help("bind it under `operations`, or drop the identifier from the input"));
    } else if let (false, Some(first)) = (collection, unbound.first()) {
        let mut report = INSTANCE
            .at(
                reference.span,
                format!(
                    "the input of `{}` does not name the `{}`: {} not bound",
                    operation.id.name,
                    shape.id.name,
                    missing(&unbound.iter().map(|one| one.name).collect::<Vec<_>>())
                ),
            )
            .shape(operation.id)
            .here("bound to one instance");
        let near = input.member(first.name);
        report = match near {
            Some(member) if member.target.id != first.target.id => context
                .label(
                    report,
                    member.target.span,
                    "another shape than the identifier's",
                )
                .help(format!("let it target `{}`", first.target.id.relative())),
            Some(member) => context
                .label(report, member.name_span, "not `@required`")
                .help(format!("mark `{}` as `@required`", first.name)),
            None if input.id == known::UNIT => report.help(format!(
                "give the operation an input: `input := {{ @required {}: {} }}`",
                first.name,
                first.target.id.relative()
            )),
            None => context
                .label(report, input.name_span, "the input")
                .help(format!(
                    "add `@required {}: {}` to it",
                    first.name,
                    first.target.id.relative()
                )),
        };
        out.push(report.event_at(operation.name_span));
    }
}

fn missing(names: &[Symbol]) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", ticked(names))
}

fn of_parent(
    context: &Context<'_>,
    (parent, parent_detail): (&Shape, &Resource),
    (child, child_detail): (&Shape, &Resource),
    reference: Reference,
    out: &mut Diagnostics,
) {
    let Some((operation, input)) = input_of(context, reference.id) else {
        return;
    };
    let bound = identifier_bindings(child_detail, input);
    let unbound: Vec<Symbol> = parent_detail
        .identifiers
        .iter()
        .map(|identifier| identifier.name)
        .filter(|name| !bound.contains_key(name))
        .collect();
    if unbound.is_empty() {
        return;
    }
    let report = PARENT
        .at(
            reference.span,
            format!(
                "the input of `{}` does not name the `{}` that the `{}` belongs to: {} not bound",
                operation.id.name,
                parent.id.name,
                child.id.name,
                missing(&unbound)
            ),
        )
        .shape(operation.id)
        .here("an operation of a child resource");
    let target = unbound.first().and_then(|name| {
        parent_detail
            .identifiers
            .iter()
            .find(|one| one.name == *name)
    });
    let report = match target {
        Some(one) if input.id == known::UNIT => report.help(format!(
            "give the operation an input: `input := {{ @required {}: {} }}`",
            one.name,
            one.target.id.relative()
        )),
        Some(one) => report.help(format!(
            "the input needs a member `@required {}: {}`",
            one.name,
            one.target.id.relative()
        )),
        None => report,
    };
    let report = context.label(report, input.name_span, "the input");
    out.push(report.event_at(operation.name_span));
}
