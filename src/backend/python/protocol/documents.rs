//! Which shapes are documents: the structured bodies of all messages of a service, and the shapes
//! that are a body as a whole.

use rustc_hash::FxHashSet;

use crate::knowledge::http::{Direction, Location, bindings};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, known};

use super::super::plan::{ClassKind, Field, Kind, Plan, kind};
use super::Style;
use super::operations::{event_documents, sent_events};
use super::wrapped;

/// The body of a message: a structure, of which only some members are in the document.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Body {
    /// The structure.
    pub shape: ShapeId,
    /// Whether other members travel elsewhere, so that the function is not the shape's own.
    pub partial: bool,
}

/// The documents of a service.
#[derive(Clone, Debug)]
pub struct Bodies {
    /// Of requests.
    pub requests: Vec<Body>,
    /// Of responses and errors.
    pub responses: Vec<Body>,
    /// Payloads of requests.
    pub sent: Vec<ShapeId>,
    /// Payloads of responses, and of events.
    pub received: Vec<ShapeId>,
    /// Structures that are events with headers.
    events: FxHashSet<ShapeId>,
    style: Style,
}

impl Bodies {
    /// Finds them.
    pub fn of(plan: &Plan<'_>, style: Style) -> Self {
        let events = sent_events(plan);
        let with_headers = events.bodies.iter().filter(|body| body.partial);
        let mut found = Self {
            events: with_headers.map(|body| body.shape).collect(),
            requests: events.bodies,
            responses: Vec::new(),
            sent: events.payloads,
            received: event_documents(plan),
            style,
        };
        for operation in &plan.operations {
            if let Some(shape) = operation.input.and_then(|id| plan.model.shape(id)) {
                let body = body_of(plan, style, shape, Direction::Request);
                found.requests.extend(body);
                found.sent.extend(payload_of(plan, style, shape));
            }
            if let Some(shape) = operation.output.and_then(|id| plan.model.shape(id)) {
                found.add_response(plan, shape);
            }
        }
        for shape in used_errors(plan) {
            if let Some(shape) = plan.model.shape(shape) {
                found.add_response(plan, shape);
            }
        }
        if plan.settings.both_ways {
            found.add_all(plan);
        }
        found
    }

    /// Adds every shape that no stream is part of, to both directions.
    fn add_all(&mut self, plan: &Plan<'_>) {
        let streams = |field: &Field<'_>| field.kind == Kind::Stream;
        let all = plan.classes.values().filter(|class| match &class.kind {
            ClassKind::Structure(fields) | ClassKind::Error { fields, .. } => {
                !fields.iter().any(streams)
            }
            _ => false,
        });
        for class in all {
            self.sent.push(class.shape.id);
            self.received.push(class.shape.id);
        }
    }

    fn add_response(&mut self, plan: &Plan<'_>, shape: &Shape) {
        let body = body_of(plan, self.style, shape, Direction::Response);
        self.responses.extend(body);
        self.received.extend(payload_of(plan, self.style, shape));
    }

    /// Whether a member of a partial body is in its document.
    pub fn in_document(&self, plan: &Plan<'_>, member: &Member, direction: Direction) -> bool {
        if direction == Direction::Request && self.events.contains(&member.id.root()) {
            return !member.has_trait(known::EVENT_HEADER);
        }
        in_document(plan, self.style, member, direction)
    }
}

/// The errors that operations name, by name of their class.
pub fn used_errors(plan: &Plan<'_>) -> Vec<ShapeId> {
    let mut found: Vec<ShapeId> = plan
        .operations
        .iter()
        .flat_map(|operation| operation.errors.iter().copied())
        .collect();
    found.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
    found.dedup();
    found
}

/// The document of a message; `None` where nothing of it is in one.
pub fn body_of(plan: &Plan<'_>, style: Style, shape: &Shape, direction: Direction) -> Option<Body> {
    let whole = shape
        .members
        .values()
        .all(|member| in_document(plan, style, member, direction));
    let has_document = match style {
        Style::Rpc(_) => true,
        Style::Bindings(_) => bindings(shape, direction).iter().any(|binding| {
            binding.location == Location::Document
                || wrapped::is_wrapped(plan, style, binding.member)
        }),
    };
    has_document.then_some(Body {
        shape: shape.id,
        partial: !whole,
    })
}

fn payload_of(plan: &Plan<'_>, style: Style, shape: &Shape) -> Option<ShapeId> {
    if !style.uses_bindings() {
        return None;
    }
    let member = shape
        .members
        .values()
        .find(|member| member.has_trait(known::HTTP_PAYLOAD))?;
    let found = kind(plan.model, member.target.id);
    (matches!(found, Kind::Structure | Kind::Union) && !wrapped::is_wrapped(plan, style, member))
        .then_some(member.target.id)
}

/// Traits that mean nothing in a direction, or to the protocol, are ignored.
fn in_document(plan: &Plan<'_>, style: Style, member: &Member, direction: Direction) -> bool {
    if !style.uses_bindings() {
        return kind(plan.model, member.target.id) != Kind::EventStream;
    }
    if wrapped::is_wrapped(plan, style, member) {
        return true;
    }
    let everywhere = [
        known::HTTP_HEADER,
        known::HTTP_PREFIX_HEADERS,
        known::HTTP_PAYLOAD,
    ];
    let here: &[ShapeId] = match direction {
        Direction::Request => &[
            known::HTTP_QUERY,
            known::HTTP_QUERY_PARAMS,
            known::HTTP_LABEL,
        ],
        Direction::Response => &[known::HTTP_RESPONSE_CODE],
    };
    !everywhere
        .iter()
        .chain(here)
        .any(|id| member.has_trait(*id))
}
