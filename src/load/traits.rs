//! Trait applications → the traits of one shape or member.
//!
//! Resolves the trait's name, gives an annotation the value its definition asks for, makes shape
//! ids in values absolute, and merges several applications of one trait: lists are joined, equal
//! values are one, anything else conflicts. (Specification: "Trait conflict resolution".)

use std::sync::Arc;

use crate::diag::{Code, Fix};
use crate::model::{AppliedTrait, TraitSource, Traits};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Object, Value};
use crate::syntax::tree::Name;
use crate::text::{Span, TextEdit};

use super::declarations::{TraitDeclaration, Version};
use super::merge::Merger;
use super::names::State;
use super::unresolved::{Place, Wanted};

const TRAIT_CONFLICT: Code = Code::error("trait-conflict", "Model");
const NOT_A_TRAIT: Code = Code::error("not-a-trait", "Model");
const TRAIT_NEEDS_VERSION_2: Code = Code::error("trait-needs-version-2", "Model");
const BOX_IN_VERSION_2: Code = Code::error("box-in-version-2", "Model");
const ENUM_TRAIT: Code = Code::warning("deprecated-enum-trait", "ModelDeprecation");

/// A trait application and where it comes from.
#[derive(Clone, Copy)]
pub(super) struct Pending<'a> {
    /// The file's index.
    pub file: usize,
    /// What is written.
    pub declaration: &'a TraitDeclaration,
    /// How it is written.
    pub source: TraitSource,
    /// The subject of the `apply` statement.
    pub subject: Option<Span>,
}

/// An application of a shape that is not declared with `@trait` in its own statement; whether
/// `apply` makes it a trait is known at the end.
#[derive(Clone, Copy)]
pub(super) struct Doubtful {
    trait_id: ShapeId,
    target: ShapeId,
    span: Span,
}

impl<'a> Merger<'a> {
    /// The traits of `target` that are declared on it or applied to it; `assigned` is the value
    /// written with `=`, which a trait that is written out replaces.
    pub fn own_traits(
        &mut self,
        target: ShapeId,
        declared: impl Iterator<Item = Pending<'a>>,
        assigned: Option<Pending<'a>>,
    ) -> Traits {
        let mut pending: Vec<Pending<'a>> = declared.collect();
        if let Some(applied) = self.applied.get(&target) {
            pending.extend(applied.iter().copied());
        }
        if pending.len() > 1 {
            pending.sort_by_key(|pending| self.turn(*pending));
        }
        let mut traits = Traits::default();
        for pending in pending {
            let applied = self.apply(target, pending);
            self.add(target, &mut traits, applied);
        }
        if let Some(assigned) = assigned {
            let applied = self.apply(target, assigned);
            if !traits.contains(applied.id) {
                traits.push(applied);
            }
        }
        traits
    }

    /// When the reference comes to an application, which decides the order of joined lists, and
    /// which of two values is the conflicting one: JSON AST while it is read, the IDL once names
    /// can be resolved, and `apply` statements of the IDL after all declarations.
    fn turn(&self, pending: Pending<'a>) -> (u8, usize, u32) {
        let json = self
            .index
            .scope(pending.file)
            .is_some_and(|scope| scope.declarations.json);
        let start = pending.declaration.span.start;
        match pending.source {
            _ if json => (0, pending.file, start),
            TraitSource::Applied => (2, pending.file, start),
            _ => (1, pending.file, 0),
        }
    }

    /// Resolves one application.
    pub fn apply(&mut self, target: ShapeId, pending: Pending<'a>) -> AppliedTrait {
        let declaration = pending.declaration;
        let found = self.index.resolve(pending.file, declaration.name.value);
        if found.state == State::Unknown && self.unknown_traits.insert((target, found.id)) {
            let place = Place {
                file: pending.file,
                name: declaration.name,
                wanted: Wanted::Trait,
                shape: Some(target),
                event: Some(declaration.value_span()),
            };
            let lenient = self.options.allow_unknown_traits;
            self.unresolved.report(self.index, place, found.id, lenient);
        }
        self.doubt(found.id, target, declaration);
        self.check_version(found.id, target, pending);
        let value = match &declaration.value {
            Some(value) if declaration.has_ids => Arc::new(self.absolute_ids(pending.file, value)),
            Some(value) => Arc::clone(value),
            None => Arc::new(annotation(found.shape_type(), declaration.span)),
        };
        AppliedTrait {
            id: found.id,
            value,
            span: declaration.span,
            source: if declaration.synthetic {
                TraitSource::Synthetic
            } else {
                pending.source
            },
        }
    }

