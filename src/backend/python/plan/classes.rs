//! Shapes that become classes of `models`, and their fields.

use rustc_hash::FxHashSet;

use crate::knowledge::contextual_name;
use crate::knowledge::http::error_status;
use crate::knowledge::nullability::{Consumer, default_value, is_optional};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::Value;

use super::super::docs::Text;
use super::super::literals::{py_int, py_string};
use super::super::names::{self, Scope};
use super::streams::{brings_events, events_of};
use super::{
    DefaultValue, Kind, Plan, deprecated_note, deprecation, documentation, documented, kind,
    member_documentation, python_name,
};

/// Attributes that every structure has already.
const MODEL_NAMES: [&str; 3] = ["as_dict", "from_dict", "self"];

/// Attributes that every error has already. `message` is not among them: it becomes the error's.
const ERROR_NAMES: [&str; 17] = [
    "add_note",
    "args",
    "as_dict",
    "attempts",
    "body",
    "code",
    "fault",
    "from_dict",
    "headers",
    "is_retry_safe",
    "is_throttling_error",
    "is_timeout_error",
    "request_id",
    "retry_after",
    "self",
    "status_code",
    "with_traceback",
];

/// A shape that is a class, or for a union several.
#[derive(Debug)]
pub struct Class<'m> {
    /// The shape.
    pub shape: &'m Shape,
    /// Its name; for a union the alias that groups the variants.
    pub name: String,
    /// What it says about itself.
    pub docs: Text,
    /// A sentence for where that begins with a long one, or is nothing.
    pub fallback: String,
    /// What `@deprecated` says, if it is there.
    pub deprecated: Option<String>,
    /// The rest.
    pub kind: ClassKind<'m>,
}

/// What a class is.
#[derive(Debug)]
pub enum ClassKind<'m> {
    /// A structure.
    Structure(Vec<Field<'m>>),
    /// A modeled error.
    Error {
        /// Its members.
        fields: Vec<Field<'m>>,
        /// Its HTTP status.
        status: u16,
        /// The class of the runtime that it inherits.
        base: &'static str,
        /// `client` or `server`.
        fault: &'m str,
    },
    /// An enum or intEnum.
    Enum {
        /// The known values.
        values: Vec<EnumValue>,
        /// The alias that inputs are typed with.
        literal: String,
        /// Whether the values are numbers.
        numbers: bool,
    },
    /// A union.
    Union {
        /// The variants.
        variants: Vec<Variant<'m>>,
        /// The class of what is not known.
        unknown: String,
    },
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// Its value as a literal.
    pub value: String,
    /// What it says about itself.
    pub docs: Option<Text>,
}

/// A variant of a union.
#[derive(Debug)]
pub struct Variant<'m> {
    /// The member.
    pub member: &'m Member,
    /// Its class.
    pub name: String,
    /// What it says about itself.
    pub docs: Text,
    /// A sentence for where that begins with a long one, or is nothing.
    pub fallback: String,
    /// Whether it is redacted in `repr`.
    pub sensitive: bool,
}

/// Whether a member is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Presence {
    /// Always: it has to be given.
    Required,
    /// Always: a default stands for it.
    Default(DefaultValue),
    /// It may be `None`.
    Optional,
}

/// A member as a field.
#[derive(Clone, Debug)]
pub struct Field<'m> {
    /// The member.
    pub member: &'m Member,
    /// The name of the attribute.
    pub name: String,
    /// Whether the class has it always.
    pub presence: Presence,
    /// Whether a request without it must not be sent.
    pub demanded: bool,
    /// Its kind.
    pub kind: Kind,
    /// Whether it is redacted in `repr`.
    pub sensitive: bool,
    /// What it says about itself.
    pub docs: Option<Text>,
    /// What `@deprecated` says, if it is there.
    pub deprecated: Option<String>,
}

