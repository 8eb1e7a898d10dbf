//! The plan of a package: every name, type and module settled, and no text written yet.
//!
//! Built once from the model; the writers only read it. Shapes recurse, so everything here is
//! keyed by shape id and walked with work lists. What a protocol sends is not decided here.

mod auth;
mod classes;
mod endpoints;
mod notes;
mod operations;
mod pages;
mod select;
mod streams;
mod types;
mod value;
mod waiters;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::knowledge::{Closure, contextual_name, event_of};
use crate::model::{Model, Shape};
use crate::name::{ShapeId, known};

use super::docs::Text;
use super::names;
use super::settings::Settings;

use notes::{deprecated_note, deprecation, documentation, documented, member_documentation};

pub use auth::{AuthScheme, Signed};
pub use classes::{Class, ClassKind, EnumValue, Field, Presence, Variant};
pub use endpoints::{FoundEndpoint, PartitionEndpoints, Variants};
pub use operations::{Operation, Parameter, Resource, ResourceMethod};
pub use pages::{Pagination, Way};
pub use select::{Carries, Gap, find_gaps};
pub use streams::{Events, Items, StreamEvent, brings_events};
pub use types::{Kind, Names, annotation, kind};
pub use value::DefaultValue;
pub use waiters::{Acceptor, Comparison, Gives, Matcher, Waiter};

/// Everything that the writers need to know.
#[derive(Debug)]
pub struct Plan<'m> {
    /// The model.
    pub model: &'m Model,
    /// The service.
    pub service: &'m Shape,
    /// What the caller decided.
    pub settings: &'m Settings,
    /// What the package is made of, as the first line of each file names it.
    pub source: String,
    /// The name of the service as classes carry it, such as `TodoService`.
    pub service_name: String,
    /// What the service says about itself.
    pub docs: Text,
    /// The class of the synchronous client; the asynchronous one has `Async` before it.
    pub client: String,
    /// The shapes that are classes, by name.
    pub classes: IndexMap<ShapeId, Class<'m>, FxBuildHasher>,
    /// Names of all classes and aliases of `models`.
    pub class_names: FxHashSet<String>,
    /// The operations that the package has, by method name.
    pub operations: Vec<Operation<'m>>,
    /// The waiters of the operations, by method name.
    pub waiters: Vec<Waiter<'m>>,
    /// Resources in pre-order.
    pub resources: Vec<Resource>,
    /// Operations that the package does not have, and why.
    pub gaps: Vec<Gap>,
    /// Shapes that an output or an error can hold.
    pub in_outputs: FxHashSet<ShapeId>,
    /// Shapes that an input can hold.
    pub in_inputs: FxHashSet<ShapeId>,
}

impl<'m> Plan<'m> {
    /// Settles everything. `service` is the service's shape; `gaps` are the operations to leave
    /// out.
    pub fn new(
        model: &'m Model,
        service: &'m Shape,
        settings: &'m Settings,
        gaps: Vec<Gap>,
    ) -> Self {
        let closure = Closure::of(model, service.id);
        let mut plan = Self::empty(model, service, settings);
        plan.gaps = gaps;
        let kept: Vec<ShapeId> = closure
            .operations
            .keys()
            .copied()
            .filter(|id| plan.gaps.iter().all(|gap| gap.operation != *id))
            .collect();
        plan.find_reach(&kept);
        plan.add_classes(&kept);
        plan.add_operations(&kept);
        plan.add_resources(&closure);
        plan
    }

    /// Settles the classes of these shapes and of all that they hold, and no operation. `service`
    /// is the service that they belong to, or one that stands for the whole model; `source` says
    /// which.
    pub fn of_shapes(
        model: &'m Model,
        service: &'m Shape,
        settings: &'m Settings,
        shapes: &[ShapeId],
        source: String,
    ) -> Self {
        let mut plan = Self::empty(model, service, settings);
        plan.source = source;
        // They are made as inputs are, with the known values of enums in their types.
        plan.in_inputs = reach(model, shapes.to_vec());
        let operations: Vec<ShapeId> = Closure::of(model, service.id)
            .operations
            .keys()
            .copied()
            .collect();
        plan.add_classes(&operations);
        plan
    }

