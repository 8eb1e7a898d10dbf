//! The plugin `build-info`: what was built, with which reports.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::diag::Diagnostic;
use crate::model::Model;
use crate::name::{ShapeType, known};
use crate::node::{self, Node};
use crate::text::SourceMap;

use super::super::config::Projection;
use super::super::disk;
use super::super::workspace::Input;
use super::{Job, Material};

/// The version of the format, which is that of the configuration.
const VERSION: &str = "1.0";

/// The file that events without a place are said to be in.
const NOWHERE: &str = "N/A";

/// What the reference writes, its keys in alphabetical order.
pub(super) fn build_info(job: &Job, material: Material<'_>) -> Value {
    let model = material.model;
    let defined = defined_traits(model);
    let used = used_traits(model);
    let used: BTreeSet<&String> = used.intersection(&defined).collect();
    let mut metadata: Vec<(&str, Value)> = model
        .metadata
        .iter()
        .map(|(key, metadata)| (&**key, node_json(&metadata.value)))
        .collect();
    metadata.sort_by_key(|(key, _)| *key);
    let metadata: Map<String, Value> = metadata
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    json!({
        "metadata": metadata,
        "operationShapeIds": of_type(model, ShapeType::Operation),
        "projection": projection(&job.projection),
        "projectionName": job.name,
        "resourceShapeIds": of_type(model, ShapeType::Resource),
        "serviceShapeIds": of_type(model, ShapeType::Service),
        "traitDefNames": defined,
        "traitNames": used,
        "validationEvents": events(material),
        "version": VERSION,
    })
}

fn of_type(model: &Model, shape_type: ShapeType) -> BTreeSet<String> {
    let shapes = model.of_type(shape_type);
    shapes.map(|shape| shape.id.to_string()).collect()
}

fn defined_traits(model: &Model) -> BTreeSet<String> {
    let shapes = model.shapes.values();
    shapes
        .filter(|shape| shape.has_trait(known::TRAIT))
        .map(|shape| shape.id.to_string())
        .collect()
}

fn used_traits(model: &Model) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for shape in model.shapes.values() {
        let members = shape.members.values().map(|member| &member.traits);
        for traits in members.chain([&shape.traits]) {
            used.extend(traits.iter().map(|applied| applied.id));
        }
    }
    used.into_iter().map(|id| id.to_string()).collect()
}

fn projection(projection: &Projection) -> Value {
    let transforms: Vec<Value> = projection
        .transforms
        .iter()
        .map(|transform| {
            let arguments = transform.arguments.as_ref();
            json!({
                "args": arguments.map_or_else(|| json!({}), node_json),
                "name": &*transform.name,
            })
        })
        .collect();
    let plugins = projection.plugins.iter();
    let plugins: Map<String, Value> = plugins
        .map(|(id, plugin)| (id.to_string(), node_json(&plugin.settings)))
        .collect();
    let path = |input: &Input| disk::shown(&input.path);
    json!({
        "abstract": projection.is_abstract,
        "imports": projection.imports.iter().map(path).collect::<Vec<_>>(),
        "plugins": plugins,
        "transforms": transforms,
    })
}

fn events(material: Material<'_>) -> Vec<Value> {
    let mut events: Vec<(Option<crate::text::Span>, Value)> = material
        .reports
        .iter()
        .map(|report| (report.span, event(report, material.sources)))
        .collect();
    events.sort_by_key(|(span, _)| (span.is_none(), *span));
    events.dedup();
    events.into_iter().map(|(_, event)| event).collect()
}

fn event(report: &Diagnostic, sources: &SourceMap) -> Value {
    let mut event = Map::new();
    event.insert("id".to_owned(), (&*report.id).into());
    event.insert("severity".to_owned(), report.severity.as_str().into());
    if let Some(shape) = report.shape {
        event.insert("shapeId".to_owned(), shape.to_string().into());
    }
    event.insert("message".to_owned(), (&*report.message).into());
    let file = report
        .span
        .and_then(|span| Some((span, sources.get(span.file)?)));
    let (name, line, column) = match file {
        Some((span, file)) => {
            let at = file.line_column(span.start);
            (file.name(), at.line, at.column)
        }
        None => (NOWHERE, 0, 0),
    };
    event.insert("filename".to_owned(), name.into());
    event.insert("line".to_owned(), line.into());
    event.insert("column".to_owned(), column.into());
    Value::Object(event)
}

/// A node as JSON. Of a key that is written twice the first value counts, as everywhere.
fn node_json(node: &Node) -> Value {
    match &node.value {
        node::Value::Null => Value::Null,
        node::Value::Boolean(value) => (*value).into(),
        node::Value::Number(number) => {
            serde_json::from_str(number.as_str()).unwrap_or_else(|_| number.as_str().into())
        }
        node::Value::String(text) => (&**text).into(),
        node::Value::ShapeId(id) => id.as_str().into(),
        node::Value::Array(elements) => elements.iter().map(node_json).collect(),
        node::Value::Object(object) => {
            let mut map = Map::new();
            for entry in object.iter() {
                map.entry(entry.key.to_string())
                    .or_insert_with(|| node_json(&entry.value));
            }
            Value::Object(map)
        }
    }
}
