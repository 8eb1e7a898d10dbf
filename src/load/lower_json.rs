//! One JSON AST document → [`Declarations`].
//!
//! The twin of `lower`: the same value, from another form. Every name in JSON AST is absolute.
//! What is wrong with one shape is reported at its place, and the others are read all the same.
//! (Specification: "JSON AST".)

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostics, Fix, nearest};
use crate::json::{Document, Entry, Value};
use crate::name::{ShapeId, ShapeType, is_identifier};
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

/// How many shapes one worker lowers at a time.
const CHUNK: usize = 256;

/// What a document declares, and what is wrong with it alone. Linear in the document.
pub fn lower(file: FileId, document: &Document<'_>) -> (Declarations, Diagnostics) {
    let mut lowering = Lowering::new(file, Version::Two, Refused::Nothing);
    lowering.document(document.root());
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
    /// The ids met so far. A model has a few that stand everywhere.
    ids: FxHashMap<Symbol, Option<ShapeId>>,
}

/// The key of a shape in a document.
#[derive(Clone, Copy)]
struct Key<'a> {
    text: &'a str,
    span: Span,
    /// With the value.
    whole: Span,
}

/// The shape that a part of a document belongs to, for reports.
pub(super) type Owner = Option<ShapeId>;

impl Lowering {
    fn new(file: FileId, version: Version, refused: Refused) -> Self {
        let mut out = Declarations::new(file, true);
        out.version = version;
        Self {
            out,
            diagnostics: Diagnostics::new(),
            refused,
            applied: Vec::new(),
            unknown_keys: FxHashMap::default(),
            ids: FxHashMap::default(),
        }
    }

    /// Reads an absolute id, whose namespace counts as mentioned.
    pub(super) fn absolute(&mut self, text: &str) -> Option<ShapeId> {
        let symbol = Symbol::intern(text);
        if let Some(known) = self.ids.get(&symbol) {
            return *known;
        }
        let id = ShapeId::parse(text);
        if let Some(id) = id {
            self.out.mention(id.namespace);
        }
        self.ids.insert(symbol, id);
        id
    }

    fn document(&mut self, document: Value<'_>) {
        let span = document.span();
        let Some(version) = document.get("smithy") else {
            self.diagnostics.push(
                NOT_A_MODEL
                    .at(
                        span.start_point(),
                        "this JSON file is no Smithy model, so it is ignored",
                    )
                    .here("no key `smithy`")
                    .note("a model in JSON begins with the version: `{\"smithy\": \"2.0\", …}`"),
            );
            // What was ignored is of no version.
            self.out.version = Version::One;
            return;
        };
        self.version(version);
        for entry in document.entries().into_iter().flatten() {
            match entry.key {
                "smithy" => {}
                "metadata" => self.metadata(entry.value),
                "shapes" => self.shapes(entry.value),
                _ => self.unknown(entry, &["smithy", "metadata", "shapes"], None, span),
            }
        }
    }

    fn version(&mut self, node: Value<'_>) {
        let version = node.as_str().and_then(read_version);
        self.out.version = version.unwrap_or(Version::Two);
        if version.is_none() {
            let message = match node.as_str() {
                Some(text) => format!("there is no version `{text}` of Smithy"),
                None => format!("the version must be a string, not {}", node.describe()),
            };
            self.refuse_file(
                JSON_VERSION
                    .at(node.span(), message)
                    .here("unknown version")
                    .fix(Fix::replace(
                        "write `\"2.0\"`, or `\"1.0\"` for a model of the old version",
                        node.span(),
                        "\"2.0\"",
                    )),
            );
        }
    }

    fn metadata(&mut self, value: Value<'_>) {
        for entry in self.entries("metadata", value, None).into_iter().flatten() {
            let value = entry.value.to_node();
            mention_ids(&mut self.out, &value);
            self.out.metadata.push(MetadataDeclaration {
                key: Spanned::new(entry.key.into(), entry.key_span),
                value,
            });
        }
    }

