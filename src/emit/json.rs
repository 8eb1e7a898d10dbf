//! JSON AST. (Specification: "JSON AST".)

use serde_json::{Map, Value as Json};

use crate::model::{Member, Model, Reference, Shape, TraitSource, Traits};
use crate::name::{ShapeType, known};
use crate::node::{Node, Value};
use crate::text::{SourceMap, Span};

use super::own::{self, OwnMetadata};

/// What goes into the JSON AST.
#[derive(Clone, Copy, Default, Debug)]
pub struct JsonOptions {
    /// Whether mixins are worked into the shapes that use them, and left out themselves.
    pub flatten: bool,
    /// Whether the shapes of the prelude are there too.
    pub include_prelude: bool,
    /// Whether the shapes of the other bundled packages that were loaded are there too.
    pub include_packages: bool,
}

/// The JSON AST of the user's shapes and metadata: shapes by id, members in the model's order,
/// traits by id. Mixins stay as they are unless they are to be flattened; what a shape adds to a
/// member that a mixin brings becomes an `apply` entry. Linear but for the sorting.
pub fn json_ast(model: &Model, sources: &SourceMap, options: &JsonOptions) -> Json {
    let mut shapes: Vec<&Shape> = model
        .shapes
        .values()
        .filter(|shape| {
            let bundled = if shape.id.namespace == known::PRELUDE {
                options.include_prelude
            } else {
                options.include_packages
            };
            bundled || !sources.is_bundled(shape.name_span)
        })
        .filter(|shape| !(options.flatten && shape.has_trait(known::MIXIN)))
        .collect();
    shapes.sort_by_cached_key(|shape| shape.id.to_string());
    let mut entries: Vec<(String, Json)> = Vec::with_capacity(shapes.len());
    for shape in shapes {
        let writer = ShapeWriter {
            shape,
            flatten: options.flatten,
        };
        entries.push((shape.id.to_string(), writer.write()));
        writer.applied(&mut entries);
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    let mut ast = Map::new();
    ast.insert("smithy".into(), "2.0".into());
    let metadata = metadata(model, sources);
    if !metadata.is_empty() {
        ast.insert("metadata".into(), Json::Object(metadata));
    }
    ast.insert("shapes".into(), Json::Object(entries.into_iter().collect()));
    Json::Object(ast)
}

fn metadata(model: &Model, sources: &SourceMap) -> Map<String, Json> {
    let written = |own| match own {
        OwnMetadata::Whole(value) => sorted(value),
        OwnMetadata::Elements(elements) => Json::Array(elements.into_iter().map(sorted).collect()),
    };
    own::metadata(model, sources)
        .into_iter()
        .map(|(key, value)| (key.to_owned(), written(value)))
        .collect()
}

/// Writes one shape.
struct ShapeWriter<'m> {
    shape: &'m Shape,
    flatten: bool,
}

