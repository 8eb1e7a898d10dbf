//! One JSON AST document → [`Declarations`].
//!
//! The twin of `lower`: the same value, from another form. Every name in JSON AST is absolute.
//! What is wrong with one shape is reported at its place, and the others are read all the same.
//! (Specification: "JSON AST".)

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostics, Fix, nearest};
use crate::name::{ShapeId, ShapeType, is_identifier};
use crate::node::{Entry, Node, Object, Value};
use crate::text::{FileId, Span, Spanned, Symbol};

use super::declarations::{
    ApplyDeclaration, Declarations, LIFECYCLE, Link, MemberDeclaration, MetadataDeclaration,
    OperationProperties, Properties, ResourceProperties, ServiceProperties, ShapeDeclaration,
    Target, TraitDeclaration, Version,
};
use super::head::read_version;
use super::json_parts::{JSON_MISSING_KEY, JSON_SHAPE_ID, Refused, name, not_an_id};
use super::lower::mention_ids;
use super::properties;

const NOT_A_MODEL: Code = Code::warning("not-a-model", "Model");
const JSON_VERSION: Code = Code::error("json-version", "Model");
const JSON_SHAPE_TYPE: Code = Code::error("json-shape-type", "Model");
const JSON_VERSION_2: Code = Code::error("json-needs-version-2", "Model");
const JSON_SET: Code = Code::error("json-set-in-version-2", "Model");

/// What a document declares, and what is wrong with it alone. Consumes the document, so that
/// large trait values are moved. Linear in the document.
pub fn lower(file: FileId, mut document: Node) -> (Declarations, Diagnostics) {
    let mut lowering = Lowering {
        out: Declarations::new(file, true),
        diagnostics: Diagnostics::new(),
        refused: Refused::Nothing,
        applied: Vec::new(),
        unknown_keys: FxHashMap::default(),
    };
    lowering.document(&mut document);
    lowering.out.husk = Some(document);
    (lowering.out, lowering.diagnostics)
}

pub(super) struct Lowering {
    pub(super) out: Declarations,
    pub(super) diagnostics: Diagnostics,
    /// What the reference has given up by now.
    pub(super) refused: Refused,
    /// The traits of the shape that is read, until the reference gives it up.
    pub(super) applied: Vec<(Symbol, Span)>,
    /// The objects with keys that mean nothing, and which report says so.
    pub(super) unknown_keys: FxHashMap<Span, usize>,
}

/// The key of a shape in a document.
#[derive(Clone, Copy)]
struct Key<'a> {
    text: &'a str,
    span: Span,
    /// With the value.
    whole: Span,
}

/// Takes a value out of the document, leaving `null`.
fn take(node: &mut Node) -> Node {
    let span = node.span;
    std::mem::replace(node, Node::null(span))
}

/// The shape that a part of a document belongs to, for reports.
pub(super) type Owner = Option<ShapeId>;

impl Lowering {
    fn document(&mut self, document: &mut Node) {
        let span = document.span;
        let object = match &mut document.value {
            Value::Object(object) if object.contains("smithy") => object,
            _ => {
                self.diagnostics.push(
                    NOT_A_MODEL
                        .at(
                            span.start_point(),
                            "this JSON file is no Smithy model, so it is ignored",
                        )
                        .here("no key `smithy`")
                        .note(
                            "a model in JSON begins with the version: `{\"smithy\": \"2.0\", …}`",
                        ),
                );
                return;
            }
        };
        if let Some(version) = object.get("smithy") {
            self.version(version);
        }
        for entry in &mut object.entries {
            match &*entry.key {
                "smithy" => {}
                "metadata" => self.metadata(&mut entry.value),
                "shapes" => self.shapes(&mut entry.value),
                _ => self.unknown(entry, &["smithy", "metadata", "shapes"], None, span),
            }
        }
    }

    fn version(&mut self, node: &Node) {
        let version = node.as_str().and_then(read_version);
        self.out.version = version.unwrap_or(Version::Two);
        if version.is_none() {
            let message = match node.as_str() {
                Some(text) => format!("there is no version `{text}` of Smithy"),
                None => format!("the version must be a string, not {}", node.describe()),
            };
            self.refuse_file(
                JSON_VERSION
                    .at(node.span, message)
                    .here("unknown version")
                    .fix(Fix::replace(
                        "write `\"2.0\"`, or `\"1.0\"` for a model of the old version",
                        node.span,
                        "\"2.0\"",
                    )),
            );
        }
    }

