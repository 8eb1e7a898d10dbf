//! The syntax of shapes.
//!
//! Members that a mixin brings are not written again; what the shape adds to them becomes an
//! `apply` statement behind it. The input and output of an operation are written inside it where
//! that gives the same shapes back. (Specification: "Inline input / output shapes".)

use rustc_hash::FxHashSet;

use crate::emit::own;
use crate::model::{Member, Model, Operation, Reference, Resource, Service, Shape, TraitSource};
use crate::name::{ShapeId, ShapeType, known};

use super::collections::{Collection, Collections, LEVELS};
use super::page::{Page, Place, own_traits};

/// The input or output of an operation.
struct Message {
    key: &'static str,
    /// How the name of an inline shape ends where no control statement says otherwise.
    suffix: &'static str,
    /// The trait that an inline shape has without its being written.
    marker: ShapeId,
}

const INPUT: Message = Message {
    key: "input",
    suffix: "Input",
    marker: known::INPUT,
};

const OUTPUT: Message = Message {
    key: "output",
    suffix: "Output",
    marker: known::OUTPUT,
};

impl Message {
    /// The shape that a message is, where an inline shape would be the same.
    fn inline<'m>(
        &self,
        model: &'m Model,
        operation: ShapeId,
        message: Reference,
    ) -> Option<&'m Shape> {
        let id = message.id;
        let suffix = id.name.as_str().strip_prefix(operation.name.as_str());
        if id.namespace != operation.namespace || suffix != Some(self.suffix) {
            return None;
        }
        let shape = model.shape(id)?;
        let marked = shape.traits.get(self.marker)?;
        let is_own = marked.source != TraitSource::Mixin;
        (is_own && shape.shape_type == ShapeType::Structure).then_some(shape)
    }
}

/// Writes the shapes of a page.
pub(super) struct Shapes<'p, 'm> {
    page: &'p mut Page<'m>,
    /// The shapes that are written inside their operations.
    inline: FxHashSet<ShapeId>,
    /// Those that are written inside the members that target them.
    collections: Collections,
}

impl<'p, 'm> Shapes<'p, 'm> {
    /// A writer for these shapes, all of one namespace.
    pub(super) fn new(page: &'p mut Page<'m>, shapes: &[&'m Shape]) -> Self {
        let mut inline = FxHashSet::default();
        for shape in shapes {
            if let Some(operation) = shape.operation() {
                let input = INPUT.inline(page.model, shape.id, operation.input);
                let output = OUTPUT.inline(page.model, shape.id, operation.output);
                inline.extend(input.into_iter().chain(output).map(|shape| shape.id));
            }
        }
        let collections = Collections::find(page.model, shapes);
        Self {
            page,
            inline,
            collections,
        }
    }

    /// The version of the IDL that the shapes need.
    pub(super) fn version(&self) -> &'static str {
        if self.collections.is_empty() {
            "2.0"
        } else {
            "2.1"
        }
    }

