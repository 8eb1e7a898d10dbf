//! Inline collections: `[Target]` and `{Key: Value}` as the target of a member.
//!
//! Version 2.1 has them. Each declares a list or map in the namespace of its file, named after
//! what it holds and marked with `@synthetic`; where the same one is written again it is the same
//! shape. The name is made of the names as written without their namespaces, so that two
//! collections of shapes that are called the same in different namespaces would share it; `merge`
//! reports that. (smithy-lang/smithy pull requests 3134 and 3289.)

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diag::{Code, Fix};
use crate::name::{SYNTHETIC_PREFIX, ShapeId, ShapeType, known};
use crate::node::Node;
use crate::syntax::tree::{self, Collection, Name};
use crate::text::{Span, Spanned, Symbol};

use super::declarations::{
    MemberDeclaration, Properties, ShapeDeclaration, Target, TraitDeclaration, Version,
};
use super::lower::Lowering;

const NEEDS_VERSION_2_1: Code = Code::error("needs-version-2-1", "Model");
const TOO_DEEP: Code = Code::error("inline-collection-depth", "Model");

/// How deep inline collections may be nested; the reference's limit.
const DEPTH_LIMIT: usize = 3;

/// The inline collections of a file that have a shape: their names, and the names of their
/// targets as written.
pub(super) type Declared = FxHashSet<(Symbol, Option<Symbol>, Symbol)>;

impl Lowering {
    /// Declares the shape of a collection, which is the target of a member of `container`, unless
    /// the file has declared it before, and gives the target.
    pub(super) fn collection(
        &mut self,
        collection: &Collection,
        member: Name,
        container: ShapeId,
    ) -> Target {
        if !self.out.has_inline_collections {
            self.needs_version_two_one(collection, member);
            return Target::Broken;
        }
        if let Some(too_deep) = deepest(collection, DEPTH_LIMIT) {
            self.report(
                TOO_DEEP
                    .at(
                        too_deep,
                        format!(
                            "inline collections are nested more than {DEPTH_LIMIT} levels deep"
                        ),
                    )
                    .here("one level too many")
                    .help(
                        "declare this list or map as a shape of its own, and write its name here",
                    ),
            );
            return Target::Broken;
        }
        Target::Name(self.declare_collection(collection, container.namespace))
    }

    /// Recursion is bounded by [`DEPTH_LIMIT`].
    fn declare_collection(&mut self, collection: &Collection, namespace: Symbol) -> Name {
        let key = collection.key.as_ref();
        let key = key.map(|key| self.element(key, namespace));
        let value = self.element(&collection.value, namespace);
        let name = match key {
            None => format!("{SYNTHETIC_PREFIX}ListOf{}", simple(value)),
            Some(key) => format!("{SYNTHETIC_PREFIX}MapOf{}To{}", simple(key), simple(value)),
        };
        let id = ShapeId::new(namespace, Symbol::intern(&name));
        let written = (id.name, key.map(|key| key.value), value.value);
        if self.collections.insert(written) {
            let member = |name: Symbol, target: Name| MemberDeclaration {
                name: Spanned::new(name, target.span),
                span: target.span,
                traits: Vec::new(),
                target: Target::Name(target),
                assigned: None,
            };
            let (shape_type, members) = match key {
                None => {
                    let members = vec![member(known::member::MEMBER, value)];
                    (ShapeType::List, members)
                }
                Some(key) => {
                    let key = member(known::member::KEY, key);
                    let value = member(known::member::VALUE, value);
                    (ShapeType::Map, vec![key, value])
                }
            };
            self.out.shapes.push(ShapeDeclaration {
                id,
                shape_type,
                span: collection.span,
                name_span: collection.span,
                traits: vec![marker(collection.span)],
                mixins: Vec::new(),
                for_resource: None,
                members,
                properties: Properties::None,
                broken: false,
            });
        }
        Name::new(Symbol::intern(&id.to_string()), collection.span)
    }

    /// What stands inside the brackets.
    fn element(&mut self, target: &tree::Target, namespace: Symbol) -> Name {
        match target {
            tree::Target::Shape(name) => {
                self.out.mention_name(name.value);
                *name
            }
            tree::Target::Collection(inner) => self.declare_collection(inner, namespace),
        }
    }

    fn needs_version_two_one(&mut self, collection: &Collection, member: Name) {
        let is_structure = matches!(
            &collection.key,
            Some(tree::Target::Shape(key)) if key.value.as_str().starts_with(char::is_lowercase)
        );
        let (what, declaration) = match &collection.key {
            None => (
                "lists",
                declaration("list", member, &[("member", &collection.value)]),
            ),
            // Names of shapes are capitalised, those of members are not.
            Some(tree::Target::Shape(key))
                if key.value.as_str().starts_with(char::is_lowercase) =>
            {
                let members = [(key.value.as_str(), &collection.value)];
                ("maps", declaration("structure", member, &members))
            }
            Some(key) => {
                let members = [("key", key), ("value", &collection.value)];
                ("maps", declaration("map", member, &members))
            }
        };
        let mut report = NEEDS_VERSION_2_1
            .at(
                collection.span,
                format!("{what} in the place of a name need version 2.1 of Smithy"),
            )
            .here("a target is one name before version 2.1")
            .help(format!(
                "declare it as a shape of its own, `{declaration}`, and write its name here"
            ));
        let title = "or begin the file with `$version: \"2.1\"`";
        report = match self.version_span {
            // From 1.0 on there is more to change.
            Some(_) if self.out.version == Version::One => report.help(title),
            Some(_) | None if is_structure => report,
            Some(span) => report.fix(Fix::replace(title, span, "\"2.1\"")),
            None => report.fix(Fix::replace(
                title,
                Span::start_of(self.out.file),
                "$version: \"2.1\"\n\n",
            )),
        };
        if self.out.version_reported {
            report = report.echo();
        }
        self.out.version_reported = true;
        self.report(report);
    }
}

/// The trait that marks the shape of an inline collection.
fn marker(span: Span) -> TraitDeclaration {
    TraitDeclaration {
        name: Spanned::new(Symbol::intern(&known::SYNTHETIC.to_string()), span),
        value: Some(Arc::new(Node::empty_object(span))),
        has_ids: false,
        span,
        synthetic: true,
    }
}

/// The name of a target without its namespace.
fn simple(target: Name) -> &'static str {
    let name = target.value.as_str();
    name.split_once('#').map_or(name, |(_, name)| name)
}

/// The first collection that is nested deeper than `levels`. Recursion ends there.
fn deepest(collection: &Collection, levels: usize) -> Option<Span> {
    let Some(left) = levels.checked_sub(1) else {
        return Some(collection.span);
    };
    let inner = |target: &tree::Target| match target {
        tree::Target::Shape(_) => None,
        tree::Target::Collection(inner) => deepest(inner, left),
    };
    let key = collection.key.as_ref().and_then(inner);
    key.or_else(|| inner(&collection.value))
}

/// What to write instead of an inline collection, in one line.
fn declaration(kind: &str, member: Name, members: &[(&str, &tree::Target)]) -> String {
    let mut name = member.value.as_str().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let members = members.iter().map(|(name, target)| match target {
        tree::Target::Shape(target) => format!("{name}: {}", target.value),
        tree::Target::Collection(_) => format!("{name}: …"),
    });
    let members: Vec<String> = members.collect();
    format!("{kind} {name} {{ {} }}", members.join(", "))
}
