//! The choice of a protocol: by the caller, else the first of ours that the service has.

use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeId, known};

use super::{PROTOCOLS, Protocol};

const NO_PROTOCOL: Code = Code::error("python-no-protocol", "PythonClient");

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
