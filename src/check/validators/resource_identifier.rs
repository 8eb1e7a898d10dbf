//! `ResourceIdentifier`: a child resource has its parents' identifiers, and no identifier is a
//! property as well.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::name::ShapeType;

const PROPERTY: Code = Code::error("identifier-is-property", "ResourceIdentifier");
const MISSING: Code = Code::error("identifier-of-parent-missing", "ResourceIdentifier");
const DIFFERS: Code = Code::error("identifier-of-parent-differs", "ResourceIdentifier");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for shape in context.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        for identifier in &resource.identifiers {
            let name = identifier.name.as_str();
            let property = resource
                .properties
                .iter()
                .find(|property| property.name.as_str().eq_ignore_ascii_case(name));
            if let Some(property) = property {
                let report = PROPERTY
                    .at(
                        property.name_span,
                        format!(
                            "`{name}` is an identifier of `{}`, so it cannot be a property as well",
                            shape.id.name
                        ),
                    )
                    .shape(shape.id)
                    .here("a property")
                    .label(identifier.name_span, "an identifier")
                    .help("remove the property");
                out.push(report.event_at(shape.name_span));
            }
        }
        for reference in &resource.resources {
            let Some(child) = context.model.shape(reference.id) else {
                continue;
            };
            let Some(detail) = child.resource() else {
                continue;
            };
            let of_child = |name| detail.identifiers.iter().find(move |one| one.name == name);
            let missing: Vec<_> = resource
                .identifiers
                .iter()
                .filter(|identifier| of_child(identifier.name).is_none())
                .collect();
            if let Some(first) = missing.first() {
                let mut report = MISSING
                    .at(
                        child.name_span,
                        format!(
                            "`{}` lacks identifiers of its parent `{}`: {}",
                            child.id.name,
                            shape.id.name,
                            ticked(missing.iter().map(|identifier| identifier.name))
                        ),
                    )
                    .shape(child.id)
                    .here("a child resource")
                    .help(format!(
                        "add `{}: {}` to its identifiers",
                        first.name,
                        first.target.id.relative()
                    ));
                report = context.label(report, reference.span, "bound here");
                out.push(context.label(report, first.name_span, "the parent's identifier"));
            }
            let differs = resource.identifiers.iter().find_map(|identifier| {
                let own = of_child(identifier.name)?;
                (own.target.id != identifier.target.id).then_some((identifier, own))
            });
            if let Some((of_parent, own)) = differs {
                let report = DIFFERS
                    .at(
                        own.target.span,
                        format!(
                            "the identifier `{}` of `{}` must be a `{}` as in its parent `{}`",
                            own.name,
                            child.id.name,
                            of_parent.target.id.relative(),
                            shape.id.name
                        ),
                    )
                    .shape(child.id)
                    .here(format!("expected `{}`", of_parent.target.id.relative()));
                let report =
                    context.label(report, of_parent.target.span, "the parent's identifier");
                out.push(report.event_at(child.name_span));
            }
        }
    }
}
