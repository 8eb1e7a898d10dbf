//! Event streams of inputs and outputs: which events go or come, and which errors.
//!
//! An event stream is a union; its members that are errors are raised and not given out, so the
//! union's alias does not hold them; a client may send them all the same. (Specification: "Event
//! streams".)

use crate::knowledge::http::is_event_stream;
use crate::model::{Member, Model, Shape};
use crate::name::{ShapeId, known};

use super::{Kind, Operation, Plan, kind};

/// The events that come after an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Events {
    /// The union.
    pub union: ShapeId,
    /// The errors that end the stream, by name of their class.
    pub errors: Vec<ShapeId>,
}

/// A member of an event stream.
#[derive(Clone, Copy, Debug)]
pub struct StreamEvent<'m> {
    /// The member.
    pub member: &'m Member,
    /// Whether it is an error.
    pub error: bool,
}

impl Events {
    /// The events of an output; `None` where it has no event stream.
    pub(super) fn of(plan: &Plan<'_>, output: ShapeId) -> Option<Self> {
        let union = stream_of(plan.model, output)?;
        let mut errors: Vec<ShapeId> = stream_events(plan.model, plan.model.shape(union)?)
            .into_iter()
            .filter(|event| event.error)
            .map(|event| event.member.target.id)
            .collect();
        errors.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
        errors.dedup();
        Some(Self { union, errors })
    }
}

impl<'m> Plan<'m> {
    /// The members of an event stream, in their order.
    pub fn stream_events(&self, union: ShapeId) -> Vec<StreamEvent<'m>> {
        let shape = self.model.shape(union);
        shape.map_or_else(Vec::new, |shape| stream_events(self.model, shape))
    }

    /// The unions whose events some operation gives out, by name of their class.
    pub fn event_streams(&self) -> Vec<ShapeId> {
        self.unions(|operation| Some(operation.events.as_ref()?.union))
    }

    /// The unions whose events some operation sends, by name of their class.
    pub fn sent_streams(&self) -> Vec<ShapeId> {
        self.unions(|operation| operation.sends)
    }

    fn unions(&self, of: impl Fn(&Operation<'m>) -> Option<ShapeId>) -> Vec<ShapeId> {
        let mut found: Vec<ShapeId> = self.operations.iter().filter_map(of).collect();
        found.sort_unstable_by(|a, b| self.class_name(*a).cmp(self.class_name(*b)));
        found.dedup();
        found
    }
}

/// The event stream that an input or output has.
pub(super) fn stream_of(model: &Model, structure: ShapeId) -> Option<ShapeId> {
    let members = model.shape(structure)?.members.values();
    members
        .map(|member| member.target.id)
        .find(|target| kind(model, *target) == Kind::EventStream)
}

fn stream_events<'m>(model: &'m Model, union: &'m Shape) -> Vec<StreamEvent<'m>> {
    union
        .members
        .values()
        .map(|member| StreamEvent {
            member,
            error: model
                .shape(member.target.id)
                .is_some_and(|target| target.has_trait(known::ERROR)),
        })
        .collect()
}

/// The members of a union that are variants: all, but for the errors of an event stream.
pub(super) fn events_of<'m>(model: &'m Model, union: &'m Shape) -> Vec<&'m Member> {
    let stream = is_event_stream(union);
    stream_events(model, union)
        .into_iter()
        .filter(|event| !(stream && event.error))
        .map(|event| event.member)
        .collect()
}
