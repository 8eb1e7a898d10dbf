//! The plugin `sources`: the models that were built, for others to depend on.
//!
//! In the projection `source` they are copied as they are written; in others, what stems from
//! them is one JSON AST. A manifest lists the files.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde_json::{Map, Value};

use crate::diag::{Code, Diagnostics};
use crate::name::ShapeId;
use crate::text::{FileId, Span};

use super::{Files, Material, model_json, pretty};

const CONFLICTING_SOURCES: Code = Code::error("conflicting-sources", "SmithyBuild");

const MANIFEST: &str = "manifest";
const PROJECTED: &str = "model.json";

/// The files as they are written.
pub(super) fn copies(material: Material<'_>) -> Result<Files, Diagnostics> {
    let mut files = Files::new();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut reports = Diagnostics::new();
    for found in material.built {
        let Some(file) = material.sources.get(found.file) else {
            continue;
        };
        if let Some(other) = names.insert(&found.relative, file.name()) {
            reports.push(
                CONFLICTING_SOURCES
                    .without_place(format!(
                        "`{other}` and `{}` would both be `{}` among the sources",
                        file.name(),
                        found.relative
                    ))
                    .note("the folders of `sources` become one folder in the output")
                    .help("rename one of them, or list the folder above them under `sources`"),
            );
            continue;
        }
        files.push((found.relative.clone(), file.text().into()));
    }
    if !reports.is_empty() {
        return Err(reports);
    }
    let names: Vec<&str> = names.into_keys().collect();
    files.push(manifest(&names.join("\n")));
    Ok(files)
}

/// What stems from the sources, in one file.
pub(super) fn projected(material: Material<'_>) -> Files {
    let built: FxHashSet<FileId> = material.built.iter().map(|found| found.file).collect();
    let is_source = |span: Span| built.contains(&span.file);
    let mut ast = model_json(material, false);
    if let Some(shapes) = ast.get_mut("shapes").and_then(Value::as_object_mut) {
        retain(shapes, |id| {
            let id = ShapeId::parse(id).map(ShapeId::root);
            let shape = id.and_then(|id| material.model.shape(id));
            shape.is_some_and(|shape| is_source(shape.span))
        });
    }
    if let Some(metadata) = ast.get_mut("metadata").and_then(Value::as_object_mut) {
        retain(metadata, |key| {
            let entry = material.model.metadata.get(key);
            entry.is_some_and(|entry| is_source(entry.key_span))
        });
    }
    vec![(PROJECTED.to_owned(), pretty(&ast)), manifest(PROJECTED)]
}

fn retain(map: &mut Map<String, Value>, keep: impl Fn(&str) -> bool) {
    let all = std::mem::take(map);
    map.extend(all.into_iter().filter(|(key, _)| keep(key)));
}

fn manifest(names: &str) -> (String, Vec<u8>) {
    (MANIFEST.to_owned(), format!("{names}\n").into_bytes())
}
