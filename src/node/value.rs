//! Nodes, arrays and objects.

use crate::text::{Span, Symbol};

use super::Number;

/// A node value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Its place; for a value that was made, the place of what it was made for.
    pub span: Span,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Box<str>),
    /// A shape id written without quotes, as the IDL allows; not resolved yet. `load::merge`
    /// replaces it by the string of the absolute id, so later floors never meet one.
    ShapeId(Symbol),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Object),
}

/// The entries of an object in the order written. A key that is written twice is here twice;
/// [`Object::get`] finds the first.
#[derive(Clone, Default, Debug)]
pub struct Object {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Box<str>,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Joins a value and its place.
    pub fn new(value: Value, span: Span) -> Self {
        Self { value, span }
    }

    /// A string node.
    pub fn string(text: impl Into<Box<str>>, span: Span) -> Self {
        Self::new(Value::String(text.into()), span)
    }

    /// `null`.
    pub fn null(span: Span) -> Self {
        Self::new(Value::Null, span)
    }

    /// The empty object, which is the value of an annotation trait.
    pub fn empty_object(span: Span) -> Self {
        Self::new(Value::Object(Object::default()), span)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The number.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The value of a key, where this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// The text of a string under a key.
    pub fn get_str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// What kind of node it is, for messages: `a string`, `an object`, ….
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::ShapeId(_) => "a shape id",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// Whether both hold the same value, wherever they stand. The order of keys does not matter,
    /// and numbers are compared by value where they fit a double.
    pub fn same_value(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => {
                a == b
                    || (a.as_i64().is_some() && a.as_i64() == b.as_i64())
                    || (!(a.is_integer_literal() && b.is_integer_literal())
                        && a.as_f64() == b.as_f64())
            }
            (Value::String(a), Value::String(b)) => a == b,
            (Value::ShapeId(a), Value::ShapeId(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_value(b))
            }
            (Value::Object(a), Value::Object(b)) => {
                a.entries.len() == b.entries.len()
                    && a.entries.iter().all(|entry| {
                        b.get(&entry.key)
                            .is_some_and(|value| entry.value.same_value(value))
                    })
            }
            _ => false,
        }
    }
}

impl Object {
    /// The value of a key; the first where it is written twice. Linear in the number of entries.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| &*entry.key == key)
    }

    /// Whether it has the key.
    pub fn contains(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, key: impl Into<Box<str>>, key_span: Span, value: Node) {
        self.entries.push(Entry {
            key: key.into(),
            key_span,
            value,
        });
    }

    /// All entries.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}
