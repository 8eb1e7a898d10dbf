//! `DefaultValueInUpdate`: an update should tell "left out" from "set to the default".

use indexmap::IndexSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeId, ShapeType, known};

const DEFAULTS: Code = Code::warning("default-in-update", "DefaultValueInUpdate");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut updates: IndexSet<ShapeId> = IndexSet::new();
    for resource in context.of_type(ShapeType::Resource) {
        updates.extend(
            resource
                .resource()
                .and_then(|one| one.update)
                .map(|one| one.id),
        );
    }
    for (shape, _) in context.operations() {
        let name = shape.id.name.as_str().to_ascii_lowercase();
        if name.starts_with("update") || name.starts_with("patch") {
            updates.insert(shape.id);
        }
    }
    for id in updates {
        let Some(shape) = context.model.shape(id) else {
            continue;
        };
        let Some(operation) = shape.operation() else {
            continue;
        };
        let Some(input) = context.structure(operation.input.id) else {
            continue;
        };
        let members: Vec<_> = input
            .members
            .values()
            .filter(|member| member.has_trait(known::DEFAULT))
            .collect();
        let Some(first) = members.first() else {
            continue;
        };
        let report = DEFAULTS
            .at(
                shape.name_span,
                format!(
                    "the update `{}` has input members with defaults: {}",
                    id.name,
                    ticked(members.iter().map(|member| member.id.member))
                ),
            )
            .shape(id)
            .here("updates something")
            .note("it cannot be told whether the caller left such a member out or set it")
            .help("remove the defaults");
        out.push(context.label(report, first.name_span, "has a default"));
    }
}
