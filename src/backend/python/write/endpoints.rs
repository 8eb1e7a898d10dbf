//! Writes `_endpoints.py`: where a service of AWS is, by region.

use super::super::literals::py_string;
use super::super::plan::{FoundEndpoint, Plan, Variants};
use super::super::printer::{Doc, row, tuple};
use super::imports::Imports;
use super::module;

/// The text of `_endpoints.py`; `None` where the model does not tell.
pub fn endpoints(plan: &Plan<'_>) -> Option<String> {
    let partitions = plan.endpoints();
    if partitions.is_empty() {
        return None;
    }
    let docs = format!("Where {} is, by region.", plan.service_name);
    let mut out = module(plan, &[docs]);
    let mut imports = Imports::default();
    let kind = imports.local("._runtime.endpoints", "Endpoints");
    imports.write(true, &mut out);
    out.blank(1);
    let rows = partitions
        .iter()
        .map(|partition| {
            let others = partition.others.iter().map(|(region, variants)| {
                let head = format!("{}: ", py_string(region));
                row([head.into(), endpoints_of(variants)])
            });
            let others = Doc::Bracket {
                open: "{".into(),
                items: others.collect(),
                close: "}".into(),
            };
            tuple(vec![
                py_string(&partition.pattern).into(),
                endpoints_of(&partition.usual),
                others,
            ])
        })
        .collect();
    out.statement(&format!("ENDPOINTS: {kind} = "), &tuple(rows), "");
    Some(out.finish())
}

fn endpoints_of(variants: &Variants) -> Doc {
    tuple(
        variants
            .iter()
            .map(|found| endpoint(found.as_ref()))
            .collect(),
    )
}

fn endpoint(found: Option<&FoundEndpoint>) -> Doc {
    let Some(found) = found else {
        return "None".into();
    };
    let region = found.signing_region.as_deref();
    tuple(vec![
        py_string(&found.url).into(),
        region.map_or_else(|| "None".into(), py_string).into(),
    ])
}
