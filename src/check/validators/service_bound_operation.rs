//! `ServiceBoundResourceOperation`: an operation of a service that names a resource of it probably
//! belongs to the resource.

use indexmap::IndexSet;
use rustc_hash::FxHashMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::model::{Member, Reference, Shape};
use crate::name::{ShapeId, known};
use crate::text::Symbol;

const BOUND: Code = Code::warning("operation-of-resource", "ServiceBoundResourceOperation");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (service, closure) in context.closures() {
        let Some(detail) = service.service() else {
            continue;
        };
        let mut identified: FxHashMap<(Symbol, ShapeId), Vec<ShapeId>> = FxHashMap::default();
        for id in closure.resources.keys() {
            let resource = context.model.shape(*id).and_then(Shape::resource);
            for one in resource.iter().flat_map(|resource| &resource.identifiers) {
                let resources = identified.entry((one.name, one.target.id)).or_default();
                resources.push(*id);
            }
        }
        if identified.is_empty() {
            continue;
        }
        let mut seen = IndexSet::new();
        for reference in &detail.operations {
            if seen.insert(reference.id) {
                operation(context, service, *reference, &identified, out);
            }
        }
    }
}

fn operation(
    context: &Context<'_>,
    service: &Shape,
    reference: Reference,
    identified: &FxHashMap<(Symbol, ShapeId), Vec<ShapeId>>,
    out: &mut Diagnostics,
) {
    let Some(shape) = context.model.shape(reference.id) else {
        return;
    };
    let Some(operation) = shape.operation() else {
        return;
    };
    let mut resources: IndexSet<ShapeId> = IndexSet::new();
    let mut named: Option<&Member> = None;
    for side in [operation.input.id, operation.output.id] {
        let structure = context.structure(side);
        for member in structure.iter().flat_map(|it| it.members.values()) {
            let key = (member.id.member, member.target.id);
            if let (Some(found), true) = (identified.get(&key), member.has_trait(known::REQUIRED)) {
                named = named.or(Some(member));
                resources.extend(found);
            }
        }
    }
    let (Some(member), Some(first)) = (named, resources.first().copied()) else {
        return;
    };
    let names = ticked(resources.iter().map(|id| id.relative()));
    let report = BOUND
        .at(
            reference.span,
            format!(
                "`{}` names {names}, but is bound to the service `{}`",
                shape.id.name, service.id.name
            ),
        )
        .shape(shape.id)
        .event(format!("{}.{}.{}", BOUND.event, service.id, shape.id.name))
        .here("bound to the service")
        .event_at(service.span);
    let report = context.label(
        report,
        member.name_span,
        format!("an identifier of `{}`", first.relative()),
    );
    out.push(report.help(format!(
        "bind it to the resource `{}` instead",
        first.relative()
    )));
}
