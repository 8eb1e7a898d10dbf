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
                    .at(span, format!("in the decision diagram, {message}"))
                    .shape(rules.service.id)
                    .event_at(read.applied.span)
                    .here("leads nowhere")
                    .note("the reference 2 is node 1, 3 is node 2 and so on; results begin at 100000001; 1 and -1 are the end without a result"),
            );
        }
    }
}
