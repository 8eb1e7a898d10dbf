//! `SingleOperationBinding` and `SingleResourceBinding`: inside one service an operation or a
//! resource has one place.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::Binding;
use crate::name::ShapeId;

const OPERATION: Code = Code::error("operation-bound-twice", "SingleOperationBinding");
const RESOURCE: Code = Code::error("resource-bound-twice", "SingleResourceBinding");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (service, closure) in context.closures() {
        check(context, service.id, &closure.operations, OPERATION, out);
        check(context, service.id, &closure.resources, RESOURCE, out);
    }
}

fn check(
    context: &Context<'_>,
    service: ShapeId,
    bound: &IndexMap<ShapeId, Vec<Binding>, FxBuildHasher>,
    code: Code,
    out: &mut Diagnostics,
) {
    for (id, bindings) in bound {
        let Some(first) = bindings.first() else {
            continue;
        };
        let Some(second) = bindings.iter().find(|other| other.owner != first.owner) else {
            continue;
        };
        let mut owners: Vec<ShapeId> = bindings.iter().map(|binding| binding.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        let what = if code.slug == OPERATION.slug {
            "operation"
        } else {
            "resource"
        };
        let report = code
            .at(
                second.reference.span,
                format!(
                    "the {what} `{}` is bound more than once in the service `{}`",
                    id.name, service.name
                ),
            )
            .shape(*id)
            .here("bound again here")
            .note(format!("{} bind it", ticked(owners)))
            .help("keep one of the bindings");
        let report = context.label(report, first.reference.span, "first bound here");
        let name = context.model.shape(*id).map(|shape| shape.name_span);
        out.push(match name {
            Some(name) => report.event_at(name),
            None => report,
        });
    }
}
