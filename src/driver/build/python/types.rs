//! Which shapes `python-type-codegen` makes where it is given no service.
//!
//! Every structure, union, enum and intEnum that the user's files declare, but for what is there
//! for the model's own sake: mixins, traits and their private parts. A `selector` narrows that.
//! Inputs and outputs belong to operations, and come only when they are asked for.

use crate::diag::{Code, Diagnostics};
use crate::knowledge::Graph;
use crate::model::Shape;
use crate::name::{ShapeId, ShapeType, known};
use crate::selector::{Evaluation, Selector};
use crate::text::Origin;

use super::super::Material;
use super::request::INVALID_SETTING;
use super::{Given, Request, at};

const NO_SHAPES: Code = Code::error("no-shapes", "SmithyBuild");

/// The shapes, in the order of their ids.
pub(super) fn shapes(
    request: &Request,
    material: Material<'_>,
) -> Result<Vec<ShapeId>, Diagnostics> {
    let model = material.model;
    let is_users = |shape: &Shape| {
        let file = material.sources.get(shape.span.file);
        file.is_some_and(|file| file.origin() == Origin::User)
    };
    let wanted = |shape: &&Shape| {
        matches!(
            shape.shape_type,
            ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum
        ) && is_users(shape)
            && !HIDDEN.iter().any(|id| shape.has_trait(*id))
            && (request.inputs_and_outputs
                || !(shape.has_trait(known::INPUT) || shape.has_trait(known::OUTPUT)))
    };
    let mut found: Vec<ShapeId> = model
        .shapes
        .values()
        .filter(wanted)
        .map(|shape| shape.id)
        .collect();
    if let Some(given) = &request.selector {
        found = select(given, &found, material)?;
    }
    found.sort_unstable();
    if found.is_empty() {
        let message = "no shape is left to make a class of".to_owned();
        let report = match &request.selector {
            Some(given) => at(NO_SHAPES, given, message).here("selects none"),
            None => NO_SHAPES.without_place(message),
        };
        return Err(Diagnostics::from(vec![report.note(
            "classes are made of structures, unions, enums and intEnums; of inputs and outputs only \
             with `\"generateInputsAndOutputs\": true`",
        )]));
    }
    Ok(found)
}

/// Traits of shapes that are there for the model's own sake.
const HIDDEN: [ShapeId; 4] = [
    known::MIXIN,
    known::PROTOCOL_DEFINITION,
    known::TRAIT,
    known::PRIVATE,
];

fn select(
    given: &Given,
    found: &[ShapeId],
    material: Material<'_>,
) -> Result<Vec<ShapeId>, Diagnostics> {
    let refuse = |why: String| {
        let message = format!("`{}` is not a selector", given.value);
        Diagnostics::from(vec![at(INVALID_SETTING, given, message).here(why)])
    };
    let selector =
        Selector::parse(&given.value).map_err(|problem| refuse(problem.message().to_owned()))?;
    if let Some(problem) = selector.oddities().iter().find(|one| one.is_error()) {
        return Err(refuse(problem.message().to_owned()));
    }
    let graph = Graph::new(material.model);
    let selected = Evaluation::new(&graph).select_among(&selector, found);
    selected.ok_or_else(|| refuse("takes more work than is reasonable".to_owned()))
}

/// The id that stands for the service that there is not: it has the namespace of the first shape,
/// whose names win over those of others.
pub(super) fn whole(request: &Request, shapes: &[ShapeId]) -> ShapeId {
    let module = request.module.as_ref().map_or("", |module| &module.value);
    let namespace = shapes.first().map(|id| id.namespace.as_str());
    let text = format!("{}#{module}", namespace.unwrap_or_default());
    ShapeId::parse(&text).unwrap_or(known::UNIT)
}
