//! `UnstableTrait`: traits that may still change.

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

const UNSTABLE: Code = Code::warning("unstable-trait", "UnstableTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for definition in context.graph.with_trait(known::UNSTABLE) {
        for (subject, applied) in context.applied(*definition) {
            out.push(
                UNSTABLE
                    .at(
                        applied.span,
                        format!("the trait `{}` is unstable", trait_name(*definition)),
                    )
                    .event(format!("UnstableTrait.{definition}"))
                    .shape(subject.id())
                    .here("may change in a later version"),
            );
        }
    }
}
