//! `BddTrait`: the references of a decision diagram lead somewhere.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};

const DANGLING: Code = Code::error("bdd-dangling-reference", "BddTrait");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let (Some(read), Some(bdd)) = (&rules.bdd, rules.sound_bdd()) else {
            continue;
        };
        for (_, span, message) in bdd.dangling() {
            out.push(
                DANGLING
                    .at(span, format!("{message} of the decision diagram"))
                    .shape(rules.service.id)
                    .event_at(read.applied.span)
                    .here("leads nowhere")
                    .note("1 and -1 are the end without a result, other numbers below 100000000 nodes, and those from there on results"),
            );
        }
    }
}