    fn metadata(&mut self, node: &mut Node) {
        let Some(object) = self.object_mut("metadata", node, None) else {
            return;
        };
        for entry in &mut object.entries {
            mention_ids(&mut self.out, &entry.value);
            self.out.metadata.push(MetadataDeclaration {
                key: Spanned::new(entry.key.clone(), entry.key_span),
                value: take(&mut entry.value),
            });
        }
    }

    fn shapes(&mut self, node: &mut Node) {
        let Some(object) = self.object_mut("shapes", node, None) else {
            return;
        };
        for entry in &mut object.entries {
            let Some(id) = ShapeId::parse(&entry.key) else {
                let report = not_an_id(&entry.key, entry.key_span);
                self.refuse_file(report);
                continue;
            };
            let key = Key {
                text: &entry.key,
                span: entry.key_span,
                whole: entry.key_span.to(entry.value.span),
            };
            self.begin_shape();
            match self.object_mut(&entry.key, &mut entry.value, None) {
                Some(shape) => self.shape(id, key, shape),
                None => self.refused = Refused::File,
            }
            self.end_shape(id, key.whole);
        }
    }

    fn shape(&mut self, id: ShapeId, key: Key<'_>, shape: &mut Object) {
        let Some(written) = shape.get("type") else {
            let report = JSON_MISSING_KEY
                .at(key.span, format!("`{}` has no type", id.relative()))
                .here("the key `type` is missing")
                .help("write `\"type\": \"structure\"`, or what else it is")
                .shape(id);
            self.refuse(report);
            return;
        };
        let written_span = written.span;
        let Some(text) = self.text("type", written, Some(id)) else {
            return;
        };
        if text == "apply" {
            self.apply(id, key, shape);
            return;
        }
        let Some(shape_type) = ShapeType::from_keyword(text) else {
            let mut report = JSON_SHAPE_TYPE
                .at(written_span, format!("there is no shape type `{text}`"))
                .here("unknown type")
                .event_at(key.whole)
                .shape(id);
            for near in nearest(text, ShapeType::keywords().chain(["apply"])) {
                report = report.fix(Fix::replace(
                    format!("did you mean `{near}`?"),
                    written_span,
                    format!("\"{near}\""),
                ));
            }
            if report.fixes.is_empty() {
                let list: Vec<_> = ShapeType::keywords().map(|it| format!("`{it}`")).collect();
                report = report.help(format!("the types are {}", list.join(", ")));
            }
            self.refuse(report);
            return;
        };
        if id.is_member() {
            let report = JSON_SHAPE_ID
                .at(
                    key.span,
                    format!("`{}` is the id of a member", id.relative()),
                )
                .here("a shape has no `$` in its id")
                .help("write the member inside its shape")
                .shape(id);
            self.refuse(report);
            return;
        }
        self.check_type(shape_type, id, written_span, key.whole);
        let mut declared = ShapeDeclaration {
            id,
            shape_type,
            span: key.whole,
            name_span: key.span,
            traits: Vec::new(),
            mixins: Vec::new(),
            for_resource: None,
            members: Vec::new(),
            properties: Properties::None,
            broken: false,
        };
        self.keys(&mut declared, shape);
        self.out.shapes.push(declared);
    }

    fn check_type(&mut self, shape_type: ShapeType, id: ShapeId, span: Span, whole: Span) {
        let report = match (self.out.version, shape_type) {
            (Version::One, ShapeType::Enum | ShapeType::IntEnum) => JSON_VERSION_2
                .at(
                    span,
                    format!("`{shape_type}` shapes need version 2 of Smithy"),
                )
                .here("not part of version 1.0")
                .help("write `\"smithy\": \"2.0\"`"),
            (Version::Two, ShapeType::Set) => JSON_SET
                .at(span, "version 2 of Smithy has no `set` shapes")
                .here("a set")
                .help("write `\"list\"`, and add the trait `smithy.api#uniqueItems`"),
            _ => return,
        };
        self.say(report.event_at(whole).shape(id));
    }

    fn apply(&mut self, id: ShapeId, key: Key<'_>, shape: &mut Object) {
        let mut traits = Vec::new();
        for part in &mut shape.entries {
            match &*part.key {
                "type" => {}
                "traits" => traits = self.traits(&mut part.value, Some(id)),
                _ => self.unknown(part, &["type", "traits"], Some(id), key.whole),
            }
        }
        self.out.mention(id.namespace);
        self.out.applies.push(ApplyDeclaration {
            target: name(key.text, key.span),
            traits,
            span: key.whole,
        });
    }

