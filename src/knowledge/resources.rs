//! What the inputs and outputs of operations have to do with the resources that bind them: which
//! members are identifiers, and which are properties.
//!
//! (Specification: "Resource", "Binding member names to identifiers", "Resource properties".)

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Member, Model, Resource, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::Symbol;

use super::Graph;

/// The member of a structure that each identifier of a resource is bound to: by
/// `@resourceIdentifier`, or else by its name and target, when it is `@required`. Linear in the
/// members.
pub fn identifier_bindings<'m>(
    resource: &Resource,
    structure: &'m Shape,
) -> IndexMap<Symbol, &'m Member> {
    let mut bound = IndexMap::new();
    for member in structure.members.values() {
        if let Some(name) = member.traits.text(known::RESOURCE_IDENTIFIER) {
            bound.insert(Symbol::intern(name), member);
            continue;
        }
        let implicit = resource.identifiers.iter().any(|identifier| {
            identifier.name == member.id.member && identifier.target.id == member.target.id
        });
        if implicit && member.has_trait(known::REQUIRED) {
            bound.entry(member.id.member).or_insert(member);
        }
    }
    bound
}

/// The structure that holds the properties of an input or output: what a member with
/// `@nestedProperties` targets, or the structure itself. `None` where the id is of no structure.
pub fn properties_shape(model: &Model, structure: ShapeId) -> Option<&Shape> {
    let is_structure = |shape: &&Shape| shape.shape_type == ShapeType::Structure;
    let shape = model.shape(structure).filter(is_structure)?;
    shape
        .members
        .values()
        .filter(|member| member.has_trait(known::NESTED_PROPERTIES))
        .find_map(|member| model.target(member).filter(is_structure))
        .or(Some(shape))
}

/// The traits that excuse a member from being a property: those that are marked `@notProperty`.
pub fn excusing_traits(graph: &Graph<'_>) -> FxHashSet<ShapeId> {
    let is_trait = |id: &ShapeId| {
        let shape = graph.model().shape(*id);
        shape.is_some_and(|shape| shape.has_trait(known::TRAIT))
    };
    let marked = graph.with_trait(known::NOT_PROPERTY).iter().copied();
    marked.filter(is_trait).collect()
}

/// Which members stand for properties of resources, and for which.
#[derive(Clone, Default, Debug)]
pub struct Properties {
    names: FxHashMap<ShapeId, Symbol>,
}

impl Properties {
    /// Looks at the inputs and outputs of all operations that resources bind. Linear in them.
    pub fn of(graph: &Graph<'_>) -> Self {
        let model = graph.model();
        let excusing = excusing_traits(graph);
        let mut properties = Self::default();
        for shape in model.of_type(ShapeType::Resource) {
            let Some(resource) = shape.resource() else {
                continue;
            };
            for reference in resource.all_operations() {
                let operation = model.shape(reference.id).and_then(Shape::operation);
                for side in operation.iter().flat_map(|it| [it.input.id, it.output.id]) {
                    if let Some(structure) = properties_shape(model, side) {
                        properties.name_members(resource, structure, &excusing);
                    }
                }
            }
        }
        properties
    }

    fn name_members(
        &mut self,
        resource: &Resource,
        structure: &Shape,
        excusing: &FxHashSet<ShapeId>,
    ) {
        let bindings = identifier_bindings(resource, structure);
        let bound: FxHashSet<ShapeId> = bindings.values().map(|member| member.id).collect();
        let properties: FxHashSet<Symbol> = resource.properties.iter().map(|it| it.name).collect();
        for member in structure.members.values() {
            let excused = bound.contains(&member.id)
                || member.traits.iter().any(|it| excusing.contains(&it.id));
            if excused && !properties.contains(&member.id.member) {
                continue;
            }
            let name = member
                .trait_value(known::PROPERTY)
                .and_then(|value| value.get_str("name"))
                .map_or(member.id.member, Symbol::intern);
            self.names.insert(member.id, name);
        }
    }

    /// The property that a member stands for; `None` where it stands for none.
    pub fn name(&self, member: ShapeId) -> Option<Symbol> {
        self.names.get(&member).copied()
    }
}
