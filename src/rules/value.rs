//! The values that expressions have while a rule set is evaluated.

use std::rc::Rc;

use crate::node::{Node, Value as NodeValue};

/// A value. Texts are borrowed from the nodes they come from wherever that can be; a clone never
/// copies a text or a list.
#[derive(Clone, Debug)]
pub(super) enum Value<'m> {
    /// Not set.
    Empty,
    Boolean(bool),
    Integer(i32),
    Text(Text<'m>),
    List(Rc<[Value<'m>]>),
    Record(Rc<[(&'m str, Value<'m>)]>),
}

/// A text that is borrowed or made.
#[derive(Clone, Debug)]
pub(super) enum Text<'m> {
    Borrowed(&'m str),
    Made(Rc<str>),
}

impl Text<'_> {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl<'m> Value<'m> {
    pub fn borrowed(text: &'m str) -> Self {
        Self::Text(Text::Borrowed(text))
    }

    pub fn made(text: impl Into<Rc<str>>) -> Self {
        Self::Text(Text::Made(text.into()))
    }

    /// Whether a condition with this value holds.
    pub fn is_truthy(&self) -> bool {
        !matches!(self, Self::Empty | Self::Boolean(false))
    }

    /// The value of a node; an error is what is wrong with it.
    pub fn from_node(node: &'m Node) -> Result<Self, &'m Node> {
        Ok(match &node.value {
            NodeValue::Null | NodeValue::ShapeId(_) => Self::Empty,
            NodeValue::Boolean(value) => Self::Boolean(*value),
            NodeValue::String(text) => Self::borrowed(text),
            NodeValue::Number(_) => Self::Integer(integer(node).ok_or(node)?),
            NodeValue::Array(elements) => Self::List(
                elements
                    .iter()
                    .map(Self::from_node)
                    .collect::<Result<_, _>>()?,
            ),
            NodeValue::Object(object) => Self::Record(
                object
                    .iter()
                    .map(|entry| Ok((&*entry.key, Self::from_node(&entry.value)?)))
                    .collect::<Result<_, _>>()?,
            ),
        })
    }

    /// What it is, for messages.
    pub fn describe(&self) -> String {
        /// How much of a text a message repeats.
        const SHOWN: usize = 60;
        match self {
            Self::Empty => "not set".to_owned(),
            Self::Boolean(value) => format!("`{value}`"),
            Self::Integer(value) => format!("`{value}`"),
            Self::Text(text) => {
                let text = text.as_str();
                match text.char_indices().nth(SHOWN) {
                    Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or("")),
                    None => format!("`{text}`"),
                }
            }
            Self::List(elements) => match elements.len() {
                0 => "an empty list".to_owned(),
                1 => "a list of 1 element".to_owned(),
                count => format!("a list of {count} elements"),
            },
            Self::Record(_) => "an object".to_owned(),
        }
    }
}

/// A number that a rule set can hold: whole, and zero or more.
pub(super) fn integer(node: &Node) -> Option<i32> {
    let number = node.as_number()?;
    let value = number.is_integer_literal().then(|| number.as_i64())??;
    i32::try_from(value).ok().filter(|value| *value >= 0)
}
