//! `DeprecatedTrait`: traits that should not be used any more.

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

const DEPRECATED: Code = Code::warning("deprecated-trait", "DeprecatedTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for id in context.graph.applied_traits() {
        // `load` says what is to be said of `@enum`, which depends on the version of the file.
        if id == known::ENUM {
            continue;
        }
        let Some(definition) = context.model.shape(id) else {
            continue;
        };
        let Some(deprecation) = definition
            .trait_value(known::DEPRECATED)
            .filter(|_| definition.has_trait(known::TRAIT))
        else {
            continue;
        };
        for (subject, applied) in context.applied(id) {
            let mut report = DEPRECATED
                .at(
                    applied.span,
                    format!("the trait `{}` is deprecated", trait_name(id)),
                )
                .shape(subject.id())
                .here("deprecated");
            if let Some(message) = deprecation.get_str("message") {
                report = report.note(message.to_owned());
            }
            if let Some(since) = deprecation.get_str("since") {
                report = report.note(format!("deprecated since {since}"));
            }
            out.push(report);
        }
    }
}
