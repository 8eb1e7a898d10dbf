//! `ResourceCycle`: no resource is its own ancestor.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeId, ShapeType};

const CYCLE: Code = Code::error("resource-cycle", "ResourceCycle");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut harmless = FxHashSet::default();
    for resource in context.of_type(ShapeType::Resource) {
        let Some(path) = cycle(context, resource.id, &mut harmless) else {
            continue;
        };
        let chain: Vec<String> = path.iter().map(|id| format!("`{}`", id.name)).collect();
        let blamed = path.last().copied().unwrap_or(resource.id);
        let span = context
            .model
            .shape(blamed)
            .map_or(resource.name_span, |shape| shape.name_span);
        out.push(
            CYCLE
                .at(
                    span,
                    format!("the resource `{}` is a child of itself", blamed.name),
                )
                .shape(blamed)
                .here("part of a cycle")
                .note(format!("by way of {}", chain.join(" → ")))
                .help("remove one of these from the `resources` of the one before it"),
        );
    }
}

/// The first resource that a depth-first walk from `start` meets a second time, at the end of the
/// path to it. Resources from which no cycle can be reached are kept in `harmless`, so that all
/// walks together stay linear where there is none.
fn cycle(
    context: &Context<'_>,
    start: ShapeId,
    harmless: &mut FxHashSet<ShapeId>,
) -> Option<Vec<ShapeId>> {
    let children = |id: ShapeId| {
        let resource = context.model.shape(id).and_then(Shape::resource);
        resource.map_or(&[][..], |resource| &resource.resources)
    };
    let mut path = vec![(start, 0_usize)];
    let mut on_path: FxHashSet<ShapeId> = std::iter::once(start).collect();
    while let Some((id, next)) = path.last_mut() {
        let id = *id;
        let Some(child) = children(id).get(*next) else {
            harmless.insert(id);
            on_path.remove(&id);
            path.pop();
            continue;
        };
        *next += 1;
        if harmless.contains(&child.id) {
            continue;
        }
        if !on_path.insert(child.id) {
            let mut ids: Vec<ShapeId> = path.iter().map(|(id, _)| *id).collect();
            ids.push(child.id);
            return Some(ids);
        }
        path.push((child.id, 0));
    }
    None
}