    fn add(&mut self, target: ShapeId, traits: &mut Traits, applied: AppliedTrait) {
        let Some(existing) = traits.get_mut(applied.id) else {
            traits.push(applied);
            return;
        };
        if let (Value::Array(first), Value::Array(second)) =
            (&existing.value.value, &applied.value.value)
        {
            let joined = first.iter().chain(second).cloned().collect();
            existing.value = Arc::new(Node::new(Value::Array(joined), existing.value.span));
            return;
        }
        if existing.value.same_value(&applied.value) {
            // What is written out is more than what the compiler adds.
            if existing.source == TraitSource::Synthetic {
                *existing = applied;
            }
            return;
        }
        let first = existing.span;
        let report = TRAIT_CONFLICT
            .at(
                applied.span,
                format!(
                    "`{}` has two different values on `{}`",
                    applied.id.name,
                    target.relative()
                ),
            )
            .here("another value here")
            .label(first, "one value here")
            .help("keep one of them")
            .shape(target);
        self.diagnostics.push(report);
    }

    /// The node with every shape id in it as the string of the absolute id. Recursion is bounded
    /// by the nesting limit of the readers.
    pub fn absolute_ids(&mut self, file: usize, node: &Node) -> Node {
        self.absolute(file, node, Wanted::Id)
    }

    /// As [`Self::absolute_ids`]; `wanted` says whether the node is metadata.
    pub(super) fn absolute(&mut self, file: usize, node: &Node, wanted: Wanted) -> Node {
        let value = match &node.value {
            Value::ShapeId(name) => {
                let found = match wanted {
                    Wanted::IdInMetadata => self.index.resolve_in_metadata(*name),
                    _ => self.index.resolve(file, *name),
                };
                if found.state == State::Unknown {
                    let place = Place {
                        file,
                        name: Name::new(*name, node.span),
                        wanted,
                        shape: None,
                        event: None,
                    };
                    self.unresolved.report(self.index, place, found.id, false);
                }
                let text = if found.id.namespace.is_empty() {
                    name.as_str().to_owned()
                } else {
                    found.id.to_string()
                };
                Value::String(text.into())
            }
            Value::Array(elements) => Value::Array(
                elements
                    .iter()
                    .map(|element| self.absolute(file, element, wanted))
                    .collect(),
            ),
            Value::Object(object) => {
                let mut out = Object::default();
                for entry in object.iter() {
                    let value = self.absolute(file, &entry.value, wanted);
                    out.push(entry.key.clone(), entry.key_span, value);
                }
                Value::Object(out)
            }
            other => other.clone(),
        };
        Node::new(value, node.span)
    }

    fn doubt(&mut self, trait_id: ShapeId, target: ShapeId, declaration: &TraitDeclaration) {
        let known_trait = *self.known_traits.entry(trait_id).or_insert_with(|| {
            self.index.shapes.get(&trait_id).is_none_or(|entry| {
                entry.is_broken()
                    || entry
                        .sites()
                        .any(|site| super::names::is_marked(site.shape, "trait"))
            })
        });
        if !known_trait {
            self.doubtful.push(Doubtful {
                trait_id,
                target,
                span: declaration.span,
            });
        }
    }

    /// Reports the applications of shapes that turned out not to be traits.
    pub fn report_doubtful(&mut self, is_trait: impl Fn(ShapeId) -> bool) {
        for doubtful in std::mem::take(&mut self.doubtful) {
            let Doubtful {
                trait_id,
                target,
                span,
            } = doubtful;
            if is_trait(trait_id) {
                continue;
            }
            let mut report = NOT_A_TRAIT
                .at(span, format!("`{}` is not a trait", trait_id.relative()))
                .here(format!("applied to `{}` as a trait", target.relative()))
                .shape(trait_id);
            if let Some(entry) = self.index.shapes.get(&trait_id.root()) {
                let shape = entry.first.shape;
                report = report.event_at(shape.span).label(
                    shape.name_span,
                    format!("declared here, {}", shape.shape_type.with_article()),
                );
                let ours = self
                    .index
                    .scope(entry.first.file)
                    .is_some_and(|scope| scope.bundled);
                if !ours && !trait_id.is_member() {
                    report = report.fix(Fix::replace(
                        format!("add `@trait` to `{}`", trait_id.name),
                        shape.span.start_point(),
                        "@trait\n",
                    ));
                }
            }
            self.diagnostics.push(report);
        }
    }

