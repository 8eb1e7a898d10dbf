//! `SyntheticShape`: the shapes of inline collections belong to the compiler.

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics};
use crate::model::Traits;
use crate::name::{SYNTHETIC_PREFIX, ShapeId, known};

const TRAIT: Code = Code::error("inline-collection-trait", "SyntheticShape");
const NAME: Code = Code::warning("synthetic-name", "SyntheticShape");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for id in context.graph.with_trait(known::SYNTHETIC) {
        let Some(shape) = context.model.shape(*id) else {
            continue;
        };
        refuse(shape.id, &shape.traits, out);
        for member in shape.members.values() {
            refuse(member.id, &member.traits, out);
        }
    }
    for shape in context.shapes() {
        let reserved = shape.id.name.as_str().starts_with(SYNTHETIC_PREFIX);
        if reserved && !shape.has_trait(known::SYNTHETIC) {
            out.push(
                NAME.at(
                    shape.name_span,
                    format!("names that begin with `{SYNTHETIC_PREFIX}` are kept for the compiler"),
                )
                .shape(shape.id)
                .event_at(shape.span)
                .here("a shape of your own")
                .note("an inline collection such as `[String]` declares a shape named so")
                .help("rename the shape"),
            );
        }
    }
}

/// Nothing but the mark may be on the shape of an inline collection or its members.
fn refuse(id: ShapeId, traits: &Traits, out: &mut Diagnostics) {
    for applied in traits {
        if applied.id == known::SYNTHETIC {
            continue;
        }
        out.push(
            TRAIT
                .at(
                    applied.span,
                    format!(
                        "`{}` cannot be applied to the shape of an inline collection",
                        trait_name(applied.id)
                    ),
                )
                .shape(id)
                .here("would change every member that is written with it")
                .help("declare the list or map as a shape of its own, and target that"),
        );
    }
}
