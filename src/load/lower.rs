//! One syntax tree → [`Declarations`].
//!
//! Looks at one file alone, so that files go in parallel. It checks what needs no other file:
//! the version, control statements, `use` statements among themselves, members declared twice,
//! and whether a construct exists in the file's version. It resolves nothing.
//! (Specification: "Smithy IDL".)

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Value};
use crate::syntax::tree;
use crate::text::{Span, Spanned, Symbol, TextEdit};

use super::declarations::{
    ApplyDeclaration, Declarations, Import, MemberDeclaration, MetadataDeclaration, Properties,
    ShapeDeclaration, Target, TraitDeclaration, Version,
};
use super::{collections, inline, properties};

const IMPORTED_NAME: Code = Code::error("name-is-imported", "Model");
const DUPLICATE_MEMBER: Code = Code::error("duplicate-member", "Model");
pub(super) const DUPLICATE_OBJECT_KEY: Code = Code::error("duplicate-object-key", "Model");
const NEEDS_VERSION_2: Code = Code::error("needs-version-2", "Model");
const SET_IN_VERSION_2: Code = Code::error("set-in-version-2", "Model");

/// Up to how many keys an object's are compared with each other, which beats a table.
const FEW_KEYS: usize = 8;

/// What a file declares, and what is wrong with it alone. Linear in the tree.
pub fn lower(file: tree::File) -> (Declarations, Diagnostics) {
    let mut lowering = Lowering {
        out: Declarations::new(file.file, false),
        diagnostics: Diagnostics::new(),
        version_written: false,
        version_span: None,
        imported: FxHashMap::default(),
        suffixes: inline::Suffixes::default(),
        collections: collections::Declared::default(),
        statement: None,
        refused: false,
    };
    lowering.controls(file.controls);
    for setting in file.metadata {
        lowering.mention_ids(&setting.value);
        lowering.out.metadata.push(MetadataDeclaration {
            key: setting.key,
            value: setting.value,
        });
    }
    // Shapes without a namespace have no id; the parser has said so.
    let Some(namespace) = file.namespace else {
        return (lowering.out, lowering.diagnostics);
    };
    lowering.out.namespace = Some(namespace);
    lowering.out.import_point = namespace.span.end_point();
    lowering.imports(&file.uses);
    for statement in file.statements {
        match statement {
            tree::Statement::Shape(shape) => lowering.shape(*shape, namespace.value),
            tree::Statement::Apply(apply) => {
                lowering.out.mention_name(apply.target.value);
                let traits = lowering.traits(apply.traits);
                lowering.out.applies.push(ApplyDeclaration {
                    target: apply.target,
                    traits,
                    span: apply.span,
                });
            }
        }
    }
    (lowering.out, lowering.diagnostics)
}

/// The state of one file.
pub(super) struct Lowering {
    pub(super) out: Declarations,
    pub(super) diagnostics: Diagnostics,
    pub(super) version_written: bool,
    /// Where the version is written.
    pub(super) version_span: Option<Span>,
    pub(super) imported: FxHashMap<Symbol, Import>,
    pub(super) suffixes: inline::Suffixes,
    /// The inline collections that have been declared.
    pub(super) collections: collections::Declared,
    /// The shape of the statement that is lowered, and whether the reference has given it up.
    statement: Option<ShapeId>,
    refused: bool,
}

