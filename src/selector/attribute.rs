//! Attributes of shapes: `[trait|range|min = 1]`.

use crate::knowledge::Subject;
use crate::model::{Shape, Traits};
use crate::name::{ShapeId, known};
use crate::node::{Node, Value};

/// `[path]` or `[path comparator values]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Attribute {
    pub path: Vec<Key>,
    /// The comparator, the values it is compared with, and whether case is ignored.
    pub comparison: Option<(Comparator, Vec<Box<str>>, bool)>,
}

/// One step of a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Name(Box<str>),
    Keys,
    Values,
    Length,
    First,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Comparator {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Greater,
    AtLeast,
    Less,
    AtMost,
}

/// What a path leads to.
#[derive(Clone)]
enum Found<'m> {
    Nothing,
    Id(ShapeId),
    Text(String),
    Service(&'m Shape),
    Traits(&'m Traits),
    Node(&'m Node),
    Many(Vec<Found<'m>>),
}

impl Attribute {
    /// Whether a shape or member satisfies it. Linear in the trait value it looks at.
    pub fn matches(&self, subject: Subject<'_>) -> bool {
        let mut found = match self.path.first() {
            Some(Key::Name(root)) => match &**root {
                "trait" => Found::Traits(subject.traits()),
                "id" => Found::Id(subject.id()),
                "service" if subject.container().service().is_some() => {
                    Found::Service(subject.container())
                }
                _ => Found::Nothing,
            },
            _ => Found::Nothing,
        };
        for key in self.path.iter().skip(1) {
            found = found.step(key);
        }
        match &self.comparison {
            None => found.is_present(),
            Some((Comparator::Exists, values, _)) => {
                let present = found.is_present();
                values.iter().any(|value| (**value == *"true") == present)
            }
            Some((comparator, values, insensitive)) => values
                .iter()
                .any(|value| found.compare(*comparator, value, *insensitive)),
        }
    }
}

impl<'m> Found<'m> {
    fn is_present(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Many(values) => values.iter().any(Self::is_present),
            _ => true,
        }
    }

    fn step(self, key: &Key) -> Self {
        match (self, key) {
            (Self::Many(values), Key::First) => values.into_iter().next().unwrap_or(Self::Nothing),
            (Self::Many(values), key) => {
                Self::Many(values.into_iter().map(|value| value.step(key)).collect())
            }
            (Self::Id(id), Key::Name(name)) => match &**name {
                "namespace" => Self::Text(id.namespace.to_string()),
                "name" => Self::Text(id.name.to_string()),
                "member" if id.is_member() => Self::Text(id.member.to_string()),
                _ => Self::Nothing,
            },
            (Self::Id(id), Key::Length) => Self::length(id.to_string().chars().count()),
            (Self::Text(text), Key::Length) => Self::length(text.chars().count()),
            (Self::Service(shape), Key::Name(name)) => match &**name {
                "id" => Self::Id(shape.id),
                "version" => shape
                    .service()
                    .and_then(|service| service.version.as_ref())
                    .map_or(Self::Nothing, |version| {
                        Self::Text(version.value.to_string())
                    }),
                _ => Self::Nothing,
            },
            (Self::Traits(traits), Key::Keys) => {
                Self::Many(traits.iter().map(|applied| Self::Id(applied.id)).collect())
            }
            (Self::Traits(traits), Key::Values) => Self::Many(
                traits
                    .iter()
                    .map(|applied| Self::Node(&applied.value))
                    .collect(),
            ),
            (Self::Traits(traits), Key::Length) => Self::length(traits.len()),
            (Self::Traits(traits), Key::Name(name)) => {
                let applied = traits.iter().find(|applied| names(applied.id, name));
                applied.map_or(Self::Nothing, |applied| Self::Node(&applied.value))
            }
            (Self::Node(node), key) => Self::step_node(node, key),
            _ => Self::Nothing,
        }
    }

    fn step_node(node: &'m Node, key: &Key) -> Self {
        match (&node.value, key) {
            (Value::Object(object), Key::Name(name)) => {
                object.get(name).map_or(Self::Nothing, Self::Node)
            }
            (Value::Object(object), Key::Keys) => Self::Many(
                object
                    .iter()
                    .map(|entry| Self::Text(entry.key.to_string()))
                    .collect(),
            ),
            (Value::Object(object), Key::Values) => Self::Many(
                object
                    .iter()
                    .map(|entry| Self::Node(&entry.value))
                    .collect(),
            ),
            (Value::Array(elements), Key::Values) => {
                Self::Many(elements.iter().map(Self::Node).collect())
            }
            (Value::Object(object), Key::Length) => Self::length(object.entries.len()),
            (Value::Array(elements), Key::Length) => Self::length(elements.len()),
            (Value::String(text), Key::Length) => Self::length(text.chars().count()),
            _ => Self::Nothing,
        }
    }

    fn length(length: usize) -> Self {
        Self::Text(length.to_string())
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Id(id) => Some(id.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Service(shape) => Some(shape.id.to_string()),
            Self::Node(node) => Some(match &node.value {
                Value::String(text) => text.to_string(),
                Value::Number(number) => number.to_string(),
                Value::Boolean(value) => value.to_string(),
                _ => String::new(),
            }),
            Self::Traits(_) | Self::Many(_) => Some(String::new()),
        }
    }

    fn compare(&self, comparator: Comparator, with: &str, insensitive: bool) -> bool {
        if let Self::Many(values) = self {
            return values
                .iter()
                .any(|value| value.compare(comparator, with, insensitive));
        }
        let Some(mut own) = self.text() else {
            return false;
        };
        let mut with = with.to_owned();
        if insensitive {
            own = own.to_lowercase();
            with = with.to_lowercase();
        }
        let numbers = || Some((own.parse::<f64>().ok()?, with.parse::<f64>().ok()?));
        match comparator {
            Comparator::Equal => own == with,
            Comparator::NotEqual => own != with,
            Comparator::StartsWith => own.starts_with(&with),
            Comparator::EndsWith => own.ends_with(&with),
            Comparator::Contains => own.contains(&with),
            Comparator::Exists => true,
            Comparator::Greater => numbers().is_some_and(|(a, b)| a > b),
            Comparator::AtLeast => numbers().is_some_and(|(a, b)| a >= b),
            Comparator::Less => numbers().is_some_and(|(a, b)| a < b),
            Comparator::AtMost => numbers().is_some_and(|(a, b)| a <= b),
        }
    }
}

/// Whether a selector's text names a trait; without a namespace it is one of the prelude.
fn names(id: ShapeId, text: &str) -> bool {
    match text.split_once('#') {
        Some((namespace, name)) => id.namespace.as_str() == namespace && id.name.as_str() == name,
        None => id.namespace == known::PRELUDE && id.name.as_str() == text,
    }
}