impl Field<'_> {
    /// Its name in the model.
    pub fn wire(&self) -> &'static str {
        self.member.id.member.as_str()
    }

    /// Whether it is an error's message, which is always there.
    pub fn is_optional(&self) -> bool {
        self.presence == Presence::Optional
    }
}

impl<'m> Plan<'m> {
    /// Plans the classes of everything that the kept operations reach.
    pub(super) fn add_classes(&mut self, kept: &[ShapeId]) {
        let mut reached: Vec<&'m Shape> = self
            .in_inputs
            .union(&self.in_outputs)
            .filter_map(|id| self.model.shape(*id))
            .filter(|shape| is_class(shape))
            .collect();
        // Names of the service's own namespace win; then order is by id, which no edit of a file
        // changes.
        let own = self.service.id.namespace;
        reached.sort_unstable_by_key(|shape| (shape.id.namespace != own, shape.id));
        let mut scope = Scope::default();
        let mut classes: Vec<Class<'m>> = Vec::with_capacity(reached.len());
        for shape in reached {
            let wanted = python_name(shape).map_or_else(
                || names::pascal_case(contextual_name(self.service, shape.id)),
                str::to_owned,
            );
            let wanted = if names::is_builtin_class(&wanted) {
                format!("{wanted}_")
            } else {
                wanted
            };
            let name = scope.claim(&wanted);
            classes.push(self.class_of(shape, name));
        }
        // Names that we make up come after names that the model gives.
        for class in &mut classes {
            name_parts(class, &mut scope);
        }
        self.add_default_docs(kept, &mut classes);
        classes.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        for class in &classes {
            self.class_names.extend(all_names(class));
        }
        self.classes = classes
            .into_iter()
            .map(|class| (class.shape.id, class))
            .collect();
    }

    /// The alias that inputs of an enum are typed with; empty where it is none.
    pub fn literal_name(&self, id: ShapeId) -> &str {
        match self.classes.get(&id).map(|class| &class.kind) {
            Some(ClassKind::Enum { literal, .. }) => literal,
            _ => "",
        }
    }

