//! `ModelDeprecation`: sets, which version 1.0 still has.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::ShapeType;

const DEPRECATED_SET: Code = Code::warning("deprecated-set", "ModelDeprecation");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.model.sets.is_empty() {
        return;
    }
    for shape in context.of_type(ShapeType::List) {
        if context.model.sets.contains(&shape.id) {
            out.push(
                DEPRECATED_SET
                    .at(shape.name_span, format!("`{}` is a set", shape.id.name))
                    .here("sets are deprecated")
                    .help("write a `list`, and apply `@uniqueItems`")
                    .shape(shape.id),
            );
        }
    }
}
