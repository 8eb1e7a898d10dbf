//! Event streams of inputs and outputs: which events go or come, in which form, and which errors.
//!
//! An event stream is a union; its members that are errors are raised and not given out, so the
//! union's alias does not hold them; a client may send them all the same. (Specification: "Event
//! streams".) Server-Sent Events can also come in a blob, and are then structures, or plain.

use crate::knowledge::http::is_event_stream;
use crate::knowledge::{ServerSent, server_sent};
use crate::model::{Member, Model, Shape};
use crate::name::{ShapeId, known};

use super::{Kind, Operation, Plan, kind};

/// The events that come after an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Events {
    /// What they are.
    pub items: Items,
    /// Whether they are Server-Sent Events.
    pub server_sent: bool,
    /// The errors that end the stream, by name of their class.
    pub errors: Vec<ShapeId>,
}

/// What the events of a stream are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Items {
    /// Variants of a union.
    Union(ShapeId),
    /// Structures.
    Structure(ShapeId),
    /// Server-Sent Events as they come.
    Plain,
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
        let members = plan.model.shape(output)?.members.values();
        let (items, server_sent) = members
            .filter_map(|member| items_of(plan.model, member))
            .next()?;
        let made = Self {
            items,
            server_sent,
            errors: Vec::new(),
        };
        let mut errors: Vec<ShapeId> = made
            .union()
            .map_or_else(Vec::new, |union| plan.stream_events(union))
            .into_iter()
            .filter(|event| event.error)
            .map(|event| event.member.target.id)
            .collect();
        errors.sort_unstable_by(|a, b| plan.class_name(*a).cmp(plan.class_name(*b)));
        errors.dedup();
        Some(Self { errors, ..made })
    }

    /// The union whose variants they are, if they are variants.
    pub fn union(&self) -> Option<ShapeId> {
        match self.items {
            Items::Union(id) => Some(id),
            _ => None,
        }
    }

    /// The structure that each of them is, if they are all alike.
    pub fn structure(&self) -> Option<ShapeId> {
        match self.items {
            Items::Structure(id) => Some(id),
            _ => None,
        }
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
        self.shapes(|operation| operation.events.as_ref()?.union())
    }

    /// The structures that all events of some operation are, by name of their class.
    pub fn event_structures(&self) -> Vec<ShapeId> {
        self.shapes(|operation| operation.events.as_ref()?.structure())
    }

    /// Whether some operation gives out events.
    pub fn gives_events(&self) -> bool {
        self.operations.iter().any(|one| one.events.is_some())
    }

    /// Whether some operation gives out Server-Sent Events as they come.
    pub fn gives_plain_events(&self) -> bool {
        let plain = |events: &Events| events.items == Items::Plain;
        let mut all = self.operations.iter();
        all.any(|one| one.events.as_ref().is_some_and(plain))
    }

    /// The unions whose events some operation sends, by name of their class.
    pub fn sent_streams(&self) -> Vec<ShapeId> {
        self.shapes(|operation| operation.sends)
    }

    fn shapes(&self, of: impl Fn(&Operation<'m>) -> Option<ShapeId>) -> Vec<ShapeId> {
        let mut found: Vec<ShapeId> = self.operations.iter().filter_map(of).collect();
        found.sort_unstable_by(|a, b| self.class_name(*a).cmp(self.class_name(*b)));
        found.dedup();
        found
    }
}

/// The events that a member of an output stands for, and whether they are Server-Sent Events.
fn items_of(model: &Model, member: &Member) -> Option<(Items, bool)> {
    match server_sent(model, member) {
        Some(ServerSent::Named(union)) => Some((Items::Union(union), true)),
        Some(ServerSent::Alike(event)) => Some((Items::Structure(event), true)),
        Some(ServerSent::Plain) => Some((Items::Plain, true)),
        None => {
            let target = member.target.id;
            let events = kind(model, target) == Kind::EventStream;
            events.then_some((Items::Union(target), false))
        }
    }
}

/// Whether a member of an output stands for events, which come after the output.
pub fn brings_events(model: &Model, member: &Member) -> bool {
    items_of(model, member).is_some()
}

/// The event stream that an input has.
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
