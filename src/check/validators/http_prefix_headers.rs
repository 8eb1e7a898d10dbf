//! `HttpPrefixHeadersTrait`: no header is bound that also begins with a bound prefix.

use crate::check::Context;
use crate::diag::{Code, Diagnostics, Severity};
use crate::name::{ShapeType, known};

const OVERLAP: Code = Code::error("header-has-bound-prefix", "HttpPrefixHeadersTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, prefixed) in context.applied(known::HTTP_PREFIX_HEADERS) {
        let structure = subject.container();
        let (Some(prefix), ShapeType::Structure) = (prefixed.value.as_str(), structure.shape_type)
        else {
            continue;
        };
        let prefix = prefix.to_lowercase();
        for member in structure.members.values() {
            let Some(applied) = member.traits.get(known::HTTP_HEADER) else {
                continue;
            };
            let Some(name) = applied.value.as_str() else {
                continue;
            };
            if !name.to_lowercase().starts_with(&prefix) {
                continue;
            }
            let mut report = OVERLAP
                .at(
                    applied.value.span,
                    format!(
                        "the header `{name}` also begins with the prefix that `{}` is bound to",
                        subject.id().member
                    ),
                )
                .shape(member.id)
                .here("could belong to either member")
                .label(
                    prefixed.span,
                    if prefix.is_empty() {
                        "takes every header".to_owned()
                    } else {
                        format!("takes all headers that begin with `{prefix}`")
                    },
                );
            if prefix.is_empty() {
                report = report.severity(Severity::Note);
            }
            out.push(report);
        }
    }
}