    fn check_version(&mut self, id: ShapeId, target: ShapeId, pending: Pending<'a>) {
        if !matches!(id, known::MIXIN | known::DEFAULT | known::BOX | known::ENUM) {
            return;
        }
        let Some(scope) = self
            .index
            .scope(pending.file)
            .filter(|scope| !scope.bundled)
        else {
            return;
        };
        let span = pending.declaration.span;
        if scope.declarations.is_unsure(span) {
            return;
        }
        let report = match (scope.declarations.version, id) {
            (Version::One, known::MIXIN | known::DEFAULT) if !is_assigned(pending) => {
                let report = TRAIT_NEEDS_VERSION_2
                    .at(span, format!("`@{}` needs version 2 of Smithy", id.name))
                    .here("not part of version 1.0")
                    .event_at(pending.declaration.value_span())
                    .help("begin the file with `$version: \"2\"`");
                let first = self.old_files.insert(pending.file);
                if scope.declarations.version_reported || !first {
                    report.echo()
                } else {
                    report
                }
            }
            (Version::Two, known::BOX) => BOX_IN_VERSION_2
                .at(span, "version 2 of Smithy has no `@box`")
                .here("has no meaning any more")
                .note(
                    "in version 2 a member can be absent unless it is `@required` or has a default",
                )
                .fix(Fix::replace("remove `@box`", span, "")),
            (Version::Two, known::ENUM) => ENUM_TRAIT
                .at(span, "`@enum` is deprecated")
                .here("deprecated since version 2")
                .help("declare an `enum` shape instead")
                .fixes(self.enum_shape(pending, target)),
            _ => return,
        };
        self.diagnostics.push(report.shape(target));
    }
}

impl Merger<'_> {
    /// Writes the values of `@enum` as an `enum` shape, where it says no more of them than that
    /// has a place for.
    fn enum_shape(&self, pending: Pending<'_>, target: ShapeId) -> Option<Fix> {
        let declaration = pending.declaration;
        let shape = self.index.shapes.get(&target)?.first.shape;
        let string = shape.shape_type == ShapeType::String && pending.subject.is_none();
        let before = declaration.span.file == shape.span.file
            && declaration.span.end < shape.span.start
            && shape.mixins.is_empty();
        let values = declaration.value.as_ref()?.as_array()?;
        if !(string && before) || values.is_empty() {
            return None;
        }
        let mut text = format!("enum {} {{\n", shape.id.name);
        for definition in values {
            let object = definition.as_object()?;
            let (name, value) = (definition.get_str("name")?, definition.get_str("value")?);
            let plain = |c: char| c != '"' && c != '\\' && !c.is_control();
            if object.iter().count() != 2
                || !crate::name::is_identifier(name)
                || !value.chars().all(plain)
            {
                return None;
            }
            text.push_str(&format!("    {name} = \"{value}\"\n"));
        }
        text.push('}');
        Some(Fix {
            title: format!("declare `enum {}`", shape.id.name),
            edits: vec![
                TextEdit {
                    span: declaration.span,
                    text: String::new(),
                },
                TextEdit {
                    span: shape.span,
                    text,
                },
            ],
        })
    }
}

/// Whether an application is the value written with `=`, which `lower` has judged.
fn is_assigned(pending: Pending<'_>) -> bool {
    let declaration = pending.declaration;
    let value = declaration.value.as_ref();
    value.is_some_and(|value| value.span == declaration.span)
}

/// The value of a trait of which only the name is written. The definition decides; where that is
/// unknown, an object is the likeliest.
fn annotation(shape_type: Option<ShapeType>, span: Span) -> Node {
    match shape_type {
        None | Some(ShapeType::Structure | ShapeType::Map) => Node::empty_object(span),
        Some(ShapeType::List | ShapeType::Set) => Node::new(Value::Array(Vec::new()), span),
        Some(_) => Node::null(span),
    }
}
