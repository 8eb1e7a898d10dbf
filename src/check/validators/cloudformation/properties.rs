//! `CfnResourceProperty`: each property of a CloudFormation resource has one meaning.
//!
//! Properties come from the members of what the lifecycle operations of a resource take and
//! return, from its identifiers and from its additional schemas. (Specification: "AWS
//! CloudFormation traits", "Resource properties".)

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::{article, ticked};
use crate::diag::{Code, Diagnostics};
use crate::knowledge::resources::{excusing_traits, identifier_bindings, properties_shape};
use crate::model::{AppliedTrait, Member, Operation, Resource, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::Node;
use crate::text::{Span, Symbol};

const SEVERAL_TARGETS: Code = Code::error("property-targets", "CfnResourceProperty");
const UNKNOWN_IDENTIFIER: Code = Code::error("primary-identifier", "CfnResourceProperty");
const IDENTIFIER_TYPE: Code = Code::error("primary-identifier-type", "CfnResourceProperty");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut applied = context.applied(known::CFN_RESOURCE).peekable();
    if applied.peek().is_none() {
        return;
    }
    let excused = excused(context);
    for (subject, applied) in applied {
        let shape = subject.container();
        let Some(resource) = shape.resource() else {
            continue;
        };
        primary_identifier(context, shape, resource, applied, out);
        let mut found = Properties {
            context,
            resource,
            excused: &excused,
            properties: IndexMap::new(),
            excluded: FxHashSet::default(),
        };
        found.collect(applied);
        found.report(shape, applied, out);
    }
}

fn primary_identifier(
    context: &Context<'_>,
    shape: &Shape,
    resource: &Resource,
    applied: &AppliedTrait,
    out: &mut Diagnostics,
) {
    let Some(node) = applied.value.get("primaryIdentifier") else {
        return;
    };
    let Some(name) = node.as_str() else {
        return;
    };
    let mut properties = resource.properties.iter();
    let Some(property) = properties.find(|property| property.name.as_str() == name) else {
        let mut report = UNKNOWN_IDENTIFIER
            .at(
                node.span,
                format!("`{}` has no property `{name}`", shape.id.name),
            )
            .shape(shape.id)
            .event_at(applied.span)
            .here("has to be a property of the resource");
        let names = resource.properties.iter().map(|one| one.name.as_str());
        if let Some(meant) = crate::diag::nearest(name, names).first() {
            report = report.help(format!("did you mean `{meant}`?"));
        } else {
            report = report.help(format!("add `{name}` to the `properties` of the resource"));
        }
        out.push(report);
        return;
    };
    let Some(target) = context.model.shape(property.target.id) else {
        return;
    };
    if matches!(target.shape_type, ShapeType::String | ShapeType::Enum) {
        return;
    }
    let report = IDENTIFIER_TYPE
        .at(
            node.span,
            format!(
                "the property `{name}` cannot identify a resource, being {}",
                article(target.shape_type)
            ),
        )
        .shape(shape.id)
        .event_at(applied.span)
        .here("has to be a string");
    out.push(context.label(report, property.target.span, "the property"));
}

/// One property and all that it stems from.
#[derive(Default)]
struct Property {
    /// Members, or the shape that an identifier targets.
    sources: Vec<ShapeId>,
    /// Whether its mutability is fixed, so that further members do not belong to it.
    fixed: bool,
}

struct Properties<'c, 'm> {
    context: &'c Context<'m>,
    resource: &'m Resource,
    excused: &'c FxHashSet<ShapeId>,
    properties: IndexMap<Symbol, Property>,
    excluded: FxHashSet<ShapeId>,
}

