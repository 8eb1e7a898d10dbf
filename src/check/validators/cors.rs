//! `CorsTrait`: one origin, or several, but not both.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;
use crate::node::Node;

const BOTH: Code = Code::error("cors-origins", "CorsTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::CORS) {
        let (Some(one), Some(several)) =
            (applied.value.get("origin"), applied.value.get("origins"))
        else {
            continue;
        };
        let entries = match several.as_object() {
            Some(object) => object.entries.len(),
            None => several.as_array().map_or(0, <[Node]>::len),
        };
        if entries > 0 {
            let report = BOTH
                .at(one.span, "`@cors` has both `origin` and `origins`")
                .shape(subject.id())
                .here("one origin")
                .label(several.span, "several origins")
                .help("keep one of the two");
            out.push(report.event_at(applied.span));
        }
    }
}