impl Lowering {
    /// Reports a construct that version 1.0 does not have. A file that says 1.0, or nothing, and
    /// means 2.0 has made one mistake, so only the first report is for people.
    fn needs_version_two(&mut self, span: Span, what: &str, shape: Option<ShapeId>) {
        if self.out.version == Version::Two {
            return;
        }
        let why = if self.version_written {
            "the file says that it is written in version 1.0"
        } else {
            "a file without `$version` is read as version 1.0"
        };
        let mut report = NEEDS_VERSION_2
            .at(span, format!("{what} need version 2 of Smithy"))
            .here("not part of version 1.0")
            .note(why);
        report.shape = shape;
        if let Some(version) = self.version_span.filter(|_| self.version_written) {
            report = report.fix(Fix::replace(
                "begin the file with `$version: \"2\"`",
                version,
                "\"2\"",
            ));
        } else {
            report = report.fix(Fix::replace(
                "begin the file with `$version: \"2\"`",
                Span::start_of(self.out.file),
                "$version: \"2\"\n\n",
            ));
        }
        if self.out.version_reported {
            report = report.echo();
        }
        self.out.version_reported = true;
        self.refuse(report);
    }

    /// Reports something after which the reference gives up the statement, so that it has no events
    /// for what else is wrong with that.
    fn refuse(&mut self, mut report: Diagnostic) {
        report.beyond |= self.refused;
        self.diagnostics.push(report);
        if !self.refused {
            self.out.refused.extend(self.statement);
        }
        self.refused = true;
    }

    fn shape(&mut self, shape: tree::ShapeStatement, namespace: Symbol) {
        let id = ShapeId::new(namespace, shape.name.value);
        self.statement = Some(id);
        self.refused = false;
        if let Some(import) = self.imported.get(&shape.name.value) {
            self.refuse(
                IMPORTED_NAME
                    .at(
                        shape.name.span,
                        format!("`{}` is already the name of an imported shape", id.name),
                    )
                    .here("declared here")
                    .label(import.span, "imported here")
                    .help(format!(
                        "rename the shape, or drop the `use` and write `{}` in full",
                        import.id
                    )),
            );
        }
        match shape.shape_type {
            ShapeType::Enum | ShapeType::IntEnum => {
                let what = format!("`{}` shapes", shape.shape_type);
                self.needs_version_two(shape.keyword_span.to(shape.name.span), &what, Some(id));
                // The reference reads it, and refuses what it is only later.
                self.refused = false;
                self.out.refused.pop();
            }
            ShapeType::Set if self.out.version == Version::Two => self.set(&shape, id),
            _ => {}
        }
        let traits = self.traits(shape.traits);
        let mixins = self.mixins(shape.mixins, id);
        let for_resource = self.for_resource(shape.for_resource, id);
        let at = self.out.shapes.len();
        self.out.shapes.push(ShapeDeclaration {
            id,
            shape_type: shape.shape_type,
            span: shape.span,
            name_span: shape.name.span,
            traits,
            mixins,
            for_resource,
            members: Vec::new(),
            properties: Properties::None,
            broken: matches!(shape.body, tree::Body::Broken),
        });
        let (members, properties) = match shape.body {
            tree::Body::None | tree::Body::Broken => (Vec::new(), Properties::None),
            tree::Body::Members(members) => (self.members(members, id), Properties::None),
            tree::Body::Enum(members) => (self.enum_members(members, id), Properties::None),
            tree::Body::Properties(written) => (
                Vec::new(),
                properties::read(self, shape.shape_type, id, shape.span, written),
            ),
        };
        if let Some(declared) = self.out.shapes.get_mut(at) {
            declared.members = members;
            declared.properties = properties;
        }
    }

    fn set(&mut self, shape: &tree::ShapeStatement, id: ShapeId) {
        let list = TextEdit {
            span: shape.keyword_span,
            text: "@uniqueItems\nlist".to_owned(),
        };
        let place = shape.keyword_span.to(shape.name.span);
        let report = SET_IN_VERSION_2
            .at(place, "version 2 of Smithy has no `set` shapes")
            .here("a set")
            .shape(id)
            .fix(Fix {
                title: "write `list`, and apply `@uniqueItems`".to_owned(),
                edits: vec![list],
            });
        self.diagnostics.push(report);
    }

