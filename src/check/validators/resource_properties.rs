//! `ResourceOperationInputOutput`: what operations of a resource take and give are its identifiers
//! and its properties.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::knowledge::resources::{Properties, identifier_bindings, properties_shape};
use crate::model::{Member, Resource, ResourceMember, Shape};
use crate::name::{ShapeId, ShapeType};
use crate::text::Symbol;

const UNUSED: Code = Code::error("property-not-used", "ResourceOperationInputOutput");
const TARGET: Code = Code::error("property-target", "ResourceOperationInputOutput");
const UNKNOWN: Code = Code::error("not-a-property", "ResourceOperationInputOutput");
const TWICE: Code = Code::error("property-bound-twice", "ResourceOperationInputOutput");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut properties = None;
    for shape in context.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        if resource.properties.is_empty() {
            continue;
        }
        let properties = properties.get_or_insert_with(|| Properties::of(&context.graph));
        let by_name = resource.properties.iter().map(|one| (one.name, one));
        let mut checking = Checking {
            context,
            properties,
            shape,
            resource,
            by_name: by_name.collect(),
            used: FxHashSet::default(),
        };
        for (lifecycle, reference) in resource.lifecycle() {
            // What a list returns are many resources, not one.
            if lifecycle != "list" {
                checking.operation(reference.id, out);
            }
        }
        for reference in &resource.operations {
            checking.operation(reference.id, out);
        }
        for property in &resource.properties {
            if !checking.used.contains(&property.name) {
                let report = unused(shape, property);
                let is_identifier = resource
                    .identifiers
                    .iter()
                    .any(|it| it.name == property.name);
                // That it cannot be both is another report.
                out.push(if is_identifier { report.echo() } else { report });
            }
        }
    }
}

fn unused(shape: &Shape, property: &ResourceMember) -> Diagnostic {
    UNUSED
        .at(
            property.name_span,
            format!(
                "no operation on one `{}` takes or returns its property `{}`",
                shape.id.name, property.name
            ),
        )
        .shape(shape.id)
        .here("never used")
        .event_at(shape.span)
        .help(format!(
            "add a member `{}` to an input or output, or remove the property",
            property.name
        ))
}

struct Checking<'c, 'm> {
    context: &'c Context<'m>,
    properties: &'c Properties,
    shape: &'m Shape,
    resource: &'m Resource,
    by_name: IndexMap<Symbol, &'m ResourceMember>,
    used: FxHashSet<Symbol>,
}

impl<'m> Checking<'_, 'm> {
    fn operation(&mut self, id: ShapeId, out: &mut Diagnostics) {
        let model = self.context.model;
        let Some(shape) = model.shape(id) else {
            return;
        };
        let Some(operation) = shape.operation() else {
            return;
        };
        // The reference knows the identifiers of the output only, on both sides; those of the
        // input are no properties to begin with.
        let identifiers: FxHashSet<Symbol> = self
            .context
            .structure(operation.output.id)
            .map(|output| {
                let bound = identifier_bindings(self.resource, output);
                bound.values().map(|member| member.id.member).collect()
            })
            .unwrap_or_default();
        for side in [operation.input.id, operation.output.id] {
            let Some(structure) = properties_shape(model, side) else {
                continue;
            };
            let mut bound: IndexMap<Symbol, Vec<&Member>> = IndexMap::new();
            for member in structure.members.values() {
                let Some(property) = self.properties.name(member.id) else {
                    continue;
                };
                self.used.insert(property);
                bound.entry(property).or_default().push(member);
                self.member(shape, member, property, &identifiers, out);
            }
            for (property, members) in bound {
                if let [first, second, ..] = members[..] {
                    self.twice(structure, property, &members, (first, second), out);
                }
            }
        }
    }

    fn member(
        &self,
        operation: &Shape,
        member: &Member,
        property: Symbol,
        identifiers: &FxHashSet<Symbol>,
        out: &mut Diagnostics,
    ) {
        let context = self.context;
        let resource = self.shape.id.name;
        if let Some(declared) = self.by_name.get(&property) {
            if declared.target.id == member.target.id {
                return;
            }
            let expected = declared.target.id.relative();
            let report = TARGET
                .at(
                    member.name_span,
                    format!(
                        "`{}` must target `{expected}`, as the property `{property}` of `{resource}` does",
                        member.id.relative()
                    ),
                )
                .shape(member.id)
                .here(format!("used by `{}`", operation.id.name));
            let report = context.label(
                report,
                member.target.span,
                format!("targets `{}`", member.target.id.relative()),
            );
            out.push(context.label(report, declared.target.span, "the property's target"));
        } else if !identifiers.contains(&member.id.member) {
            let mut report = UNKNOWN
                .at(
                    member.name_span,
                    format!(
                        "`{}` is neither an identifier nor a property of `{resource}`",
                        member.id.relative()
                    ),
                )
                .shape(member.id)
                .here(format!("used by `{}`", operation.id.name));
            report = context.label(report, self.shape.name_span, "the resource");
            let names = self.by_name.keys().map(|name| name.as_str());
            if let Some(meant) = nearest(property.as_str(), names).first() {
                report = report.help(format!("did you mean the property `{meant}`?"));
            }
            out.push(
                report
                    .help(format!(
                        "add `{property}` to the `properties` of `{resource}`"
                    ))
                    .help("mark the member with `@notProperty` if it is none"),
            );
        }
    }

    fn twice(
        &self,
        structure: &Shape,
        property: Symbol,
        members: &[&Member],
        (first, second): (&Member, &Member),
        out: &mut Diagnostics,
    ) {
        let report = TWICE
            .at(
                structure.name_span,
                format!(
                    "{} of `{}` all stand for the property `{property}` of `{}`",
                    ticked(members.iter().map(|member| member.id.member)),
                    structure.id.name,
                    self.shape.id.name
                ),
            )
            .shape(structure.id)
            .here("binds a property twice");
        let report = self.context.label(report, first.name_span, "bound here");
        out.push(
            self.context
                .label(report, second.name_span, "and bound again here"),
        );
    }
}
