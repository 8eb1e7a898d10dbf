//! `AwsSpecialCaseEndpoint`: the endpoint patterns of special cases are URLs with known
//! placeholders.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::AppliedTrait;
use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::rules;

use super::special_cases;

const PLACEHOLDER: Code = Code::danger(
    "endpoint-pattern-placeholder",
    "AwsSpecialCaseEndpoint.UnsupportedEndpointPattern",
);
const SCHEME: Code = Code::danger(
    "endpoint-pattern-scheme",
    "AwsSpecialCaseEndpoint.InvalidEndpointPatternScheme",
);
const URL: Code = Code::error(
    "endpoint-pattern-url",
    "AwsSpecialCaseEndpoint.InvalidEndpointPatternUrl",
);

/// What a pattern may refer to.
const PLACEHOLDERS: [&str; 4] = [
    "{region}",
    "{service}",
    "{dnsSuffix}",
    "{dualStackDnsSuffix}",
];

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (id, keys) in [
        (
            known::STANDARD_REGIONAL_ENDPOINTS,
            &["regionSpecialCases", "partitionSpecialCases"][..],
        ),
        (
            known::STANDARD_PARTITIONAL_ENDPOINTS,
            &["partitionEndpointSpecialCases"][..],
        ),
    ] {
        for (subject, applied) in context.applied(id) {
            for case in keys.iter().flat_map(|key| special_cases(applied, key)) {
                if let Some(endpoint) = case.get("endpoint") {
                    check(subject.id(), applied, endpoint, out);
                }
            }
        }
    }
}

fn check(service: ShapeId, applied: &AppliedTrait, endpoint: &Node, out: &mut Diagnostics) {
    let Some(text) = endpoint.as_str() else {
        return;
    };
    let unknown: Vec<&str> = placeholders(text)
        .filter(|placeholder| !PLACEHOLDERS.contains(placeholder))
        .collect();
    if !unknown.is_empty() {
        out.push(
            PLACEHOLDER
                .at(
                    endpoint.span,
                    format!(
                        "the endpoint pattern has the unknown placeholder `{}`",
                        unknown.join("`, `")
                    ),
                )
                .shape(service)
                .event_at(applied.span)
                .here("nothing fills it in")
                .help(format!(
                    "the placeholders are `{}`",
                    PLACEHOLDERS.join("`, `")
                )),
        );
    }
    if !(text.starts_with("http://") || text.starts_with("https://")) {
        out.push(
            SCHEME
                .at(
                    endpoint.span,
                    "the endpoint pattern must begin with a scheme",
                )
                .shape(service)
                .event_at(applied.span)
                .here("does not begin with `http://` or `https://`")
                .help("write `https://` before it"),
        );
    }
    let url = text.replace(['{', '}'], "");
    if !rules::is_url(&url) {
        let report = URL
            .at(endpoint.span, "the endpoint pattern is not a URL")
            .shape(service)
            .event_at(applied.span)
            .here("cannot be an endpoint");
        // A pattern without a scheme is no URL for that reason, which is said already.
        out.push(if rules::is_url(&format!("https://{url}")) {
            report.echo()
        } else {
            report
        });
    }
}

/// What stands in braces, with them.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find('{')?;
        let from = rest.get(start..)?;
        let end = from.find('}')? + 1;
        rest = from.get(end..)?;
        from.get(..end)
    })
}