    pub(super) fn mixins(&mut self, mixins: Vec<tree::Name>, id: ShapeId) -> Vec<tree::Name> {
        if let Some(first) = mixins.first() {
            self.needs_version_two(first.span, "mixins", Some(id));
        }
        for mixin in &mixins {
            self.out.mention_name(mixin.value);
        }
        mixins
    }

    pub(super) fn for_resource(
        &mut self,
        resource: Option<tree::Name>,
        id: ShapeId,
    ) -> Option<tree::Name> {
        let resource = resource?;
        self.needs_version_two(resource.span, "structures for a resource", Some(id));
        self.out.mention_name(resource.value);
        Some(resource)
    }

    pub(super) fn needs_version_two_for_inline(&mut self, span: Span, id: ShapeId) {
        self.needs_version_two(span, "inline inputs and outputs", Some(id));
    }

    pub(super) fn needs_version_two_for_properties(&mut self, span: Span, id: ShapeId) {
        self.needs_version_two(span, "resource properties", Some(id));
    }

    pub(super) fn members(
        &mut self,
        members: Vec<tree::Member>,
        id: ShapeId,
    ) -> Vec<MemberDeclaration> {
        let mut seen = FxHashMap::default();
        let mut out = Vec::with_capacity(members.len());
        for member in members {
            // What has no target since it could not be read may have another name, too.
            let broken = member.target.is_none() && !member.elided;
            let target = match member.target {
                Some(tree::Target::Shape(target)) => {
                    self.out.mention_name(target.value);
                    Target::Name(target)
                }
                Some(tree::Target::Collection(collection)) => {
                    self.collection(&collection, member.name, id)
                }
                None if member.elided => Target::Elided,
                None => Target::Broken,
            };
            if member.elided {
                let member_id = id.with_member(member.name.value);
                self.needs_version_two(
                    member.name.span,
                    "members without a target",
                    Some(member_id),
                );
            }
            if let Some(value) = &member.default {
                self.needs_version_two(value.span, "default values", None);
            }
            if broken && seen.contains_key(&member.name.value) {
                continue;
            }
            if self.is_duplicate(&mut seen, member.name, id) {
                continue;
            }
            let traits = self.traits(member.traits);
            let assigned = member
                .default
                .map(|value| self.assigned(known::DEFAULT, value));
            out.push(MemberDeclaration {
                name: member.name,
                span: member.span,
                traits,
                target,
                assigned,
            });
        }
        out
    }

    fn enum_members(
        &mut self,
        members: Vec<tree::EnumMember>,
        id: ShapeId,
    ) -> Vec<MemberDeclaration> {
        let mut seen = FxHashMap::default();
        let mut out = Vec::with_capacity(members.len());
        for member in members {
            if self.is_duplicate(&mut seen, member.name, id) {
                continue;
            }
            let traits = self.traits(member.traits);
            let assigned = member
                .value
                .map(|value| self.assigned(known::ENUM_VALUE, value));
            out.push(MemberDeclaration {
                name: member.name,
                span: member.span,
                traits,
                target: Target::Unit,
                assigned,
            });
        }
        out
    }

    fn is_duplicate(
        &mut self,
        seen: &mut FxHashMap<Symbol, Span>,
        name: tree::Name,
        id: ShapeId,
    ) -> bool {
        let Some(first) = seen.get(&name.value) else {
            seen.insert(name.value, name.span);
            return false;
        };
        let report = duplicate_member(name, *first, id);
        self.refuse(report);
        true
    }

    fn assigned(&mut self, id: ShapeId, value: Node) -> TraitDeclaration {
        let span = value.span;
        let has_ids = self.mention_ids(&value);
        TraitDeclaration {
            name: Spanned::new(Symbol::intern(&id.to_string()), span),
            value: Some(Arc::new(value)),
            has_ids,
            span,
            synthetic: false,
        }
    }

