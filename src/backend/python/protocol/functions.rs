//! The functions of `_codecs.py`: which shapes need one, what it is called, and in what order they
//! stand. The same for every codec.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::knowledge::contextual_name;
use crate::knowledge::http::Direction;
use crate::model::{Member, Shape};
use crate::name::ShapeId;

use super::super::names::{Scope, snake_case};
use super::super::plan::{ClassKind, Kind, Plan, kind};
use super::{Bodies, Body};

/// The functions that a set of messages needs, and their names.
#[derive(Debug)]
pub struct Functions {
    encoded: IndexSet<ShapeId, FxBuildHasher>,
    decoded: IndexSet<ShapeId, FxBuildHasher>,
    encoded_bodies: Vec<ShapeId>,
    decoded_bodies: Vec<ShapeId>,
    bodies: Bodies,
    stems: FxHashMap<ShapeId, String>,
}

/// One function.
#[derive(Clone, Copy, Debug)]
pub struct Function<'m> {
    /// What it is for.
    pub shape: &'m Shape,
    /// Whether it leaves out the members that travel elsewhere.
    pub body: bool,
    /// Whether it makes objects of documents.
    pub decodes: bool,
}

impl Functions {
    /// Finds what is needed for these bodies.
    pub fn new(plan: &Plan<'_>, bodies: &Bodies) -> Self {
        let sent = (&*bodies.requests, &*bodies.sent, Direction::Request);
        let received = (&*bodies.responses, &*bodies.received, Direction::Response);
        let mut functions = Self {
            encoded: closure(plan, bodies, sent),
            decoded: closure(plan, bodies, received),
            encoded_bodies: partial(&bodies.requests),
            decoded_bodies: partial(&bodies.responses),
            bodies: bodies.clone(),
            stems: FxHashMap::default(),
        };
        let mut all: Vec<ShapeId> = functions
            .encoded
            .iter()
            .chain(&functions.decoded)
            .chain(&functions.encoded_bodies)
            .chain(&functions.decoded_bodies)
            .copied()
            .collect();
        let own = plan.service.id.namespace;
        all.sort_unstable_by_key(|id| (id.namespace != own, *id));
        all.dedup();
        let mut scope = Scope::default();
        for id in all {
            let name = plan.class(id).map_or_else(
                || contextual_name(plan.service, id).to_owned(),
                |class| class.name.clone(),
            );
            let mut stem = snake_case(&name);
            // `x` and `x_body` must not meet.
            if stem.ends_with("_body") {
                stem.push('_');
            }
            functions.stems.insert(id, scope.claim(&stem));
        }
        functions
    }

    /// The name of a serializer.
    pub fn serializer(&self, id: ShapeId) -> String {
        format!("ser_{}", self.stem(id))
    }

    /// The name of a deserializer.
    pub fn deserializer(&self, id: ShapeId) -> String {
        format!("de_{}", self.stem(id))
    }

    /// The name of the serializer of a body.
    pub fn body_serializer(&self, body: &Body) -> String {
        let suffix = if body.partial { "_body" } else { "" };
        format!("ser_{}{suffix}", self.stem(body.shape))
    }

    /// The name of the deserializer of a body.
    pub fn body_deserializer(&self, body: &Body) -> String {
        let suffix = if body.partial { "_body" } else { "" };
        format!("de_{}{suffix}", self.stem(body.shape))
    }

    /// What all names of a shape's functions end in.
    pub fn stem(&self, id: ShapeId) -> &str {
        self.stems.get(&id).map_or("", String::as_str)
    }

    /// Whether a member of a partial body is in its document.
    pub fn in_document(&self, plan: &Plan<'_>, member: &Member, direction: Direction) -> bool {
        self.bodies.in_document(plan, member, direction)
    }

    /// All functions, by name; those of errors come last.
    pub fn in_order<'m>(&self, plan: &Plan<'m>) -> Vec<Function<'m>> {
        // By stem, then whether it is a body, then the direction.
        let mut order: BTreeMap<(bool, &str, bool, bool), ShapeId> = BTreeMap::new();
        let error = |id: ShapeId| {
            plan.class(id)
                .is_some_and(|class| matches!(class.kind, ClassKind::Error { .. }))
        };
        for (ids, body, decode) in [
            (
                self.encoded.iter().copied().collect::<Vec<_>>(),
                false,
                false,
            ),
            (self.decoded.iter().copied().collect(), false, true),
            (self.encoded_bodies.clone(), true, false),
            (self.decoded_bodies.clone(), true, true),
        ] {
            for id in ids {
                order.insert((error(id), self.stem(id), body, decode), id);
            }
        }
        let function = |((_, _, body, decodes), id): ((bool, &str, bool, bool), ShapeId)| {
            plan.model.shape(id).map(|shape| Function {
                shape,
                body,
                decodes,
            })
        };
        order.into_iter().filter_map(function).collect()
    }
}

fn partial(bodies: &[Body]) -> Vec<ShapeId> {
    let mut found: Vec<ShapeId> = bodies
        .iter()
        .filter(|body| body.partial)
        .map(|body| body.shape)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The shapes that need a function of their own.
fn closure(
    plan: &Plan<'_>,
    bodies: &Bodies,
    (messages, values, direction): (&[Body], &[ShapeId], Direction),
) -> IndexSet<ShapeId, FxBuildHasher> {
    let mut found = IndexSet::default();
    let mut waiting: Vec<ShapeId> = values.to_vec();
    for body in messages {
        let Some(shape) = plan.model.shape(body.shape) else {
            continue;
        };
        if body.partial {
            let members = shape
                .members
                .values()
                .filter(|member| bodies.in_document(plan, member, direction));
            waiting.extend(members.map(|member| member.target.id));
        } else {
            waiting.push(body.shape);
        }
    }
    while let Some(id) = waiting.pop() {
        let holds = matches!(
            kind(plan.model, id),
            Kind::List | Kind::Map | Kind::Structure | Kind::Union
        );
        if !holds || !found.insert(id) {
            continue;
        }
        if let Some(shape) = plan.model.shape(id) {
            waiting.extend(shape.members.values().map(|member| member.target.id));
        }
    }
    found
}
