//! Which operations the generator can make, and which it leaves out.
//!
//! An operation that needs something which is not there yet is left out and said so: a method that
//! sends the wrong bytes would be worse than none.

use crate::knowledge::http::{Direction, Location, bindings, operation as http_operation};
use crate::knowledge::{Closure, ServerSent, server_sent};
use crate::model::{Model, Shape};
use crate::name::{ShapeId, ShapeType};

use super::{Kind, kind};

/// An operation that is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The operation.
    pub operation: ShapeId,
    /// Why, as the end of a sentence: `… because it …`.
    pub reason: String,
}

/// What a protocol can carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Carries {
    /// Whether it uses HTTP bindings.
    pub http_bindings: bool,
    /// Whether a payload can be of any kind.
    pub any_payload: bool,
    /// Whether an input can hold an event stream.
    pub sent_events: bool,
    /// Whether its documents are JSON, as the data of Server-Sent Events is.
    pub json: bool,
}

/// Looks at every operation of a service.
pub fn find_gaps(model: &Model, closure: &Closure, carries: Carries) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for id in closure.operations.keys() {
        let Some(shape) = model.shape(*id) else {
            continue;
        };
        if let Some(reason) = reason(model, shape, carries) {
            gaps.push(Gap {
                operation: *id,
                reason,
            });
        }
    }
    gaps
}

fn reason(model: &Model, shape: &Shape, carries: Carries) -> Option<String> {
    let operation = shape.operation()?;
    if carries.http_bindings && http_operation(shape).is_none() {
        return Some("has no `@http` trait".into());
    }
    for (id, direction) in [
        (operation.input.id, Direction::Request),
        (operation.output.id, Direction::Response),
    ] {
        let Some(structure) = model.shape(id) else {
            continue;
        };
        if structure.shape_type != ShapeType::Structure {
            return Some(format!(
                "has `{id}`, which is no structure, as input or output"
            ));
        }
        for binding in bindings(structure, direction) {
            let target = binding.member.target.id;
            let found = kind(model, target);
            let name = binding.member.id.member;
            if let Some(sent) = server_sent(model, binding.member) {
                let typed = sent != ServerSent::Plain;
                if direction == Direction::Request && typed {
                    return Some(format!(
                        "has Server-Sent Events in its input (`{name}`), which only a service sends"
                    ));
                }
                if direction == Direction::Response && !carries.http_bindings {
                    return Some(format!(
                        "has Server-Sent Events (`{name}`), which need HTTP bindings"
                    ));
                }
                if direction == Direction::Response && typed && !carries.json {
                    return Some(format!(
                        "has Server-Sent Events (`{name}`) of a model, which need a protocol of JSON"
                    ));
                }
            }
            if found == Kind::EventStream {
                if direction == Direction::Request && !carries.sent_events {
                    return Some(format!(
                        "has an event stream in its input (`{name}`), which the protocol cannot carry"
                    ));
                }
                if carries.http_bindings && binding.location != Location::Payload {
                    return Some(format!(
                        "has an event stream (`{name}`), which is not its payload"
                    ));
                }
            }
            if found == Kind::Stream
                && carries.http_bindings
                && binding.location != Location::Payload
            {
                return Some(format!("streams `{name}`, which is not its payload"));
            }
            let odd = matches!(
                found,
                Kind::List | Kind::Map | Kind::Timestamp | Kind::Boolean
            ) || is_number(found);
            let payload = carries.http_bindings && binding.location == Location::Payload;
            if odd && payload && !carries.any_payload {
                return Some(format!(
                    "has a payload (`{name}`) that the protocol cannot carry"
                ));
            }
        }
    }
    None
}

fn is_number(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Integer | Kind::BigInteger | Kind::Float | Kind::BigDecimal
    )
}
