//! `ResourceLifecycle`: lifecycle operations are readonly or idempotent as their place demands.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeType, known};

const READONLY: Code = Code::error("lifecycle-readonly", "ResourceLifecycle");
const IDEMPOTENT: Code = Code::error("lifecycle-idempotent", "ResourceLifecycle");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for shape in context.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        for (name, reference) in resource.lifecycle() {
            let Some(operation) = context.model.shape(reference.id) else {
                continue;
            };
            if operation.operation().is_none() {
                continue;
            }
            let reads = matches!(name, "read" | "list");
            let marked = operation.traits.get(known::READONLY);
            if reads != marked.is_some() {
                let must = if reads { "must" } else { "must not" };
                let mut report = READONLY
                    .at(
                        reference.span,
                        format!(
                            "the `{name}` operation of `{}` {must} be `@readonly`",
                            shape.id.name
                        ),
                    )
                    .shape(shape.id)
                    .here(format!(
                        "`{}` is {}",
                        operation.id.name,
                        if reads { "not" } else { "marked so" }
                    ));
                report = match marked {
                    Some(marked) => context.label(report, marked.span, "marked here"),
                    None => context
                        .label(report, operation.name_span, "defined here")
                        .help(format!("put `@readonly` before `{}`", operation.id.name)),
                };
                out.push(report.event_at(shape.name_span));
            }
            if matches!(name, "put" | "delete") && !operation.has_trait(known::IDEMPOTENT) {
                let report = IDEMPOTENT
                    .at(
                        reference.span,
                        format!(
                            "the `{name}` operation of `{}` must be `@idempotent`",
                            shape.id.name
                        ),
                    )
                    .shape(shape.id)
                    .here(format!("`{}` is not", operation.id.name))
                    .help(format!("put `@idempotent` before `{}`", operation.id.name));
                let report = context.label(report, operation.name_span, "defined here");
                out.push(report.event_at(shape.name_span));
            }
        }
    }
}
