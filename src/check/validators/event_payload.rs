//! `EventPayloadTrait`: beside a payload all members of an event are headers.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeType, known};

const UNMARKED: Code = Code::error("event-member-unmarked", "EventPayloadTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::EVENT_PAYLOAD) {
        let structure = subject.container();
        if structure.shape_type != ShapeType::Structure {
            continue;
        }
        let unmarked: Vec<_> = structure
            .members
            .values()
            .filter(|member| {
                !member.has_trait(known::EVENT_HEADER) && !member.has_trait(known::EVENT_PAYLOAD)
            })
            .collect();
        let Some(first) = unmarked.first() else {
            continue;
        };
        let report = UNMARKED
            .at(
                first.name_span,
                format!(
                    "{} must be marked `@eventHeader`",
                    ticked(unmarked.iter().map(|member| member.id.member))
                ),
            )
            .shape(structure.id)
            .here("neither header nor payload")
            .label(applied.span, "the payload")
            .note("beside a payload there is no other place in an event");
        out.push(report.event_at(structure.name_span));
    }
}
