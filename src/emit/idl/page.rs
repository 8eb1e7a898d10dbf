//! A text under construction: names, values and traits.
//!
//! The page knows its namespace and which names it has brought in with `use`, so that a shape is
//! named as briefly as it can be without being mistaken for another. It knows how deep the text
//! stands in brackets, because the IDL bounds that. It knows nothing of the shapes' own syntax.

use rustc_hash::FxHashMap;

use crate::diag::Diagnostics;
use crate::model::{AppliedTrait, Member, Model, Shape, TraitSource, Traits};
use crate::name::{ShapeId, ShapeType, is_identifier, known};
use crate::node::{IDL_DEPTH_LIMIT, Node, Object, Value};
use crate::text::Symbol;

use super::NOT_WRITABLE;
use super::strings::{self, Quoting};
use crate::emit::own::{self, OwnMetadata};

/// Where traits stand, which decides what is written otherwise than as `@trait(value)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Before a shape: documentation is a comment.
    Shape,
    /// Before a member: the default is behind it, too.
    Member,
    /// In `apply`: every trait is written as such.
    Apply,
}

/// What a value is for, as far as its text depends on it.
#[derive(Clone, Copy)]
struct Slot<'m> {
    /// Whether it is the id of a shape.
    names_shape: bool,
    shape: &'m Shape,
}

/// A text under construction.
pub(super) struct Page<'m> {
    pub(super) model: &'m Model,
    namespace: Option<Symbol>,
    /// The shapes brought in by `use`, by their names.
    uses: FxHashMap<Symbol, ShapeId>,
    out: String,
    /// How many brackets are open.
    depth: usize,
    reports: Diagnostics,
}

impl<'m> Page<'m> {
    /// An empty page for a namespace, or for metadata alone.
    pub(super) fn new(model: &'m Model, namespace: Option<Symbol>) -> Self {
        Self {
            model,
            namespace,
            uses: FxHashMap::default(),
            out: String::new(),
            depth: 0,
            reports: Diagnostics::new(),
        }
    }

    /// Takes what was written so far.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// What was written, the `use` statements it needs, sorted, and what could not be written.
    pub(super) fn finish(self) -> (String, Vec<ShapeId>, Diagnostics) {
        let mut uses: Vec<ShapeId> = self.uses.into_values().collect();
        uses.sort();
        (self.out, uses, self.reports)
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes an opening bracket.
    pub(super) fn open(&mut self, bracket: &str) {
        self.out.push_str(bracket);
        self.depth += 1;
    }

    /// Writes a closing bracket.
    pub(super) fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        self.out.push_str(bracket);
    }

    /// Writes a name that may be used for a key: quoted where it is no identifier.
    pub(super) fn key(&mut self, key: &str) {
        self.key_as(key, Quoting::Idl);
    }

    fn key_as(&mut self, key: &str, quoting: Quoting) {
        if is_identifier(key) {
            self.out.push_str(key);
        } else {
            strings::quote(&mut self.out, key, quoting);
        }
        self.out.push_str(": ");
    }

    /// Writes a text in quotes.
    pub(super) fn quoted(&mut self, text: &str) {
        strings::quote(&mut self.out, text, Quoting::Idl);
    }

    /// Writes a statement of metadata.
    pub(super) fn metadata(&mut self, key: &str, value: &OwnMetadata<'_>) {
        self.out.push_str("metadata ");
        if is_identifier(key) {
            self.out.push_str(key);
        } else {
            self.quoted(key);
        }
        self.out.push_str(" = ");
        match value {
            OwnMetadata::Whole(value) => self.value(value, None, Quoting::Idl),
            OwnMetadata::Elements(elements) => {
                self.open("[\n");
                for element in elements {
                    self.value(element, None, Quoting::Idl);
                    self.out.push('\n');
                }
                self.close("]");
            }
        }
        self.out.push('\n');
    }

    /// Writes the id of a shape or member.
    pub(super) fn id(&mut self, id: ShapeId) {
        if self.is_relative(id) {
            self.out.push_str(&id.relative());
        } else {
            self.out.push_str(&id.to_string());
        }
    }

    /// Whether an id can be written without its namespace. A `use` statement is noted where one
    /// makes that possible.
    fn is_relative(&mut self, id: ShapeId) -> bool {
        let shape = id.root();
        let as_in = |namespace| self.model.shape(ShapeId { namespace, ..shape });
        let is_public = |shape: &Shape| !shape.has_trait(known::PRIVATE);
        if let Some(namespace) = self.namespace {
            if shape.namespace == namespace {
                return true;
            }
            if as_in(namespace).is_some() {
                return false;
            }
        }
        let in_prelude = as_in(known::PRELUDE).is_some_and(is_public);
        if in_prelude {
            return shape.namespace == known::PRELUDE;
        }
        let used = *self.uses.entry(shape.name).or_insert(shape);
        used == shape && !id.is_member()
    }

