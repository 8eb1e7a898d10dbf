//! `EndpointConfiguration`: private endpoints are reached over both versions of IP.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;
use crate::node::Node;

const PRIVATE: Code = Code::error("private-endpoint-address-type", "EndpointConfiguration");

const DUAL_STACK: &str = "dualstack";

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::API_GATEWAY_ENDPOINT_CONFIGURATION) {
        let types = applied.value.get("types").and_then(Node::as_array);
        let private = types
            .unwrap_or_default()
            .iter()
            .find(|one| one.as_str() == Some("PRIVATE"));
        let (Some(private), Some(address)) = (private, applied.value.get("ipAddressType")) else {
            continue;
        };
        let Some(found) = address.as_str().filter(|found| *found != DUAL_STACK) else {
            continue;
        };
        let report = PRIVATE
            .at(
                address.span,
                format!("a private endpoint cannot have the address type `{found}`"),
            )
            .shape(subject.id())
            .event_at(subject.span())
            .here(format!("has to be `{DUAL_STACK}`"))
            .help(format!(
                "write `{DUAL_STACK}`, or leave `ipAddressType` out"
            ));
        out.push(context.label(report, private.span, "asks for a private endpoint"));
    }
}
