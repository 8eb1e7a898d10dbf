//! Values of `aws.endpoints` traits that fit their shapes and still cannot be read: the reference
//! refuses them while it loads (event id `Model`).

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

use super::special_cases;

const PATTERN_TYPE: Code = Code::error("endpoint-pattern-type", "Model");
const INCOMPLETE: Code = Code::error("partition-endpoint-incomplete", "Model");

const PATTERN_TYPES: [&str; 3] = [
    "service_dnsSuffix",
    "service_region_dnsSuffix",
    "aws_recommended",
];

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::STANDARD_PARTITIONAL_ENDPOINTS) {
        let mark = out.len();
        if let Some(node) = applied.value.get("endpointPatternType")
            && let Some(text) = node.as_str()
            && !PATTERN_TYPES.contains(&text)
        {
            out.push(
                PATTERN_TYPE
                    .at(
                        node.span,
                        format!("`{text}` is not a type of endpoint pattern"),
                    )
                    .shape(subject.id())
                    .event_at(applied.span)
                    .here("unknown")
                    .help(format!("the types are `{}`", PATTERN_TYPES.join("`, `"))),
            );
        }
        for case in special_cases(applied, "partitionEndpointSpecialCases") {
            let Some(object) = case.as_object() else {
                continue;
            };
            for key in ["endpoint", "region"] {
                if object.contains(key) {
                    continue;
                }
                let start = case.span.start as usize;
                let span = crate::text::Span::new(case.span.file, start, start + 1);
                out.push(
                    INCOMPLETE
                        .at(
                            span,
                            format!("a special case of a partition must have `{key}`"),
                        )
                        .shape(subject.id())
                        .event_at(applied.span)
                        .here(format!("has no `{key}`")),
                );
            }
        }
        // The reference gives up at the first.
        for report in out.iter_mut().skip(mark + 1) {
            report.beyond = true;
        }
    }
}