    fn empty(model: &'m Model, service: &'m Shape, settings: &'m Settings) -> Self {
        let service_name = python_name(service).map_or_else(
            || {
                let sdk_id = service
                    .trait_value(known::AWS_SERVICE)
                    .and_then(|value| value.get_str("sdkId"));
                names::service_name(sdk_id, contextual_name(service, service.id))
            },
            names::pascal_case,
        );
        Self {
            model,
            service,
            settings,
            source: service.id.to_string(),
            client: names::client_class(&service_name),
            docs: documented(&service.traits, &format!("The service {service_name}.")),
            service_name,
            classes: IndexMap::default(),
            class_names: FxHashSet::default(),
            operations: Vec::new(),
            waiters: Vec::new(),
            resources: Vec::new(),
            gaps: Vec::new(),
            in_outputs: FxHashSet::default(),
            in_inputs: FxHashSet::default(),
        }
    }

    /// The class of a shape.
    pub fn class(&self, id: ShapeId) -> Option<&Class<'m>> {
        self.classes.get(&id)
    }

    /// The name of the class of a shape; empty where it has none, which no caller meets.
    pub fn class_name(&self, id: ShapeId) -> &str {
        self.classes.get(&id).map_or("", |class| &class.name)
    }

    /// The classes of modeled errors, by name.
    pub fn errors(&self) -> impl Iterator<Item = &Class<'m>> {
        self.classes
            .values()
            .filter(|class| matches!(class.kind, ClassKind::Error { .. }))
    }

    /// What the names of environment variables begin with, as in `ECHO_SERVICE`: the name that the
    /// AWS tools know a service by, or the service's own, in capitals.
    pub fn environment(&self) -> String {
        let sdk_id = self
            .service
            .trait_value(known::AWS_SERVICE)
            .and_then(|value| value.get_str("sdkId"))
            .filter(|id| {
                id.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"- ".contains(&b))
            });
        sdk_id.map_or_else(
            || names::upper_case(&names::snake_case(&self.service_name)),
            |id| id.to_ascii_uppercase().replace([' ', '-'], "_"),
        )
    }

    /// The first line of every emitted file.
    pub fn header(&self) -> String {
        format!("# Generated by smithyc from {}. Do not edit.", self.source)
    }

    fn find_reach(&mut self, kept: &[ShapeId]) {
        let mut inputs = Vec::new();
        let mut outputs: Vec<ShapeId> = self.service_errors();
        for id in kept {
            if let Some(operation) = self.model.shape(*id).and_then(Shape::operation) {
                inputs.push(operation.input.id);
                outputs.push(operation.output.id);
                outputs.extend(operation.errors.iter().map(|error| error.id));
            }
        }
        self.in_inputs = reach(self.model, inputs);
        self.in_outputs = reach(self.model, outputs);
    }

    fn service_errors(&self) -> Vec<ShapeId> {
        self.service.service().map_or_else(Vec::new, |detail| {
            detail.errors.iter().map(|error| error.id).collect()
        })
    }
}

/// All shapes that these shapes hold or stream, themselves included. Linear in what is reached.
pub fn reach(model: &Model, from: Vec<ShapeId>) -> FxHashSet<ShapeId> {
    let mut found = FxHashSet::default();
    let mut waiting = from;
    while let Some(id) = waiting.pop() {
        if id == known::UNIT || !found.insert(id) {
            continue;
        }
        if let Some(shape) = model.shape(id) {
            waiting.extend(event_of(shape));
            waiting.extend(
                shape
                    .members
                    .values()
                    .map(|member| member.target.id)
                    .filter(|target| *target != known::UNIT),
            );
        }
    }
    found
}

/// The value of `@smithyc.python#name`, if it can be a name.
fn python_name(shape: &Shape) -> Option<&str> {
    shape
        .traits
        .text(known::PYTHON_NAME)
        .filter(|name| names::is_identifier(name))
}
