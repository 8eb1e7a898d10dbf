//! Operations, their parameters, and the tree of resources.

use rustc_hash::FxHashMap;

use crate::knowledge::{Closure, contextual_name};
use crate::model::Shape;
use crate::name::{ShapeId, known};

use super::super::docs::Text;
use super::super::names::{self, ResourceName, Scope};
use super::reach;
use super::streams::stream_of;
use super::{
    Class, ClassKind, Events, Field, Kind, Plan, Presence, deprecated_note, deprecation,
    documented, kind, python_name,
};

/// Names of a client that operations and resources give way to.
const CLIENT_NAMES: [&str; 14] = [
    "aclose",
    "close",
    "config",
    "copy",
    "datetime",
    "decimal",
    "deprecated",
    "models",
    "overload",
    "paginate",
    "waiters",
    "with_options",
    "with_raw_response",
    "with_streaming_response",
];

/// Names of the options of a call.
pub const OPTIONS: [&str; 6] = [
    "extra_headers",
    "extra_query",
    "extra_body",
    "timeout",
    "max_retries",
    "plugins",
];

/// An operation.
#[derive(Debug)]
pub struct Operation<'m> {
    /// The shape.
    pub shape: &'m Shape,
    /// Its name inside the service.
    pub wire: &'m str,
    /// The name of its method.
    pub method: String,
    /// The name of its constant in `_operations`.
    pub constant: String,
    /// The input; `None` where it is Unit.
    pub input: Option<ShapeId>,
    /// The output; `None` where it is Unit.
    pub output: Option<ShapeId>,
    /// The errors, the service's included, by name of their class.
    pub errors: Vec<ShapeId>,
    /// What it says about itself.
    pub docs: Text,
    /// What `@deprecated` says, if it is there.
    pub deprecated: Option<String>,
    /// The parameters that stand for members, required ones first.
    pub parameters: Vec<Parameter>,
    /// The parameter that takes the input as one object.
    pub input_parameter: String,
    /// Whether that parameter is positional-only, because a member has its name.
    pub positional_input: bool,
    /// The parameters of the options, in the order of [`OPTIONS`].
    pub options: Vec<String>,
    /// The attribute of the idempotency token.
    pub token: Option<String>,
    /// Whether a repeat does no harm.
    pub safe: bool,
    /// Whether it holds numbers whose digits JSON libraries lose.
    pub exact: bool,
    /// Whether it holds members that take any JSON value.
    pub documents: bool,
    /// Whether the output is streamed.
    pub streams: bool,
    /// The events that come after the output.
    pub events: Option<Events>,
    /// The union of the events that are sent after the input.
    pub sends: Option<ShapeId>,
}

/// A parameter that stands for a member of the input.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name, which is also the attribute's.
    pub name: String,
    /// The place of the field in the input's class.
    pub field: usize,
    /// Whether it must be given.
    pub required: bool,
}

/// A resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its property, such as `todos`.
    pub property: String,
    /// Its class, such as `TodosResource`; the asynchronous one has `Async` before it.
    pub class: String,
    /// The resource that holds it; `None` for the client.
    pub parent: Option<usize>,
    /// What it says about itself.
    pub docs: Text,
    /// Its methods by name, each with the flat method of the client that it is.
    pub methods: Vec<ResourceMethod>,
}

/// A method of a resource.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ResourceMethod {
    /// Its name there, such as `create`.
    pub name: String,
    /// The method of the client, such as `create_todo`.
    pub flat: String,
}

impl<'m> Plan<'m> {
    /// The fields of a structure or error.
    pub fn fields(&self, id: ShapeId) -> &[Field<'m>] {
        match self.class(id).map(|class| &class.kind) {
            Some(ClassKind::Structure(fields) | ClassKind::Error { fields, .. }) => fields,
            _ => &[],
        }
    }

