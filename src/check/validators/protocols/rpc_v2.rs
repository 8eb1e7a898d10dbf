//! `Rpcv2CborTrait` and `Rpcv2JsonTrait`: event streams use a version of HTTP that the protocol
//! uses anyway.

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::name::known;
use crate::node::Node;

const EVENT_STREAM_HTTP: Code = Code::error("event-stream-http", "Rpcv2CborTrait");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (id, event) in [
        (known::RPC_V2_CBOR, "Rpcv2CborTrait"),
        (known::RPC_V2_JSON, "Rpcv2JsonTrait"),
    ] {
        for (subject, applied) in context.applied(id) {
            let versions = |key| applied.value.get(key).and_then(Node::as_array);
            let http = versions("http").unwrap_or_default();
            let streams = versions("eventStreamHttp").unwrap_or_default();
            let listed = |node: &&Node| !http.iter().any(|one| one.as_str() == node.as_str());
            let missing: Vec<&Node> = streams.iter().filter(listed).collect();
            let Some(first) = missing.first() else {
                continue;
            };
            let names = missing.iter().filter_map(|node| node.as_str());
            let mut report = EVENT_STREAM_HTTP
                .at(
                    first.span,
                    format!(
                        "`{}` uses {} for event streams only",
                        trait_name(id),
                        ticked(names)
                    ),
                )
                .event(event)
                .shape(subject.id())
                .event_at(applied.value.span)
                .here("not in `http`")
                .note("`eventStreamHttp` chooses among the versions that `http` lists");
            if let Some(node) = applied.value.get("http") {
                report = context.label(report, node.span, "the versions to choose from");
                report = report.help("add it to `http`, or remove it here");
            } else {
                report = report.help("list all versions under `http`");
            }
            out.push(report);
        }
    }
}
