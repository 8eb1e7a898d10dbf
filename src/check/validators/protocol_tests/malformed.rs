//! `HttpMalformedRequestTests`: each parameter of a test has as many values as the others.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

const LENGTHS: Code = Code::error("test-parameter-lengths", "HttpMalformedRequestTests");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::HTTP_MALFORMED_REQUEST_TESTS) {
        for case in applied.value.as_array().unwrap_or_default() {
            let parameters = case.get("testParameters").and_then(|node| node.as_object());
            let mut lists = parameters
                .into_iter()
                .flat_map(|parameters| parameters.iter())
                .filter_map(|entry| Some((entry, entry.value.as_array()?.len())));
            let Some((first, length)) = lists.next() else {
                continue;
            };
            let Some((other, other_length)) = lists.find(|(_, one)| *one != length) else {
                continue;
            };
            let id = case.get_str("id").unwrap_or_default();
            let count = |length| match length {
                1 => "1 value".to_owned(),
                length => format!("{length} values"),
            };
            let report = LENGTHS
                .at(
                    other.key_span,
                    format!("the parameters of the test `{id}` have different numbers of values"),
                )
                .shape(subject.id())
                .event_at(applied.value.span)
                .here(count(other_length))
                .note("the test is run once for each value, with the values of all parameters at that place");
            out.push(context.label(report, first.key_span, count(length)));
        }
    }
}
