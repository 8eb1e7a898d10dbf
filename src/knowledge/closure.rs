//! The closure of a service: everything that it offers and needs.
//!
//! (Specification: "Service", service closure; "Resource"; "Renaming shapes".)

use rustc_hash::FxBuildHasher;

use indexmap::IndexMap;

use crate::model::{Model, Reference, Shape};
use crate::name::{Category, ShapeId};

use super::{RelationshipKind, walk};

/// How an operation comes to belong to a service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Binding {
    /// The service or resource that binds the operation.
    pub owner: ShapeId,
    /// As what: an operation, a collection operation, or one of the lifecycle operations.
    pub kind: RelationshipKind,
    /// Where it is written.
    pub reference: Reference,
}

/// Everything that a service offers and needs. Deterministic: operations and resources in the
/// order in which the service and then each resource bind them, shapes by id.
#[derive(Clone, Default, Debug)]
pub struct Closure {
    /// The operations, each with every binding that leads to it (more than one is a mistake).
    pub operations: IndexMap<ShapeId, Vec<Binding>, FxBuildHasher>,
    /// The resources, each with the services and resources that bind it (more than one is a
    /// mistake).
    pub resources: IndexMap<ShapeId, Vec<Binding>, FxBuildHasher>,
    /// The shapes that the operations, errors and resources use: structures, lists, simple shapes,
    /// prelude shapes among them. Neither members, nor mixins that are used as nothing else.
    pub shapes: Vec<ShapeId>,
}

impl Closure {
    /// The closure of a service; empty where `service` is none. Linear in the closure.
    pub fn of(model: &Model, service: ShapeId) -> Self {
        let mut closure = Self::default();
        closure.bind(model, service);
        closure.shapes = shapes_of(model, service);
        closure
    }

    /// The resource that binds an operation, and as what; `None` where the service itself does.
    pub fn resource_of(&self, model: &Model, operation: ShapeId) -> Option<Binding> {
        let bindings = self.operations.get(&operation)?;
        bindings
            .iter()
            .find(|binding| {
                model
                    .shape(binding.owner)
                    .is_some_and(|owner| owner.resource().is_some())
            })
            .copied()
    }

    fn bind(&mut self, model: &Model, service: ShapeId) {
        let Some(shape) = model.shape(service) else {
            return;
        };
        let Some(detail) = shape.service() else {
            return;
        };
        for operation in &detail.operations {
            self.operation(service, RelationshipKind::Operation, *operation);
        }
        let mut waiting: Vec<(ShapeId, Reference)> = detail
            .resources
            .iter()
            .rev()
            .map(|resource| (service, *resource))
            .collect();
        while let Some((owner, reference)) = waiting.pop() {
            let binding = Binding {
                owner,
                kind: RelationshipKind::Resource,
                reference,
            };
            let resource = model.shape(reference.id).and_then(Shape::resource);
            let Some(resource) = resource else { continue };
            let bindings = self.resources.entry(reference.id).or_default();
            bindings.push(binding);
            if bindings.len() > 1 {
                continue;
            }
            let id = reference.id;
            for (name, operation) in resource.lifecycle() {
                let kind = super::neighbors::lifecycle_kind(name);
                self.operation(id, kind, operation);
            }
            for operation in &resource.operations {
                self.operation(id, RelationshipKind::Operation, *operation);
            }
            for operation in &resource.collection_operations {
                self.operation(id, RelationshipKind::CollectionOperation, *operation);
            }
            waiting.extend(resource.resources.iter().rev().map(|child| (id, *child)));
        }
        self.operations.retain(|id, _| {
            model
                .shape(*id)
                .is_some_and(|shape| shape.operation().is_some())
        });
    }

    fn operation(&mut self, owner: ShapeId, kind: RelationshipKind, reference: Reference) {
        self.operations
            .entry(reference.id)
            .or_default()
            .push(Binding {
                owner,
                kind,
                reference,
            });
    }
}

fn shapes_of(model: &Model, service: ShapeId) -> Vec<ShapeId> {
    let reached = walk(model, service, |relationship| {
        !matches!(
            relationship.kind,
            RelationshipKind::Mixin | RelationshipKind::MemberContainer
        )
    });
    let mut shapes: Vec<ShapeId> = reached
        .into_iter()
        .filter(|id| {
            model.shape_type(*id).is_some_and(|found| {
                !matches!(found.category(), Category::Service | Category::Member)
            })
        })
        .collect();
    shapes.sort_unstable();
    shapes
}

/// The name of a shape inside a service: its `rename`, or else its own name. Linear in the
/// renames. (Specification: "Renaming shapes".)
pub fn contextual_name(service: &Shape, shape: ShapeId) -> &str {
    service
        .service()
        .and_then(|detail| {
            detail
                .rename
                .iter()
                .find(|rename| rename.shape.id == shape.root())
        })
        .map_or(shape.name.as_str(), |rename| &rename.name.value)
}