impl<'m> Properties<'_, 'm> {
    fn collect(&mut self, applied: &AppliedTrait) {
        for identifier in &self.resource.identifiers {
            let property = Property {
                sources: vec![identifier.target.id],
                fixed: true,
            };
            self.properties.insert(identifier.name, property);
        }
        let model = self.context.model;
        let operation = |reference: Option<crate::model::Reference>| {
            reference
                .and_then(|reference| model.shape(reference.id))
                .and_then(Shape::operation)
        };
        if let Some(read) = operation(self.resource.read) {
            if let Some(input) = model.shape(read.input.id) {
                self.additional_identifiers(input);
            }
            self.side(read, read.output.id);
        }
        for change in [
            self.resource.put,
            self.resource.create,
            self.resource.update,
        ] {
            if let Some(change) = operation(change) {
                self.side(change, change.input.id);
            }
        }
        let schemas = applied
            .value
            .get("additionalSchemas")
            .and_then(Node::as_array);
        for schema in schemas.unwrap_or_default() {
            let id = schema.as_str().and_then(ShapeId::parse);
            if let Some(schema) = id.and_then(|id| self.context.structure(id)) {
                self.additional_identifiers(schema);
                self.members(schema, &FxHashSet::default());
            }
        }
    }

    fn additional_identifiers(&mut self, structure: &Shape) {
        for member in structure.members.values() {
            if member.has_trait(known::CFN_ADDITIONAL_IDENTIFIER) {
                let property = Property {
                    sources: vec![member.id],
                    fixed: false,
                };
                self.properties.insert(member.id.member, property);
            }
        }
    }

    /// The members of what an operation takes or returns.
    fn side(&mut self, operation: &Operation, side: ShapeId) {
        let Some(structure) = properties_shape(self.context.model, side) else {
            return;
        };
        // Also for outputs the reference asks what the input binds, by name.
        let bound = self
            .context
            .model
            .shape(operation.input.id)
            .map(|input| identifier_bindings(self.resource, input))
            .unwrap_or_default();
        let bound = bound.values().map(|member| member.id.member).collect();
        self.members(structure, &bound);
    }

    fn members(&mut self, structure: &'m Shape, bound: &FxHashSet<Symbol>) {
        self.exclude(structure);
        for member in structure.members.values() {
            if bound.contains(&member.id.member) {
                continue;
            }
            let fixed = self.has_mutability(member);
            let property = self.properties.entry(member.id.member).or_default();
            if !property.fixed {
                property.sources.push(member.id);
                property.fixed = fixed;
            }
        }
    }

    /// Whether the member, or else its target, says who may set it.
    fn has_mutability(&self, member: &Member) -> bool {
        member.has_trait(known::CFN_MUTABILITY)
            || self
                .context
                .model
                .target(member)
                .is_some_and(|target| target.has_trait(known::CFN_MUTABILITY))
    }

    /// Finds members, also of nested structures, that are no properties.
    fn exclude(&mut self, structure: &'m Shape) {
        let mut seen = FxHashSet::default();
        let mut waiting = vec![structure];
        while let Some(structure) = waiting.pop() {
            if !seen.insert(structure.id) {
                continue;
            }
            for member in structure.members.values() {
                if member.has_trait(known::CFN_EXCLUDE_PROPERTY)
                    || self.excused.contains(&member.id)
                {
                    self.excluded.insert(member.id);
                } else if let Some(target) = self.context.structure(member.target.id) {
                    waiting.push(target);
                }
            }
        }
    }

    fn report(&self, shape: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
        let model = self.context.model;
        for (name, property) in &self.properties {
            let mut targets: IndexMap<ShapeId, Option<Span>> = IndexMap::new();
            for source in &property.sources {
                if self.excluded.contains(source) {
                    continue;
                }
                match model.member(*source) {
                    Some(member) => targets
                        .entry(member.target.id)
                        .or_insert(Some(member.target.span)),
                    None => targets.entry(*source).or_insert(None),
                };
            }
            if targets.len() < 2 {
                continue;
            }
            let mut report = SEVERAL_TARGETS
                .at(
                    applied.span,
                    format!(
                        "the property `{name}` of the CloudFormation resource is {}",
                        ticked(targets.keys()).replace(" and ", " as well as ")
                    ),
                )
                .shape(shape.id)
                .event_at(shape.span)
                .here(format!("makes `{}` a CloudFormation resource", shape.id.name))
                .note("members of the same name become one property")
                .help("let them target the same shape, rename one, or exclude one with `@cfnExcludeProperty`");
            for (target, span) in &targets {
                if let Some(span) = span {
                    let label = format!("`{}` here", target.name);
                    report = self.context.label(report, *span, label);
                }
            }
            out.push(report);
        }
    }
}

/// The members that need not be properties: those that bind identifiers, those with a trait that
/// says so, and those beside `@nestedProperties`.
fn excused(context: &Context<'_>) -> FxHashSet<ShapeId> {
    let model = context.model;
    let excusing = excusing_traits(&context.graph);
    let mut excused = FxHashSet::default();
    for shape in model.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        for reference in resource.all_operations() {
            let operation = model.shape(reference.id).and_then(Shape::operation);
            for side in operation.iter().flat_map(|it| [it.input.id, it.output.id]) {
                let (Some(whole), Some(inner)) = (model.shape(side), properties_shape(model, side))
                else {
                    continue;
                };
                let bound = identifier_bindings(resource, whole);
                let bound: FxHashSet<Symbol> =
                    bound.values().map(|member| member.id.member).collect();
                for member in inner.members.values() {
                    if bound.contains(&member.id.member)
                        || member.traits.iter().any(|it| excusing.contains(&it.id))
                    {
                        excused.insert(member.id);
                    }
                }
                if whole.id != inner.id {
                    excused.extend(whole.members.values().map(|member| member.id));
                }
            }
        }
    }
    excused
}
