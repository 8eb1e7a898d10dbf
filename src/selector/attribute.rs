//! Attributes of shapes: what a path such as `trait|range|min` leads to.
//! (Specification: "Selectors", attributes.)

use std::borrow::Cow;
use std::cell::Cell;

use crate::knowledge::{Index, Number, Subject};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Value as NodeValue};

use super::compare::{compare, is_true};
use super::tree::{Assertion, Attribute, Key, Name, Operand, Scoped};

/// What a path leads to.
#[derive(Clone, Debug)]
pub(super) enum Value<'v> {
    Nothing,
    Text(Cow<'v, str>),
    Id(ShapeId),
    Shape(Subject<'v>),
    Service(&'v Shape),
    Traits(Subject<'v>),
    Variables,
    Node(&'v Node),
    /// The key of an object.
    Key(&'v str),
    /// The `@enum` trait that stands for the members of an enum shape.
    Definitions(&'v Shape),
    /// One entry of it.
    Definition(&'v Member),
    /// The `tags` of one entry.
    Tags(&'v Member),
    /// A projection. It is kept flat: comparing, counting and pathing treat what a projection
    /// inside a projection holds as if it were held directly.
    Many(Vec<Value<'v>>),
}

/// What an attribute can refer to beside its shape, and what looking at it costs.
pub(super) struct Scope<'s, 'm> {
    pub index: &'s Index<'m>,
    /// The shapes of a variable.
    pub variable: &'s dyn Fn(&str) -> Vec<Number>,
    pub work: &'s Cell<usize>,
    pub limit: usize,
}

impl Scope<'_, '_> {
    pub fn spend(&self, work: usize) {
        self.work.set(self.work.get().saturating_add(work));
    }

    pub fn is_spent(&self) -> bool {
        self.work.get() > self.limit
    }
}

impl Attribute {
    /// Whether a shape or member satisfies it. Linear in the trait values it looks at, and in
    /// the values it compares them with.
    pub fn matches<'m>(&self, subject: Subject<'m>, scope: &Scope<'_, 'm>) -> bool {
        let found = Value::Shape(subject).path(&self.path, scope);
        match &self.comparison {
            None => found.is_present(),
            Some(comparison) => {
                let texts = comparison.values.iter();
                let right: Vec<Value<'_>> = texts
                    .map(|text| Value::Text(Cow::Borrowed(&**text)))
                    .collect();
                compare(
                    &found,
                    comparison.comparator,
                    &right,
                    comparison.insensitive,
                    scope,
                )
            }
        }
    }
}

impl Scoped {
    /// Whether a shape or member satisfies all assertions at once for one value of the scope.
    pub fn matches<'m>(&self, subject: Subject<'m>, scope: &Scope<'_, 'm>) -> bool {
        match Value::Shape(subject).path(&self.scope, scope) {
            Value::Many(values) => values.iter().any(|value| self.holds(value, scope)),
            value => value.is_present() && self.holds(&value, scope),
        }
    }

    fn holds<'m>(&self, value: &Value<'m>, scope: &Scope<'_, 'm>) -> bool {
        self.assertions.iter().all(|one| one.holds(value, scope))
    }
}

impl Assertion {
    fn holds<'m>(&self, value: &Value<'m>, scope: &Scope<'_, 'm>) -> bool {
        let left = self.left.of(value, scope);
        let right = self.right.iter().map(|right| right.of(value, scope));
        let right: Vec<Value<'_>> = right.collect();
        compare(&left, self.comparator, &right, self.insensitive, scope)
    }
}

impl Operand {
    fn of<'v, 'm: 'v>(&'v self, value: &Value<'m>, scope: &Scope<'_, 'm>) -> Value<'v> {
        match self {
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Path(path) => value.clone().path(path, scope),
        }
    }
}

impl<'m> Value<'m> {
    pub fn path(self, keys: &[Key], scope: &Scope<'_, 'm>) -> Self {
        let mut value = self;
        for key in keys {
            if !value.is_present() {
                break;
            }
            value = value.step(key, scope);
        }
        value
    }

    /// Whether it satisfies existence checks. A `null` does not, nor does an empty projection.
    pub fn is_present(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Many(values) => !values.is_empty(),
            Self::Node(node) => !node.is_null(),
            _ => true,
        }
    }

    fn step(self, key: &Key, scope: &Scope<'_, 'm>) -> Self {
        scope.spend(1);
        let Self::Many(values) = self else {
            return self.step_one(key, scope);
        };
        if *key == Key::First {
            return values.into_iter().next().unwrap_or(Self::Nothing);
        }
        scope.spend(values.len());
        let mut found = Vec::with_capacity(values.len());
        for value in values {
            if scope.is_spent() {
                break;
            }
            match value.step_one(key, scope) {
                Self::Many(more) => found.extend(more),
                value if value.is_present() => found.push(value),
                _ => {}
            }
        }
        Self::Many(found)
    }

    fn step_one(self, key: &Key, scope: &Scope<'_, 'm>) -> Self {
        match self {
            Self::Shape(subject) => Self::attribute(subject, key),
            Self::Traits(subject) => Self::of_traits(subject, key, scope),
            Self::Variables => Self::variable(key, scope),
            Self::Id(id) => match key {
                Key::Name(name) => match &*name.text {
                    "namespace" => Self::borrowed(id.namespace.as_str()),
                    "name" => Self::borrowed(id.name.as_str()),
                    "member" if id.is_member() => Self::borrowed(id.member.as_str()),
                    _ => Self::Nothing,
                },
                Key::Length => Self::length(id.to_string().chars().count()),
                _ => Self::Nothing,
            },
            Self::Service(shape) => match key.as_name() {
                Some("id") => Self::Id(shape.id),
                // A service without a version has the empty one.
                Some("version") => Self::borrowed(
                    shape
                        .service()
                        .and_then(|service| service.version.as_ref())
                        .map_or("", |version| &version.value),
                ),
                _ => Self::Nothing,
            },
            Self::Text(text) if *key == Key::Length => Self::length(text.chars().count()),
            Self::Key(text) if *key == Key::Length => Self::length(text.chars().count()),
            Self::Node(node) => Self::of_node(node, key, scope),
            Self::Definitions(shape) => match key {
                Key::Values => {
                    scope.spend(shape.members.len());
                    Self::Many(shape.members.values().map(Self::Definition).collect())
                }
                Key::Length => Self::length(shape.members.len()),
                _ => Self::Nothing,
            },
            Self::Definition(member) => Self::of_definition(member, key),
            Self::Tags(member) => match key {
                Key::Values => Self::Many(tags(member).collect()),
                Key::Length => Self::length(tags(member).count()),
                _ => Self::Nothing,
            },
            Self::Nothing | Self::Text(_) | Self::Key(_) | Self::Many(_) => Self::Nothing,
        }
    }

    fn attribute(subject: Subject<'m>, key: &Key) -> Self {
        match key.as_name() {
            Some("id") => Self::Id(subject.id()),
            Some("trait") => Self::Traits(subject),
            Some("var") => Self::Variables,
            Some("service") if subject.shape_type() == ShapeType::Service => {
                Self::Service(subject.container())
            }
            _ => Self::Nothing,
        }
    }

    fn of_traits(subject: Subject<'m>, key: &Key, scope: &Scope<'_, 'm>) -> Self {
        let traits = subject.traits();
        scope.spend(traits.len());
        match key {
            Key::Name(Name { id: Some(id), .. }) => match traits.value(*id) {
                Some(value) => Self::Node(value),
                None if has_trait(subject, *id) => Self::Definitions(subject.container()),
                None => Self::Nothing,
            },
            Key::Keys => Self::Many(traits.iter().map(|applied| Self::Id(applied.id)).collect()),
            Key::Values => Self::Many(
                traits
                    .iter()
                    .map(|applied| Self::Node(&applied.value))
                    .collect(),
            ),
            Key::Length => Self::length(traits.len()),
            _ => Self::Nothing,
        }
    }

    fn variable(key: &Key, scope: &Scope<'_, 'm>) -> Self {
        let Some(name) = key.as_name() else {
            return Self::Many(Vec::new());
        };
        let numbers = (scope.variable)(name);
        scope.spend(numbers.len());
        let subjects = numbers
            .into_iter()
            .filter_map(|one| scope.index.subject(one));
        Self::Many(subjects.map(Self::Shape).collect())
    }

    fn of_node(node: &'m Node, key: &Key, scope: &Scope<'_, 'm>) -> Self {
        match (&node.value, key) {
            (NodeValue::Object(object), Key::Name(name)) => {
                scope.spend(object.entries.len());
                object.get(&name.text).map_or(Self::Nothing, Self::Node)
            }
            (NodeValue::Object(object), Key::Keys) => {
                scope.spend(object.entries.len());
                Self::Many(object.iter().map(|entry| Self::Key(&entry.key)).collect())
            }
            (NodeValue::Object(object), Key::Values) => {
                scope.spend(object.entries.len());
                Self::Many(
                    object
                        .iter()
                        .map(|entry| Self::Node(&entry.value))
                        .collect(),
                )
            }
            (NodeValue::Array(elements), Key::Values) => {
                scope.spend(elements.len());
                Self::Many(elements.iter().map(Self::Node).collect())
            }
            (NodeValue::Object(object), Key::Length) => Self::length(object.entries.len()),
            (NodeValue::Array(elements), Key::Length) => Self::length(elements.len()),
            (NodeValue::String(text), Key::Length) => {
                scope.spend(text.len() / BYTES_A_STEP);
                Self::length(text.chars().count())
            }
            _ => Self::Nothing,
        }
    }

    /// A property of an entry of the `@enum` trait that a member of an enum stands for.
    fn of_definition(member: &'m Member, key: &Key) -> Self {
        let node = |id| member.trait_value(id).map_or(Self::Nothing, Self::Node);
        let property = |name: &str| match name {
            "name" => Self::borrowed(member.id.member.as_str()),
            "value" => node(known::ENUM_VALUE),
            "documentation" => node(known::DOCUMENTATION),
            "deprecated" if member.has_trait(known::DEPRECATED) => Self::borrowed("true"),
            "tags" if tags(member).next().is_some() => Self::Tags(member),
            _ => Self::Nothing,
        };
        const NAMES: [&str; 5] = ["value", "name", "documentation", "tags", "deprecated"];
        let present = || {
            let all = NAMES.into_iter().map(|name| (name, property(name)));
            all.filter(|(_, value)| value.is_present())
        };
        match key {
            Key::Name(name) => property(&name.text),
            Key::Keys => Self::Many(present().map(|(name, _)| Self::borrowed(name)).collect()),
            Key::Values => Self::Many(present().map(|(_, value)| value).collect()),
            Key::Length => Self::length(present().count()),
            _ => Self::Nothing,
        }
    }

    fn borrowed(text: &'m str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    fn length(length: usize) -> Self {
        Self::Text(Cow::Owned(length.to_string()))
    }

    /// What a string comparator sees; what has no text looks empty.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Key(text) => Cow::Borrowed(text),
            Self::Id(id) => Cow::Owned(id.to_string()),
            Self::Service(shape) => Cow::Owned(shape.id.to_string()),
            Self::Shape(subject) => Cow::Owned(subject.id().to_string()),
            Self::Node(node) => match &node.value {
                NodeValue::String(text) => Cow::Borrowed(text),
                NodeValue::Number(number) => Cow::Borrowed(number.as_str()),
                NodeValue::Boolean(value) => Cow::Borrowed(is_true(*value)),
                _ => Cow::Borrowed(""),
            },
            _ => Cow::Borrowed(""),
        }
    }
}

/// How many bytes of text are looked at for the cost of one shape.
pub(super) const BYTES_A_STEP: usize = 64;

/// Whether a shape or member has a trait, where enum shapes count as having `@enum`, which they
/// replace.
pub(super) fn has_trait(subject: Subject<'_>, id: ShapeId) -> bool {
    subject.traits().contains(id) || (id == known::ENUM && subject.shape_type() == ShapeType::Enum)
}

/// The tags of a member of an enum; `@internal` counts as one.
fn tags(member: &Member) -> impl Iterator<Item = Value<'_>> {
    let written = member
        .trait_value(known::TAGS)
        .and_then(Node::as_array)
        .unwrap_or(&[]);
    let is_internal = member.has_trait(known::INTERNAL)
        && !written.iter().any(|tag| tag.as_str() == Some(INTERNAL));
    let implied = is_internal.then(|| Value::borrowed(INTERNAL));
    written.iter().map(Value::Node).chain(implied)
}

const INTERNAL: &str = "internal";