    /// Everything in a shape besides its type.
    fn keys(&mut self, declared: &mut ShapeDeclaration, shape: &mut Object) {
        let owner = Some(declared.id);
        let shape_type = declared.shape_type;
        let mut service = ServiceProperties::default();
        let mut resource = ResourceProperties::default();
        let mut operation = OperationProperties::default();
        for part in &mut shape.entries {
            match (shape_type, &*part.key) {
                (_, "traits") => {
                    declared.traits = self.traits(&mut part.value, owner);
                    continue;
                }
                (
                    ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum,
                    "members",
                ) => {
                    self.members(declared, &mut part.value);
                    continue;
                }
                (ShapeType::List | ShapeType::Set, "member")
                | (ShapeType::Map, "key" | "value") => {
                    let member = self.member(declared.id, part);
                    declared.members.extend(member);
                    continue;
                }
                _ => {}
            }
            let value = &part.value;
            let key = &*part.key;
            match (shape_type, key) {
                (_, "type") => {}
                (_, "mixins") => {
                    let mixins = self.links("mixins", value, owner);
                    declared.mixins = mixins.into_iter().map(|link| link.name).collect();
                }
                (ShapeType::Service, "version") => {
                    service.version = self
                        .text("version", value, owner)
                        .map(|text| Spanned::new(text.into(), value.span));
                }
                (ShapeType::Service, "operations") => {
                    service.operations = self.links(key, value, owner);
                }
                (ShapeType::Service, "resources") => {
                    service.resources = self.links(key, value, owner);
                }
                (ShapeType::Service, "errors") => service.errors = self.links(key, value, owner),
                (ShapeType::Service, "rename") => service.rename = self.rename(value, owner),
                (ShapeType::Operation, "input") => operation.input = self.link(key, value, owner),
                (ShapeType::Operation, "output") => {
                    operation.output = self.link(key, value, owner);
                }
                (ShapeType::Operation, "errors") => {
                    operation.errors = self.links(key, value, owner);
                }
                (ShapeType::Resource, _) => {
                    self.resource_key(&mut resource, part, owner, declared.span);
                }
                _ => self.unknown(part, &known_keys(shape_type), owner, declared.span),
            }
        }
        declared.properties = match shape_type {
            ShapeType::Service => Properties::Service(Box::new(service)),
            ShapeType::Resource => Properties::Resource(Box::new(resource)),
            ShapeType::Operation => Properties::Operation(Box::new(operation)),
            _ => Properties::None,
        };
    }

    fn resource_key(
        &mut self,
        resource: &mut ResourceProperties,
        part: &Entry,
        owner: Owner,
        whole: Span,
    ) {
        let value = &part.value;
        let key = &*part.key;
        let lifecycle = LIFECYCLE.iter().position(|name| *name == key);
        if let Some(slot) = lifecycle.and_then(|at| resource.lifecycle.get_mut(at)) {
            *slot = self.link(key, value, owner);
            return;
        }
        match key {
            "identifiers" => resource.identifiers = self.named_links(key, value, owner),
            "properties" => {
                if self.out.version == Version::One {
                    let report = JSON_VERSION_2
                        .at(
                            part.key_span,
                            "resource properties need version 2 of Smithy",
                        )
                        .here("not part of version 1.0")
                        .help("write `\"smithy\": \"2.0\"`");
                    self.say(report);
                }
                resource.properties = self.named_links(key, value, owner);
            }
            "operations" => resource.operations = self.links(key, value, owner),
            "collectionOperations" => {
                resource.collection_operations = self.links(key, value, owner);
            }
            "resources" => resource.resources = self.links(key, value, owner),
            _ => {
                let known = known_keys(ShapeType::Resource);
                self.unknown(part, &known, owner, whole);
            }
        }
    }

    fn members(&mut self, declared: &mut ShapeDeclaration, node: &mut Node) {
        let Some(object) = self.object_mut("members", node, Some(declared.id)) else {
            return;
        };
        for part in &mut object.entries {
            if !is_identifier(&part.key) {
                let report = JSON_SHAPE_ID
                    .at(
                        part.key_span,
                        format!("`{}` cannot name a member", part.key),
                    )
                    .here("not an identifier")
                    .shape(declared.id);
                self.refuse(report);
                continue;
            }
            let member = self.member(declared.id, part);
            declared.members.extend(member);
        }
    }