    /// Writes the shapes in their order.
    pub(super) fn write(mut self, shapes: &[&'m Shape]) {
        for shape in shapes {
            if !self.inline.contains(&shape.id) && !self.collections.contains(shape.id) {
                self.shape(shape);
            }
        }
    }

    fn shape(&mut self, shape: &'m Shape) {
        self.page.traits(&shape.traits, Place::Shape);
        let shape_type = match shape.shape_type {
            // Sets are lists since 2.0, and say so with `@uniqueItems`.
            ShapeType::Set => ShapeType::List,
            other => other,
        };
        self.page.text(shape_type.as_str());
        self.page.text(" ");
        self.page.text(shape.id.name.as_str());
        self.page.text(" ");
        self.mixins(shape);
        match shape_type {
            ShapeType::Service => self.service(shape),
            ShapeType::Resource => self.resource(shape),
            ShapeType::Operation => {
                if let Some(operation) = shape.operation() {
                    self.operation(shape, operation);
                }
            }
            ShapeType::List
            | ShapeType::Map
            | ShapeType::Structure
            | ShapeType::Union
            | ShapeType::Enum
            | ShapeType::IntEnum => {
                self.members(shape);
                self.page.text("\n");
                self.apply(shape);
            }
            _ => {}
        }
        self.page.text("\n");
    }

    fn mixins(&mut self, shape: &Shape) {
        if shape.mixins.is_empty() {
            return;
        }
        self.page.open("with [\n");
        for mixin in &shape.mixins {
            self.page.id(mixin.id);
            self.page.text("\n");
        }
        self.page.close("] ");
    }

    fn members(&mut self, shape: &'m Shape) {
        let in_enum = matches!(shape.shape_type, ShapeType::Enum | ShapeType::IntEnum);
        self.page.open("{\n");
        for member in shape.members.values() {
            if !member.mixins.is_empty() {
                continue;
            }
            if in_enum {
                self.enum_member(member);
            } else {
                self.member(member);
            }
        }
        self.page.close("}");
    }

    fn member(&mut self, member: &'m Member) {
        self.page.traits(&member.traits, Place::Member);
        self.page.text(member.id.member.as_str());
        self.page.text(": ");
        self.target(member.target.id, LEVELS);
        if let Some(default) = member.trait_value(known::DEFAULT) {
            self.page.text(" = ");
            self.page.json_value(default);
        }
        self.page.text("\n");
    }

    /// The target of a member. Recursion is bounded by the levels that are left.
    fn target(&mut self, id: ShapeId, levels: usize) {
        let inner = levels.checked_sub(1);
        let collection = inner.and_then(|inner| {
            let collection = self.collections.get(self.page.model, id)?;
            Some((collection, inner))
        });
        match collection {
            None => self.page.id(id),
            Some((Collection::List(member), inner)) => {
                self.page.open("[");
                self.target(member, inner);
                self.page.close("]");
            }
            Some((Collection::Map(key, value), inner)) => {
                self.page.open("{");
                self.target(key, inner);
                self.page.text(": ");
                self.target(value, inner);
                self.page.close("}");
            }
        }
    }

    fn enum_member(&mut self, member: &'m Member) {
        self.page.traits(&member.traits, Place::Shape);
        let name = member.id.member.as_str();
        self.page.text(name);
        let value = member.trait_value(known::ENUM_VALUE);
        if let Some(value) = value.filter(|value| value.as_str() != Some(name)) {
            self.page.text(" = ");
            self.page.json_value(value);
        }
        self.page.text("\n");
    }

    /// What a shape adds to the members of its mixins.
    fn apply(&mut self, shape: &'m Shape) {
        for member in shape.members.values() {
            if member.mixins.is_empty() {
                continue;
            }
            let added = own_traits(&member.traits).filter(|one| one.id != known::ENUM_VALUE);
            let added = added.count();
            if added == 0 {
                continue;
            }
            self.page.text("apply ");
            self.page.id(member.id);
            self.page.text(" ");
            if added > 1 {
                self.page.open("{\n");
            }
            self.page.traits(&member.traits, Place::Apply);
            if added > 1 {
                self.page.close("}\n");
            }
        }
    }

    fn operation(&mut self, shape: &'m Shape, operation: &'m Operation) {
        self.page.open("{\n");
        let input = self.message(shape.id, &INPUT, operation.input);
        let output = self.message(shape.id, &OUTPUT, operation.output);
        self.list("errors", own::references(shape, &operation.errors));
        self.page.close("}\n");
        for inline in [input, output].into_iter().flatten() {
            self.apply(inline);
        }
    }

    /// The input or output of an operation; the shape, where it was written inside.
    fn message(
        &mut self,
        operation: ShapeId,
        message: &Message,
        reference: Reference,
    ) -> Option<&'m Shape> {
        self.page.text(message.key);
        let Some(shape) = message.inline(self.page.model, operation, reference) else {
            self.page.text(": ");
            self.page.id(reference.id);
            self.page.text("\n");
            return None;
        };
        self.page.text(" :=\n");
        self.page.inline_traits(&shape.traits, message.marker);
        self.mixins(shape);
        self.members(shape);
        self.page.text("\n");
        Some(shape)
    }

    fn service(&mut self, shape: &'m Shape) {
        self.page.open("{\n");
        if let Some(service) = shape.service() {
            self.service_properties(shape, service);
        }
        self.page.close("}\n");
    }

    fn service_properties(&mut self, shape: &Shape, service: &Service) {
        if let Some(version) = own::version(shape, service) {
            self.page.key("version");
            self.page.quoted(version);
            self.page.text("\n");
        }
        self.list("operations", own::references(shape, &service.operations));
        self.list("resources", own::references(shape, &service.resources));
        self.list("errors", own::references(shape, &service.errors));
        let renamed = service.rename.iter();
        let mut renamed = renamed
            .filter(|rename| own::is_own(shape, rename.name.span))
            .peekable();
        if renamed.peek().is_some() {
            self.page.key("rename");
            self.page.open("{\n");
            for rename in renamed {
                self.page.key(&rename.shape.id.to_string());
                self.page.quoted(&rename.name.value);
                self.page.text("\n");
            }
            self.page.close("}\n");
        }
    }

    fn resource(&mut self, shape: &'m Shape) {
        self.page.open("{\n");
        if let Some(resource) = shape.resource() {
            self.resource_properties(shape, resource);
        }
        self.page.close("}\n");
    }

    fn resource_properties(&mut self, shape: &Shape, resource: &Resource) {
        let mut identifiers: Vec<_> = resource.identifiers.iter().collect();
        identifiers.sort_by_key(|identifier| identifier.name.as_str());
        let properties = resource.properties.iter().collect();
        for (key, members) in [("identifiers", identifiers), ("properties", properties)] {
            if members.is_empty() {
                continue;
            }
            self.page.key(key);
            self.page.open("{\n");
            for member in members {
                self.page.key(member.name.as_str());
                self.page.id(member.target.id);
                self.page.text("\n");
            }
            self.page.close("}\n");
        }
        for (name, operation) in resource.lifecycle() {
            self.page.key(name);
            self.page.id(operation.id);
            self.page.text("\n");
        }
        for (key, references) in [
            ("operations", &resource.operations),
            ("collectionOperations", &resource.collection_operations),
            ("resources", &resource.resources),
        ] {
            self.list(key, own::references(shape, references));
        }
    }

    fn list(&mut self, key: &str, ids: Vec<ShapeId>) {
        if ids.is_empty() {
            return;
        }
        self.page.key(key);
        self.page.open("[\n");
        for id in ids {
            self.page.id(id);
            self.page.text("\n");
        }
        self.page.close("]\n");
    }
}
