//! Protocols: how a call becomes bytes.
//!
//! A protocol is one file here that implements [`Protocol`] and one line in [`PROTOCOLS`]. What
//! protocols share is written once: [`json`] writes codecs of JSON documents, [`http`] writes HTTP
//! bindings. A protocol must not know how clients and models look.

mod http;
mod json;
mod names;
mod rest_json;

pub use names::ForeignNames;

use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeId, known};

use super::plan::Plan;

const NO_PROTOCOL: Code = Code::error("python-no-protocol", "PythonClient");

/// How a call becomes bytes.
pub trait Protocol: Sync {
    /// The trait that marks a service which speaks it.
    fn id(&self) -> ShapeId;

    /// Whether operations need `@http`.
    fn uses_http_bindings(&self) -> bool;

    /// The text of `_codecs.py`.
    fn codecs(&self, plan: &Plan<'_>) -> String;

    /// The text of `_operations.py`.
    fn operations(&self, plan: &Plan<'_>) -> String;
}

/// All protocols that the generator knows, the preferred ones first.
pub const PROTOCOLS: [&dyn Protocol; 1] = [&rest_json::RestJson1];

/// Chooses the protocol of a service: the one that the caller names, else the first that both
/// sides know. `None`, and a report, where there is none.
pub fn choose(
    service: &Shape,
    wanted: Option<ShapeId>,
    is_protocol: impl Fn(ShapeId) -> bool,
    diagnostics: &mut Diagnostics,
) -> Option<&'static dyn Protocol> {
    let ours = || PROTOCOLS.iter().map(|protocol| protocol.id());
    let has: Vec<ShapeId> = service
        .traits
        .iter()
        .map(|applied| applied.id)
        .filter(|id| ours().any(|known| known == *id) || is_protocol(*id))
        .collect();
    let found = PROTOCOLS.iter().find(|protocol| match wanted {
        Some(wanted) => protocol.id() == wanted,
        None => has.contains(&protocol.id()),
    });
    if let Some(protocol) = found
        && has.contains(&protocol.id())
    {
        return Some(*protocol);
    }
    let list = |ids: &[ShapeId]| -> String {
        let names: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        names.join(", ")
    };
    let message = match wanted {
        Some(wanted) if found.is_none() => format!("smithyc has no protocol `{wanted}`"),
        Some(wanted) => format!("`{}` does not speak the protocol `{wanted}`", service.id),
        None if has.is_empty() => format!("`{}` has no protocol", service.id),
        None => format!("smithyc speaks no protocol of `{}`", service.id),
    };
    let here = if has.is_empty() {
        "no protocol trait stands on this service".to_owned()
    } else {
        format!("it speaks {}", list(&has))
    };
    let supported: Vec<ShapeId> = ours().collect();
    let spoken = supported.iter().find(|id| has.contains(id));
    let help = match (wanted, spoken) {
        (Some(_), Some(spoken)) => format!("leave the protocol out: then it is `{spoken}`"),
        _ => {
            let first = supported.first().copied().unwrap_or(known::REST_JSON_1);
            format!(
                "add `use {first}` to the file, and `@{}` to the service",
                first.name
            )
        }
    };
    diagnostics.push(
        NO_PROTOCOL
            .at(service.name_span, message)
            .shape(service.id)
            .here(here)
            .note(format!(
                "a Python client can be made for {}",
                list(&supported)
            ))
            .help(help),
    );
    None
}