    pub(super) fn add_operations(&mut self, kept: &[ShapeId]) {
        let mut shapes: Vec<&'m Shape> =
            kept.iter().filter_map(|id| self.model.shape(*id)).collect();
        let own = self.service.id.namespace;
        shapes.sort_unstable_by_key(|shape| (shape.id.namespace != own, shape.id));
        let mut methods = Scope::with(&CLIENT_NAMES);
        let mut constants = Scope::default();
        let mut operations: Vec<Operation<'m>> = shapes
            .into_iter()
            .filter_map(|shape| self.operation_of(shape, &mut methods, &mut constants))
            .collect();
        operations.sort_unstable_by(|a, b| a.method.cmp(&b.method));
        self.operations = operations;
        self.add_waiters(&mut methods);
    }

    fn operation_of(
        &self,
        shape: &'m Shape,
        methods: &mut Scope,
        constants: &mut Scope,
    ) -> Option<Operation<'m>> {
        let detail = shape.operation()?;
        let wire = contextual_name(self.service, shape.id);
        let wanted = python_name(shape).map_or_else(|| names::snake_case(wire), str::to_owned);
        let method = methods.claim(&wanted);
        let constant = constants.claim(&names::upper_case(&method));
        let some = |id: ShapeId| (id != known::UNIT).then_some(id);
        let (input, output) = (some(detail.input.id), some(detail.output.id));
        let mut errors: Vec<ShapeId> = detail
            .errors
            .iter()
            .map(|error| error.id)
            .chain(self.service_errors())
            .filter(|id| {
                self.class(*id)
                    .is_some_and(|class| matches!(class.kind, ClassKind::Error { .. }))
            })
            .collect();
        errors.sort_unstable_by(|a, b| self.class_name(*a).cmp(self.class_name(*b)));
        errors.dedup();
        let deprecated = deprecation(&shape.traits);
        let fields = input.map_or(&[] as &[Field<'m>], |id| self.fields(id));
        let parameters = parameters(fields);
        let mut taken = Scope::with(&["self"]);
        for parameter in &parameters {
            taken.claim(&parameter.name);
        }
        let positional_input = taken.contains("input");
        let options = OPTIONS.iter().map(|option| taken.claim(option)).collect();
        let input_parameter = taken.claim("input");
        let all: Vec<ShapeId> = input
            .into_iter()
            .chain(output)
            .chain(errors.clone())
            .collect();
        let held = reach(self.model, all);
        let holds = |kinds: &[Kind]| held.iter().any(|id| kinds.contains(&kind(self.model, *id)));
        let exact = holds(&[Kind::BigDecimal, Kind::BigInteger]);
        let documents = holds(&[Kind::Document]);
        let events = output.and_then(|id| Events::of(self, id));
        let streams = events.is_some()
            || output.is_some_and(|id| {
                self.fields(id)
                    .iter()
                    .any(|field| field.kind == Kind::Stream)
            });
        let token = fields
            .iter()
            .find(|field| {
                field.member.has_trait(known::IDEMPOTENCY_TOKEN) && field.kind == Kind::String
            })
            .map(|field| field.name.clone());
        Some(Operation {
            shape,
            wire,
            method,
            constant,
            input,
            output,
            errors,
            docs: documented(&shape.traits, &format!("Call `{wire}`.")),
            deprecated,
            parameters,
            input_parameter,
            positional_input,
            options,
            token,
            safe: shape.has_trait(known::READONLY) || shape.has_trait(known::IDEMPOTENT),
            exact,
            documents,
            streams,
            events,
            sends: input.and_then(|id| stream_of(self.model, id)),
        })
    }

    pub(super) fn add_resources(&mut self, closure: &Closure) {
        let flat: FxHashMap<ShapeId, String> = self
            .operations
            .iter()
            .map(|operation| (operation.shape.id, operation.method.clone()))
            .collect();
        let mut on_client = Scope::with(&CLIENT_NAMES);
        for operation in &self.operations {
            on_client.claim(&operation.method);
        }
        for waiter in &self.waiters {
            on_client.claim(&waiter.method);
        }
        let mut classes = Scope::with(&["Config"]);
        classes.claim(&self.client);
        let mut places: FxHashMap<ShapeId, usize> = FxHashMap::default();
        let mut scopes: Vec<Scope> = Vec::new();
        for (id, bindings) in &closure.resources {
            let Some(shape) = self.model.shape(*id) else {
                continue;
            };
            let Some(binding) = bindings.first() else {
                continue;
            };
            let parent = places.get(&binding.owner).copied();
            let name = names::resource_name(contextual_name(self.service, *id));
            let (methods, own) = self.methods_of(shape, &name, &flat);
            let wanted = python_name(shape).unwrap_or(&name.plural);
            let scope = match parent {
                Some(at) => scopes.get_mut(at),
                None => Some(&mut on_client),
            };
            let Some(scope) = scope else { continue };
            let property = scope.claim(wanted);
            let class = classes.claim(&format!("{}Resource", names::pascal_case(&property)));
            places.insert(*id, self.resources.len());
            scopes.push(own);
            self.resources.push(Resource {
                property,
                class,
                parent,
                docs: documented(&shape.traits, &format!("The resource `{}`.", shape.id.name)),
                methods,
            });
        }
    }

    fn methods_of(
        &self,
        shape: &Shape,
        name: &ResourceName,
        flat: &FxHashMap<ShapeId, String>,
    ) -> (Vec<ResourceMethod>, Scope) {
        let Some(detail) = shape.resource() else {
            return (Vec::new(), Scope::default());
        };
        let mut scope = Scope::default();
        let mut methods = Vec::new();
        for (lifecycle, reference) in detail.lifecycle() {
            if let Some(flat) = flat.get(&reference.id) {
                let short = if lifecycle == "read" {
                    "get"
                } else {
                    lifecycle
                };
                methods.push((short.to_owned(), flat.clone()));
            }
        }
        let fixed = methods.len();
        let others = detail
            .operations
            .iter()
            .chain(&detail.collection_operations);
        for reference in others {
            if let Some(flat) = flat.get(&reference.id) {
                let wire = contextual_name(self.service, reference.id);
                methods.push((names::resource_operation(wire, name), flat.clone()));
            }
        }
        // Where two meet, both that are not of the life cycle keep their full names.
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for (short, _) in &methods {
            *counts.entry(short.clone()).or_default() += 1;
        }
        let mut made: Vec<ResourceMethod> = methods
            .into_iter()
            .enumerate()
            .map(|(at, (short, flat))| {
                let meets = counts.get(&short).is_some_and(|count| *count > 1);
                let wanted = if at >= fixed && meets { &flat } else { &short };
                ResourceMethod {
                    name: scope.claim(wanted),
                    flat,
                }
            })
            .collect();
        made.sort_unstable();
        (made, scope)
    }
}

/// The parameters of a structure's fields, required ones first, otherwise in member order.
fn parameters(fields: &[Field<'_>]) -> Vec<Parameter> {
    let mut made: Vec<Parameter> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| Parameter {
            name: field.name.clone(),
            field: at,
            required: field.demanded
                && !field.member.has_trait(known::IDEMPOTENCY_TOKEN)
                && !matches!(field.presence, Presence::Default(_)),
        })
        .collect();
    made.sort_by_key(|parameter| !parameter.required);
    made
}

impl Class<'_> {
    /// What is said about it when it is deprecated.
    pub fn deprecation_message(&self) -> Option<String> {
        self.deprecated.as_ref().map(|message| {
            if message.is_empty() {
                format!("{} is deprecated", self.name)
            } else {
                message.clone()
            }
        })
    }
}

impl Operation<'_> {
    /// What is said when it is called although it is deprecated.
    pub fn deprecation_message(&self) -> Option<String> {
        self.deprecated.as_ref().map(|message| {
            if message.is_empty() {
                format!("{} is deprecated", self.wire)
            } else {
                message.clone()
            }
        })
    }
}

impl Field<'_> {
    /// What it says about itself, deprecation included; `None` where it says nothing.
    pub fn all_docs(&self) -> Option<Text> {
        let Some(message) = &self.deprecated else {
            return self.docs.clone();
        };
        let docs = self.docs.clone().unwrap_or_default();
        Some(docs.after(deprecated_note(message)))
    }
}