    fn member(&mut self, shape: ShapeId, part: &mut Entry) -> Option<MemberDeclaration> {
        let member_name = name(&part.key, part.key_span);
        let owner = Some(shape.with_member(member_name.value));
        let whole = part.key_span.to(part.value.span);
        let object = self.object_mut(&part.key, &mut part.value, Some(shape))?;
        let mut traits = Vec::new();
        let mut target = None;
        for inner in &mut object.entries {
            match &*inner.key {
                "target" => target = Some(self.id("target", &inner.value, Some(shape))),
                "traits" => traits = self.traits(&mut inner.value, owner),
                _ => self.unknown(inner, &["target", "traits"], owner, whole),
            }
        }
        if target.is_none() {
            self.no_target(part.key_span, Some(shape));
        }
        Some(MemberDeclaration {
            name: member_name,
            span: whole,
            traits,
            target: target.flatten().map_or(Target::Broken, Target::Name),
            assigned: None,
        })
    }

    fn traits(&mut self, node: &mut Node, owner: Owner) -> Vec<TraitDeclaration> {
        let Some(object) = self.object_mut("traits", node, owner) else {
            return Vec::new();
        };
        let mut out = Vec::with_capacity(object.entries.len());
        for entry in &mut object.entries {
            let Some(id) = ShapeId::parse(&entry.key) else {
                let mut report = not_an_id(&entry.key, entry.key_span);
                report.shape = owner.map(ShapeId::root);
                self.refuse(report);
                continue;
            };
            self.out.mention(id.namespace);
            mention_ids(&mut self.out, &entry.value);
            let span = entry.key_span.to(entry.value.span);
            if self.refused == Refused::Nothing {
                let name = Symbol::intern(&entry.key);
                self.applied.push((name, entry.value.span));
            }
            out.push(TraitDeclaration {
                name: name(&entry.key, entry.key_span),
                value: Some(Arc::new(take(&mut entry.value))),
                has_ids: false,
                span,
                synthetic: false,
            });
        }
        out
    }

    /// `{"target": "…"}`.
    fn link(&mut self, key: &str, node: &Node, owner: Owner) -> Option<Link> {
        let object = self.object(key, node, owner)?;
        let mut found = None;
        for entry in object.iter() {
            if &*entry.key == "target" {
                found = Some(self.id("target", &entry.value, owner));
            } else {
                self.unknown(entry, &["target"], owner, node.span);
            }
        }
        if found.is_none() {
            self.no_target(node.span, owner);
        }
        let name = found.flatten()?;
        Some(Link {
            name,
            syntactic: false,
        })
    }

    fn links(&mut self, key: &str, node: &Node, owner: Owner) -> Vec<Link> {
        let Some(elements) = node.as_array() else {
            self.wrong(key, node, "an array", owner);
            return Vec::new();
        };
        let element = format!("an element of {key}");
        elements
            .iter()
            .filter_map(|node| self.link(&element, node, owner))
            .collect()
    }

    fn named_links(
        &mut self,
        key: &str,
        node: &Node,
        owner: Owner,
    ) -> Vec<(Spanned<Symbol>, Link)> {
        let Some(object) = self.object(key, node, owner) else {
            return Vec::new();
        };
        object
            .iter()
            .filter_map(|entry| {
                let link = self.link(&entry.key, &entry.value, owner)?;
                Some((name(&entry.key, entry.key_span), link))
            })
            .collect()
    }

    fn rename(&mut self, node: &Node, owner: Owner) -> Vec<(Link, Spanned<Box<str>>)> {
        let Some(object) = self.object("rename", node, owner) else {
            return Vec::new();
        };
        let mut out = Vec::with_capacity(object.entries.len());
        for entry in object.iter() {
            if ShapeId::parse(&entry.key).is_none() {
                let mut report = not_an_id(&entry.key, entry.key_span);
                report.shape = owner.map(ShapeId::root);
                self.refuse(report);
                continue;
            }
            let Some(text) = self.text("a new name", &entry.value, owner) else {
                continue;
            };
            let link = Link {
                name: name(&entry.key, entry.key_span),
                syntactic: false,
            };
            out.push((link, Spanned::new(text.into(), entry.value.span)));
        }
        out
    }
}

/// The keys that a shape of this type may have.
fn known_keys(shape_type: ShapeType) -> Vec<&'static str> {
    let own: &[&str] = match shape_type {
        ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum => {
            &["members"]
        }
        ShapeType::List | ShapeType::Set => &["member"],
        ShapeType::Map => &["key", "value"],
        ShapeType::Operation => &properties::OPERATION,
        ShapeType::Service => &properties::SERVICE,
        ShapeType::Resource => &properties::RESOURCE,
        _ => &[],
    };
    [&["type", "traits", "mixins"], own].concat()
}