    /// Lowers the shapes, many at once where there are many.
    fn shapes(&mut self, value: Value<'_>) {
        let Some(entries) = self.entries("shapes", value, None) else {
            return;
        };
        let entries: Vec<Entry<'_>> = entries.collect();
        let (file, version, refused) = (self.out.file, self.out.version, self.refused);
        let part = |chunk: &[Entry<'_>], refused| {
            let mut part = Self::new(file, version, refused);
            chunk.iter().for_each(|entry| part.entry(*entry));
            part
        };
        let parts: Vec<Self> = if entries.len() <= CHUNK {
            vec![part(&entries, refused)]
        } else {
            let chunks = entries.par_chunks(CHUNK);
            chunks.map(|chunk| part(chunk, refused)).collect()
        };
        for (chunk, mut lowered) in entries.chunks(CHUNK).zip(parts) {
            if self.refused == Refused::File && refused != Refused::File {
                // A shape before these was the end of the file for the reference.
                lowered = part(chunk, Refused::File);
            }
            self.refused = lowered.refused;
            self.diagnostics.absorb(lowered.diagnostics);
            self.out.shapes.append(&mut lowered.out.shapes);
            self.out.applies.append(&mut lowered.out.applies);
            for namespace in lowered.out.mentions {
                self.out.mention(namespace);
            }
        }
    }

    fn entry(&mut self, entry: Entry<'_>) {
        let Some(id) = ShapeId::parse(entry.key) else {
            let report = not_an_id(entry.key, entry.key_span);
            self.refuse_file(report);
            return;
        };
        let key = Key {
            text: entry.key,
            span: entry.key_span,
            whole: entry.key_span.to(entry.value.span()),
        };
        self.begin_shape();
        match self.entries(entry.key, entry.value, None) {
            Some(_) => self.shape(id, key, entry.value),
            None => self.refused = Refused::File,
        }
        self.end_shape(id, key.whole);
    }

