//! Event streams of operations.

use crate::model::{Member, Model};
use crate::name::{ShapeId, ShapeType, known};

/// The member of an input or output that holds its event stream: the last one that targets a union
/// with `@streaming`. (Specification: "Event streams".) Linear in the members.
pub fn event_stream(model: &Model, structure: ShapeId) -> Option<&Member> {
    let mut members = model.shape(structure)?.members.values();
    members.rfind(|member| {
        model.target(member).is_some_and(|target| {
            target.shape_type == ShapeType::Union && target.has_trait(known::STREAMING)
        })
    })
}