    fn class_of(&self, shape: &'m Shape, name: String) -> Class<'m> {
        let kind = match shape.shape_type {
            ShapeType::Enum | ShapeType::IntEnum => enum_of(shape),
            ShapeType::Union => ClassKind::Union {
                variants: events_of(self.model, shape)
                    .into_iter()
                    .map(|member| self.variant_of(shape, member, &name))
                    .collect(),
                unknown: format!("{name}Unknown"),
            },
            _ => match shape.traits.text(known::ERROR) {
                Some(fault) => {
                    let status = error_status(shape).unwrap_or(500);
                    ClassKind::Error {
                        fields: self.fields_of(shape, true),
                        status,
                        base: status_class(status),
                        fault: if fault == "server" {
                            "server"
                        } else {
                            "client"
                        },
                    }
                }
                None => ClassKind::Structure(self.fields_of(shape, false)),
            },
        };
        Class {
            shape,
            name,
            docs: Text::default(),
            fallback: String::new(),
            deprecated: deprecation(&shape.traits),
            kind,
        }
    }

    fn variant_of(&self, union: &Shape, member: &'m Member, name: &str) -> Variant<'m> {
        let wire = member.id.member;
        let fallback = format!("The variant `{wire}` of `{name}`.");
        let mut docs = documented(&member.traits, &fallback);
        if let Some(message) = deprecation(&member.traits) {
            docs.push(deprecated_note(&message));
        }
        Variant {
            member,
            name: format!("{name}{}", names::pascal_case(wire.as_str())),
            docs,
            fallback,
            sensitive: union.has_trait(known::SENSITIVE) || self.is_sensitive(member),
        }
    }

    /// The fields of a structure in member order.
    fn fields_of(&self, shape: &'m Shape, error: bool) -> Vec<Field<'m>> {
        let mut scope = Scope::with(if error { &ERROR_NAMES } else { &MODEL_NAMES });
        let mut message_taken = false;
        let mut fields = Vec::with_capacity(shape.members.len());
        for member in shape.members.values() {
            let wire = member.id.member.as_str();
            let found = kind(self.model, member.target.id);
            // Events come after the output, which does not hold them.
            if brings_events(self.model, member) && !self.in_inputs.contains(&shape.id) {
                continue;
            }
            let message = error
                && !message_taken
                && found == Kind::String
                && wire.eq_ignore_ascii_case("message");
            let name = if message {
                message_taken = true;
                scope.claim("message")
            } else {
                let wanted = member
                    .traits
                    .text(known::PYTHON_NAME)
                    .filter(|name| names::is_identifier(name) && !name.starts_with('_'))
                    .map_or_else(|| names::snake_case(wire), str::to_owned);
                let wanted = if error && wanted == "message" {
                    "message_".into()
                } else {
                    wanted
                };
                scope.claim(&wanted)
            };
            let default = default_value(shape, member, Consumer::Client)
                .and_then(|node| DefaultValue::of(self.model, member.target.id, node));
            let presence = if found == Kind::Stream {
                if self.in_outputs.contains(&shape.id) && !self.in_inputs.contains(&shape.id) {
                    Presence::Required
                } else {
                    Presence::Optional
                }
            } else if found == Kind::EventStream && self.in_outputs.contains(&shape.id) {
                Presence::Optional
            } else if message {
                Presence::Default(DefaultValue::Literal(py_string("")))
            } else if let Some(default) = default {
                Presence::Default(default)
            } else if is_optional(self.model, shape, member, Consumer::Client)
                || !member.has_trait(known::REQUIRED)
            {
                Presence::Optional
            } else {
                Presence::Required
            };
            let loose = member.has_trait(known::CLIENT_OPTIONAL);
            let sensitive = shape.has_trait(known::SENSITIVE) || self.is_sensitive(member);
            fields.push(Field {
                member,
                name,
                presence,
                demanded: member.has_trait(known::HTTP_LABEL)
                    || (member.has_trait(known::REQUIRED) && !loose),
                kind: found,
                sensitive,
                docs: self.field_docs(member, sensitive),
                deprecated: deprecation(&member.traits),
            });
        }
        fields
    }

    /// What is said about a member.
    fn field_docs(&self, member: &Member, sensitive: bool) -> Option<Text> {
        let token = member.has_trait(known::IDEMPOTENCY_TOKEN);
        let mut text = member_documentation(self.model, member)
            .or_else(|| token.then(|| Text::plain("Filled in when absent.")));
        if sensitive {
            text.get_or_insert_default()
                .push("Sensitive: `repr` does not show it.");
        }
        text
    }

    /// Whether a value must not be shown: the member, its target, or what a list or map holds is
    /// `@sensitive`.
    fn is_sensitive(&self, member: &Member) -> bool {
        if member.has_trait(known::SENSITIVE) {
            return true;
        }
        let mut seen = FxHashSet::default();
        let mut waiting = vec![member.target.id];
        while let Some(id) = waiting.pop() {
            let Some(shape) = self.model.shape(id) else {
                continue;
            };
            if shape.has_trait(known::SENSITIVE) {
                return true;
            }
            if matches!(
                shape.shape_type,
                ShapeType::List | ShapeType::Set | ShapeType::Map
            ) && seen.insert(id)
            {
                waiting.extend(shape.members.values().map(|member| member.target.id));
            }
        }
        false
    }

    /// A shape that says nothing about itself says at least what it is.
    fn add_default_docs(&self, kept: &[ShapeId], classes: &mut [Class<'m>]) {
        let mut roles: rustc_hash::FxHashMap<ShapeId, String> = rustc_hash::FxHashMap::default();
        for id in kept {
            let Some(shape) = self.model.shape(*id) else {
                continue;
            };
            let Some(operation) = shape.operation() else {
                continue;
            };
            let name = contextual_name(self.service, *id);
            for (target, role) in [
                (operation.input.id, "Input"),
                (operation.output.id, "Output"),
            ] {
                roles
                    .entry(target)
                    .or_insert_with(|| format!("{role} of `{name}`."));
            }
        }
        for class in classes {
            let name = &class.name;
            class.fallback = match (&class.kind, roles.get(&class.shape.id)) {
                (ClassKind::Structure(_), Some(role)) => role.clone(),
                (ClassKind::Structure(_), None) => format!("The structure `{name}`."),
                (ClassKind::Error { .. }, _) => format!("The error `{name}`."),
                (ClassKind::Enum { .. }, _) => {
                    format!("The known values of `{name}`; others may come.")
                }
                (ClassKind::Union { .. }, _) => format!("The union `{name}`."),
            };
            class.docs = documented(&class.shape.traits, &class.fallback);
            if let Some(message) = &class.deprecated {
                class.docs.push(deprecated_note(message));
            }
        }
    }
}

fn is_class(shape: &Shape) -> bool {
    shape.id != known::UNIT
        && matches!(
            shape.shape_type,
            ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum
        )
}

fn enum_of<'m>(shape: &Shape) -> ClassKind<'m> {
    let numbers = shape.shape_type == ShapeType::IntEnum;
    let mut scope = Scope::default();
    let mut seen = FxHashSet::default();
    let mut values = Vec::new();
    for member in shape.members.values() {
        let value = match member
            .trait_value(known::ENUM_VALUE)
            .map(|node| &node.value)
        {
            Some(Value::String(text)) if !numbers => py_string(text),
            Some(Value::Number(number)) if numbers => match py_int(number) {
                Some(text) => text,
                None => continue,
            },
            _ if numbers => continue,
            _ => py_string(member.id.member.as_str()),
        };
        // Python makes a second name of an equal value an alias, and type checkers complain.
        if !seen.insert(value.clone()) {
            continue;
        }
        values.push(EnumValue {
            name: scope.claim(&names::upper_case(member.id.member.as_str())),
            value,
            docs: value_docs(member),
        });
    }
    ClassKind::Enum {
        values,
        literal: String::new(),
        numbers,
    }
}

fn value_docs(member: &Member) -> Option<Text> {
    let docs = documentation(&member.traits);
    match deprecation(&member.traits) {
        Some(message) => Some(docs.unwrap_or_default().after(deprecated_note(&message))),
        None => docs,
    }
}

/// Settles the names that a class brings beside its own.
fn name_parts(class: &mut Class<'_>, scope: &mut Scope) {
    match &mut class.kind {
        ClassKind::Enum { literal, .. } => {
            *literal = scope.claim(&format!("{}Literal", class.name));
        }
        ClassKind::Union { variants, unknown } => {
            for variant in variants {
                variant.name = scope.claim(&variant.name);
            }
            *unknown = scope.claim(unknown);
        }
        ClassKind::Structure(_) | ClassKind::Error { .. } => {}
    }
}

fn all_names(class: &Class<'_>) -> Vec<String> {
    let mut found = vec![class.name.clone()];
    match &class.kind {
        ClassKind::Enum { literal, .. } => found.push(literal.clone()),
        ClassKind::Union { variants, unknown } => {
            found.extend(variants.iter().map(|variant| variant.name.clone()));
            found.push(unknown.clone());
        }
        ClassKind::Structure(_) | ClassKind::Error { .. } => {}
    }
    found
}

/// The class of the runtime for a status.
fn status_class(status: u16) -> &'static str {
    match status {
        400 => "BadRequestError",
        401 => "AuthenticationError",
        403 => "PermissionDeniedError",
        404 => "NotFoundError",
        409 => "ConflictError",
        422 => "UnprocessableEntityError",
        429 => "RateLimitError",
        500.. => "InternalServerError",
        _ => "ApiError",
    }
}