    pub(super) fn traits(&mut self, traits: Vec<tree::TraitApplication>) -> Vec<TraitDeclaration> {
        let mut out = Vec::with_capacity(traits.len());
        // Documentation counts as the last: where it conflicts with `@documentation`, it is what
        // the report is about.
        let (comments, others): (Vec<_>, Vec<_>) =
            traits.into_iter().partition(|applied| applied.comment);
        for applied in others.into_iter().chain(comments) {
            // A documentation comment means the prelude's trait, whatever else has the name.
            let name = if applied.comment {
                Spanned::new(
                    Symbol::intern("smithy.api#documentation"),
                    applied.name.span,
                )
            } else {
                self.out.mention_name(applied.name.value);
                applied.name
            };
            let has_ids = applied
                .value
                .as_ref()
                .is_some_and(|value| self.mention_ids(value));
            out.push(TraitDeclaration {
                name,
                value: applied.value.map(Arc::new),
                has_ids,
                span: applied.span,
                synthetic: false,
            });
        }
        out
    }

    /// Whether a value holds shape ids without quotes; notes the namespaces it names, in quoted
    /// strings too, since those may be references as well.
    pub(super) fn mention_ids(&mut self, node: &Node) -> bool {
        duplicate_keys(node, &mut self.diagnostics);
        mention_ids(&mut self.out, node)
    }

    pub(super) fn report(&mut self, report: Diagnostic) {
        self.diagnostics.push(report);
    }
}

/// Reports keys that an object has twice; the reader of JSON does so itself. Recursion is bounded
/// by the nesting limit of the parser.
fn duplicate_keys(node: &Node, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                duplicate_keys(element, diagnostics);
            }
        }
        Value::Object(object) => {
            let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
            let few = object.entries.len() <= FEW_KEYS;
            for (at, entry) in object.iter().enumerate() {
                let first = if few {
                    let mut before = object.iter().take(at);
                    before
                        .find(|other| other.key == entry.key)
                        .map(|other| &other.key_span)
                } else {
                    seen.get(&*entry.key)
                };
                if let Some(first) = first {
                    diagnostics.push(
                        DUPLICATE_OBJECT_KEY
                            .at(
                                entry.key_span,
                                format!("the key `{}` stands twice in this object", entry.key),
                            )
                            .here("again here")
                            .label(*first, "first here")
                            .help("keep one of them"),
                    );
                } else if !few {
                    seen.insert(&entry.key, entry.key_span);
                }
                duplicate_keys(&entry.value, diagnostics);
            }
        }
        _ => {}
    }
}

/// See [`Lowering::mention_ids`]. Recursion is bounded by the nesting limit of the readers.
pub(super) fn mention_ids(out: &mut Declarations, node: &Node) -> bool {
    match &node.value {
        Value::ShapeId(name) => {
            out.mention_name(*name);
            true
        }
        Value::String(text) => {
            // Most strings are documentation, which is no id after a few letters.
            let in_namespace = |byte: &u8| byte.is_ascii_alphanumeric() || b"._".contains(byte);
            let end = text.bytes().position(|byte| !in_namespace(&byte));
            if let Some((namespace, rest)) = end.and_then(|end| text.split_at_checked(end))
                && rest.starts_with('#')
                && super::packages::is_bundled(namespace)
            {
                out.mention(Symbol::intern(namespace));
            }
            false
        }
        Value::Array(elements) => elements
            .iter()
            .fold(false, |found, element| mention_ids(out, element) | found),
        Value::Object(object) => object
            .iter()
            .fold(false, |found, entry| mention_ids(out, &entry.value) | found),
        _ => false,
    }
}

fn duplicate_member(name: tree::Name, first: Span, id: ShapeId) -> Diagnostic {
    DUPLICATE_MEMBER
        .at(
            name.span,
            format!("`{}` has two members named `{}`", id.name, name.value),
        )
        .here("declared again here")
        .label(first, "first declared here")
        .help("rename or remove one of them")
        .shape(id)
}