impl ShapeWriter<'_> {
    fn write(&self) -> Json {
        let shape = self.shape;
        let mut out = Map::new();
        let shape_type = match shape.shape_type {
            // Sets are lists since 2.0, and say so with `@uniqueItems`.
            ShapeType::Set => ShapeType::List,
            other => other,
        };
        out.insert("type".into(), shape_type.as_str().into());
        if !self.flatten && !shape.mixins.is_empty() {
            let mixins = shape.mixins.iter().map(|mixin| target(*mixin));
            out.insert("mixins".into(), Json::Array(mixins.collect()));
        }
        match shape.shape_type {
            ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum => {
                let mut members = Map::new();
                self.members(&mut members);
                out.insert("members".into(), Json::Object(members));
            }
            ShapeType::List | ShapeType::Set | ShapeType::Map => self.members(&mut out),
            ShapeType::Operation => self.operation(&mut out),
            ShapeType::Resource => self.resource(&mut out),
            ShapeType::Service => self.service(&mut out),
            _ => {}
        }
        let traits = self.traits(&shape.traits);
        if !traits.is_empty() {
            out.insert("traits".into(), Json::Object(traits));
        }
        Json::Object(out)
    }

    /// Whether a member is only there because of a mixin.
    fn is_mixed_in(&self, member: &Member) -> bool {
        !self.flatten && !member.mixins.is_empty()
    }

    fn members(&self, out: &mut Map<String, Json>) {
        for member in self.shape.members.values() {
            if self.is_mixed_in(member) {
                continue;
            }
            let mut written = Map::new();
            written.insert("target".into(), member.target.id.to_string().into());
            let traits = self.traits(&member.traits);
            if !traits.is_empty() {
                written.insert("traits".into(), Json::Object(traits));
            }
            out.insert(member.id.member.to_string(), Json::Object(written));
        }
    }

    /// The `apply` entries for what the shape adds to members of its mixins.
    fn applied(&self, entries: &mut Vec<(String, Json)>) {
        for member in self.shape.members.values() {
            if !self.is_mixed_in(member) {
                continue;
            }
            let traits = self.traits(&member.traits);
            if traits.is_empty() {
                continue;
            }
            let mut apply = Map::new();
            apply.insert("type".into(), "apply".into());
            apply.insert("traits".into(), Json::Object(traits));
            entries.push((member.id.to_string(), Json::Object(apply)));
        }
    }

    /// The traits that the shape or member has of its own, by id.
    fn traits(&self, traits: &Traits) -> Map<String, Json> {
        let mut own: Vec<(String, &Node)> = traits
            .iter()
            .filter(|applied| self.flatten || applied.source != TraitSource::Mixin)
            // `@box` only says something in 1.0, and this is 2.0.
            .filter(|applied| applied.id != known::BOX)
            .map(|applied| (applied.id.to_string(), &*applied.value))
            .collect();
        own.sort_by(|a, b| a.0.cmp(&b.0));
        own.into_iter()
            .map(|(id, value)| (id, plain(value)))
            .collect()
    }

    fn operation(&self, out: &mut Map<String, Json>) {
        let Some(operation) = self.shape.operation() else {
            return;
        };
        out.insert("input".into(), target(operation.input));
        out.insert("output".into(), target(operation.output));
        self.list(out, "errors", &operation.errors);
    }

    fn resource(&self, out: &mut Map<String, Json>) {
        let Some(resource) = self.shape.resource() else {
            return;
        };
        for (key, members) in [
            ("identifiers", &resource.identifiers),
            ("properties", &resource.properties),
        ] {
            let written: Map<String, Json> = members
                .iter()
                .map(|member| (member.name.to_string(), target(member.target)))
                .collect();
            if !written.is_empty() {
                out.insert(key.into(), Json::Object(written));
            }
        }
        for (name, operation) in resource.lifecycle() {
            out.insert(name.into(), target(operation));
        }
        self.list(out, "operations", &resource.operations);
        self.list(out, "collectionOperations", &resource.collection_operations);
        self.list(out, "resources", &resource.resources);
    }

    fn service(&self, out: &mut Map<String, Json>) {
        let Some(service) = self.shape.service() else {
            return;
        };
        let version = if self.flatten {
            let version = service.version.as_ref().map(|version| &*version.value);
            version.filter(|version| !version.is_empty())
        } else {
            own::version(self.shape, service)
        };
        if let Some(version) = version {
            out.insert("version".into(), version.into());
        }
        self.list(out, "operations", &service.operations);
        self.list(out, "resources", &service.resources);
        self.list(out, "errors", &service.errors);
        let rename: Map<String, Json> = service
            .rename
            .iter()
            .filter(|rename| self.is_own(rename.name.span))
            .map(|rename| {
                (
                    rename.shape.id.to_string(),
                    Json::String(rename.name.value.to_string()),
                )
            })
            .collect();
        if !rename.is_empty() {
            out.insert("rename".into(), Json::Object(rename));
        }
    }

    /// Whether something is written for the shape: all is where mixins are worked in.
    fn is_own(&self, span: Span) -> bool {
        self.flatten || own::is_own(self.shape, span)
    }

    fn list(&self, out: &mut Map<String, Json>, key: &str, references: &[Reference]) {
        let ids = if self.flatten {
            own::sorted(references.iter())
        } else {
            own::references(self.shape, references)
        };
        if !ids.is_empty() {
            let targets = ids.into_iter().map(|id| {
                let mut target = Map::new();
                target.insert("target".into(), Json::String(id.to_string()));
                Json::Object(target)
            });
            out.insert(key.into(), Json::Array(targets.collect()));
        }
    }
}

fn target(reference: Reference) -> Json {
    let mut target = Map::new();
    target.insert("target".into(), reference.id.to_string().into());
    Json::Object(target)
}

/// A node as it is.
fn plain(node: &Node) -> Json {
    convert(node, false)
}

/// A node with the keys of all objects sorted.
fn sorted(node: &Node) -> Json {
    convert(node, true)
}

/// As deep as the node is, which the readers bound by [`crate::node::JSON_DEPTH_LIMIT`].
fn convert(node: &Node, sort: bool) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Boolean(value) => Json::Bool(*value),
        Value::Number(number) => number.as_str().parse().map_or(Json::Null, Json::Number),
        Value::String(text) => Json::String(text.to_string()),
        Value::ShapeId(id) => Json::String(id.to_string()),
        Value::Array(elements) => Json::Array(
            elements
                .iter()
                .map(|element| convert(element, sort))
                .collect(),
        ),
        Value::Object(object) => {
            let mut entries: Vec<(String, Json)> = object
                .iter()
                .map(|entry| (entry.key.to_string(), convert(&entry.value, sort)))
                .collect();
            if sort {
                entries.sort_by(|a, b| a.0.cmp(&b.0));
            }
            Json::Object(entries.into_iter().collect())
        }
    }
}