    fn shape(&mut self, id: ShapeId, key: Key<'_>, shape: Value<'_>) {
        let Some(written) = shape.get("type") else {
            let report = JSON_MISSING_KEY
                .at(key.span, format!("`{}` has no type", id.relative()))
                .here("the key `type` is missing")
                .help("write `\"type\": \"structure\"`, or what else it is")
                .shape(id);
            self.refuse(report);
            return;
        };
        let written_span = written.span();
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

    fn apply(&mut self, id: ShapeId, key: Key<'_>, shape: Value<'_>) {
        let mut traits = Vec::new();
        for part in shape.entries().into_iter().flatten() {
            match part.key {
                "type" => {}
                "traits" => traits = self.traits(part.value, Some(id)),
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
    fn keys(&mut self, declared: &mut ShapeDeclaration, shape: Value<'_>) {
        let owner = Some(declared.id);
        let shape_type = declared.shape_type;
        let mut service = ServiceProperties::default();
        let mut resource = ResourceProperties::default();
        let mut operation = OperationProperties::default();
        for part in shape.entries().into_iter().flatten() {
            let Entry { key, value, .. } = part;
            match (shape_type, key) {
                (_, "type") => {}
                (_, "traits") => declared.traits = self.traits(value, owner),
                (
                    ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum,
                    "members",
                ) => self.members(declared, value),
                (ShapeType::List | ShapeType::Set, "member")
                | (ShapeType::Map, "key" | "value") => {
                    let member = self.member(declared.id, part);
                    declared.members.extend(member);
                }
                (_, "mixins") => {
                    let mixins = self.links("mixins", value, owner);
                    declared.mixins = mixins.into_iter().map(|link| link.name).collect();
                }
                (ShapeType::Service, "version") => {
                    service.version = self
                        .text("version", value, owner)
                        .map(|text| Spanned::new(text.into(), value.span()));
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
        part: Entry<'_>,
        owner: Owner,
        whole: Span,
    ) {
        let Entry { key, value, .. } = part;
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

    fn members(&mut self, declared: &mut ShapeDeclaration, node: Value<'_>) {
        let Some(entries) = self.entries("members", node, Some(declared.id)) else {
            return;
        };
        for part in entries {
            if !is_identifier(part.key) {
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

    fn member(&mut self, shape: ShapeId, part: Entry<'_>) -> Option<MemberDeclaration> {
        let member_name = name(part.key, part.key_span);
        let owner = Some(shape.with_member(member_name.value));
        let whole = part.key_span.to(part.value.span());
        let mut traits = Vec::new();
        let mut target = None;
        for inner in self.entries(part.key, part.value, Some(shape))? {
            match inner.key {
                "target" => target = Some(self.id("target", inner.value, Some(shape))),
                "traits" => traits = self.traits(inner.value, owner),
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

    fn traits(&mut self, node: Value<'_>, owner: Owner) -> Vec<TraitDeclaration> {
        let Some(entries) = self.entries("traits", node, owner) else {
            return Vec::new();
        };
        let count = node.entries().into_iter().flatten().count();
        let mut out = Vec::with_capacity(count);
        for entry in entries {
            if self.absolute(entry.key).is_none() {
                let mut report = not_an_id(entry.key, entry.key_span);
                report.shape = owner.map(ShapeId::root);
                self.refuse(report);
                continue;
            }
            let value = entry.value.to_node();
            mention_ids(&mut self.out, &value);
            let name = name(entry.key, entry.key_span);
            if self.refused == Refused::Nothing {
                self.applied.push((name.value, value.span));
            }
            out.push(TraitDeclaration {
                name,
                has_ids: false,
                span: entry.key_span.to(value.span),
                value: Some(Arc::new(value)),
                synthetic: false,
            });
        }
        out
    }

    /// `{"target": "…"}`.
    fn link(&mut self, key: &str, node: Value<'_>, owner: Owner) -> Option<Link> {
        let mut found = None;
        for entry in self.entries(key, node, owner)? {
            if entry.key == "target" {
                found = Some(self.id("target", entry.value, owner));
            } else {
                self.unknown(entry, &["target"], owner, node.span());
            }
        }
        if found.is_none() {
            self.no_target(node.span(), owner);
        }
        let name = found.flatten()?;
        Some(Link {
            name,
            syntactic: false,
        })
    }

    fn links(&mut self, key: &str, node: Value<'_>, owner: Owner) -> Vec<Link> {
        let Some(elements) = node.elements() else {
            self.wrong(key, node, "an array", owner);
            return Vec::new();
        };
        let element = format!("an element of {key}");
        elements
            .filter_map(|node| self.link(&element, node, owner))
            .collect()
    }

    fn named_links(
        &mut self,
        key: &str,
        node: Value<'_>,
        owner: Owner,
    ) -> Vec<(Spanned<Symbol>, Link)> {
        let entries = self.entries(key, node, owner).into_iter().flatten();
        entries
            .filter_map(|entry| {
                let link = self.link(entry.key, entry.value, owner)?;
                Some((name(entry.key, entry.key_span), link))
            })
            .collect()
    }

    fn rename(&mut self, node: Value<'_>, owner: Owner) -> Vec<(Link, Spanned<Box<str>>)> {
        let mut out = Vec::new();
        for entry in self.entries("rename", node, owner).into_iter().flatten() {
            if ShapeId::parse(entry.key).is_none() {
                let mut report = not_an_id(entry.key, entry.key_span);
                report.shape = owner.map(ShapeId::root);
                self.refuse(report);
                continue;
            }
            let Some(text) = self.text("a new name", entry.value, owner) else {
                continue;
            };
            let link = Link {
                name: name(entry.key, entry.key_span),
                syntactic: false,
            };
            out.push((link, Spanned::new(text.into(), entry.value.span())));
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