    fn slot(&self, member: &'m Member) -> Option<Slot<'m>> {
        let shape = self.model.target(member)?;
        Some(Slot {
            names_shape: member.has_trait(known::ID_REF) || shape.has_trait(known::ID_REF),
            shape,
        })
    }

    /// Writes a value as JSON has it, which is how defaults and the values of enums are written.
    pub(super) fn json_value(&mut self, node: &Node) {
        self.value(node, None, Quoting::Json);
    }

    /// As deep as the node is, and no deeper than the IDL allows.
    fn value(&mut self, node: &Node, slot: Option<Slot<'m>>, quoting: Quoting) {
        match &node.value {
            Value::Null => self.out.push_str("null"),
            Value::Boolean(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => self.out.push_str(number.as_str()),
            Value::String(text) => match self.named_shape(text, slot) {
                Some(id) => self.shape_value(id),
                None => strings::quote(&mut self.out, text, quoting),
            },
            Value::ShapeId(text) => strings::quote(&mut self.out, text.as_str(), quoting),
            Value::Array(elements) => {
                if self.is_too_deep(node) {
                    return;
                }
                let slot = match slot.map(|slot| (slot, slot.shape.shape_type)) {
                    Some((slot, ShapeType::List | ShapeType::Set)) => slot
                        .shape
                        .member(known::member::MEMBER)
                        .and_then(|member| self.slot(member)),
                    other => other.map(|(slot, _)| slot),
                };
                self.open("[\n");
                for element in elements {
                    self.value(element, slot, quoting);
                    self.out.push('\n');
                }
                self.close("]");
            }
            Value::Object(object) => {
                if self.is_too_deep(node) {
                    return;
                }
                self.open("{\n");
                self.entries(object, slot, quoting);
                self.close("}");
            }
        }
    }

    fn is_too_deep(&mut self, node: &Node) -> bool {
        let too_deep = self.depth >= IDL_DEPTH_LIMIT;
        if too_deep {
            self.reports.push(
                NOT_WRITABLE
                    .at(node.span, "this value nests too deep for the IDL")
                    .here(format!("more than {IDL_DEPTH_LIMIT} brackets deep"))
                    .note("JSON AST may nest deeper")
                    .help("keep this model as JSON AST, or make the value flatter"),
            );
        }
        too_deep
    }

    /// The shape that a text names, where the text is there to name one and the shape exists.
    fn named_shape(&self, text: &str, slot: Option<Slot<'m>>) -> Option<ShapeId> {
        slot.filter(|slot| slot.names_shape)?;
        let id = ShapeId::parse(text)?;
        self.model.shape_type(id).map(|_| id)
    }

    /// Writes a shape id where a value is expected.
    fn shape_value(&mut self, id: ShapeId) {
        let is_keyword = matches!(id.name.as_str(), "true" | "false" | "null");
        if is_keyword && !id.is_member() {
            self.out.push_str(&id.to_string());
        } else {
            self.id(id);
        }
    }

    fn entries(&mut self, object: &Object, slot: Option<Slot<'m>>, quoting: Quoting) {
        for entry in object.iter() {
            let slot = slot.and_then(|slot| match slot.shape.shape_type {
                ShapeType::Map => self.slot(slot.shape.member(known::member::VALUE)?),
                ShapeType::Structure | ShapeType::Union => {
                    self.slot(slot.shape.member(Symbol::intern(&entry.key))?)
                }
                _ => Some(slot),
            });
            self.key_as(&entry.key, quoting);
            self.value(&entry.value, slot, quoting);
            self.out.push('\n');
        }
    }

    /// Writes traits, those from mixins left out, each on a line: documentation first, the others
    /// in the order of their ids.
    pub(super) fn traits(&mut self, traits: &Traits, place: Place) {
        self.own_traits(own_traits(traits).collect(), place);
    }

    /// Writes the traits of an inline shape, which has the marker without its being written.
    pub(super) fn inline_traits(&mut self, traits: &Traits, marker: ShapeId) {
        let own = own_traits(traits).filter(|applied| applied.id != marker);
        self.own_traits(own.collect(), Place::Shape);
    }

    fn own_traits(&mut self, mut traits: Vec<&AppliedTrait>, place: Place) {
        traits.sort_by_cached_key(|applied| own::collation(applied.id));
        if place != Place::Apply {
            let documentation = traits
                .iter()
                .find(|applied| applied.id == known::DOCUMENTATION)
                .and_then(|applied| comment_of(applied));
            if let Some(text) = documentation {
                strings::comment(&mut self.out, text);
            }
        }
        for applied in traits {
            let is_elsewhere = match applied.id {
                known::DOCUMENTATION => place != Place::Apply && comment_of(applied).is_some(),
                known::ENUM_VALUE => true,
                known::DEFAULT => place == Place::Member,
                _ => false,
            };
            if !is_elsewhere {
                self.applied(applied);
            }
        }
    }

    fn applied(&mut self, applied: &AppliedTrait) {
        self.out.push('@');
        self.id(applied.id);
        let value = &*applied.value;
        let slot = self.model.shape(applied.id).map(|shape| Slot {
            names_shape: shape.has_trait(known::ID_REF),
            shape,
        });
        // Without a value, these have the empty object; others may have something else.
        let is_annotation = slot.is_some_and(|slot| {
            matches!(slot.shape.shape_type, ShapeType::Structure | ShapeType::Map)
        });
        match value.as_object() {
            Some(object) if object.is_empty() && is_annotation => {}
            Some(object) if !object.is_empty() => {
                self.open("(\n");
                self.entries(object, slot, Quoting::Idl);
                self.close(")");
            }
            _ => {
                self.open("(");
                self.value(value, slot, Quoting::Idl);
                self.close(")");
            }
        }
        self.out.push('\n');
    }
}

/// The traits that a shape or member has of its own. `@box` only says something in 1.0.
pub(super) fn own_traits(traits: &Traits) -> impl Iterator<Item = &AppliedTrait> {
    traits
        .iter()
        .filter(|applied| applied.source != TraitSource::Mixin && applied.id != known::BOX)
}

/// The text of a documentation trait that can be a comment.
fn comment_of(applied: &AppliedTrait) -> Option<&str> {
    applied
        .value
        .as_str()
        .filter(|text| strings::fits_comment(text))
}
