//! Values while an expression is evaluated.
//!
//! What comes from the given node is referred to, and what is made is shared, so that `[@, @]`
//! costs two references however large the current value is. What looks at a whole value counts its
//! steps in [`Work`].

use std::rc::Rc;

use crate::node::{JSON_DEPTH_LIMIT, Node, Number, Object, Value as NodeValue};
use crate::text::Span;

use super::tree::Tree;
use super::{EvaluationErrorKind as ErrorKind, Type};

/// How deep a value may nest where all of it is looked at.
const DEPTH_LIMIT: usize = JSON_DEPTH_LIMIT;

/// How many bytes of text cost one step.
const BYTES_PER_STEP: usize = 16;

/// The steps that are left.
#[derive(Debug)]
pub(super) struct Work(pub usize);

impl Work {
    pub fn spend(&mut self, steps: usize) -> Result<(), ErrorKind> {
        match self.0.checked_sub(steps) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => Err(ErrorKind::TooMuchWork),
        }
    }

    pub fn spend_text(&mut self, length: usize) -> Result<(), ErrorKind> {
        self.spend(1 + length / BYTES_PER_STEP)
    }
}

/// The fields of an object, in order.
pub(super) type Fields<'a> = Rc<[(Rc<str>, Value<'a>)]>;

#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Null,
    Boolean(bool),
    Number(f64),
    /// A number that was written, and keeps its digits.
    Written(&'a Number),
    Text(&'a str),
    Made(Rc<str>),
    /// An array or object of the given node.
    Node(&'a Node),
    Array(Rc<[Value<'a>]>),
    Object(Fields<'a>),
    Reference(&'a Tree),
}

impl<'a> Value<'a> {
    pub fn of(node: &'a Node) -> Self {
        match &node.value {
            NodeValue::Null => Self::Null,
            NodeValue::Boolean(value) => Self::Boolean(*value),
            NodeValue::Number(number) => Self::Written(number),
            NodeValue::String(text) => Self::Text(text),
            NodeValue::ShapeId(text) => Self::Text(text.as_str()),
            NodeValue::Array(_) | NodeValue::Object(_) => Self::Node(node),
        }
    }

    pub fn made(text: impl Into<Rc<str>>) -> Self {
        Self::Made(text.into())
    }

    pub fn get_type(&self) -> Type {
        match self {
            Self::Null => Type::Null,
            Self::Boolean(_) => Type::Boolean,
            Self::Number(_) | Self::Written(_) => Type::Number,
            Self::Text(_) | Self::Made(_) => Type::String,
            Self::Node(node) if node.as_array().is_some() => Type::Array,
            Self::Node(_) | Self::Object(_) => Type::Object,
            Self::Array(_) => Type::Array,
            Self::Reference(_) => Type::Expression,
        }
    }

    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(_) | Self::Written(_) | Self::Reference(_) => true,
            Self::Text(text) => !text.is_empty(),
            Self::Made(text) => !text.is_empty(),
            Self::Node(node) => match &node.value {
                NodeValue::Array(elements) => !elements.is_empty(),
                NodeValue::Object(object) => !object.is_empty(),
                _ => true,
            },
            Self::Array(elements) => !elements.is_empty(),
            Self::Object(fields) => !fields.is_empty(),
        }
    }

    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Written(number) => Some(number.as_f64()),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Made(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array; makes them, which costs steps, where they are nodes.
    pub fn elements(&self, work: &mut Work) -> Result<Option<Rc<[Value<'a>]>>, ErrorKind> {
        Ok(match self {
            Self::Array(elements) => Some(Rc::clone(elements)),
            Self::Node(node) => match node.as_array() {
                Some(elements) => {
                    work.spend(elements.len())?;
                    Some(elements.iter().map(Self::of).collect())
                }
                None => None,
            },
            _ => None,
        })
    }

    /// The fields of an object, likewise.
    pub fn fields(&self, work: &mut Work) -> Result<Option<Fields<'a>>, ErrorKind> {
        Ok(match self {
            Self::Object(fields) => Some(Rc::clone(fields)),
            Self::Node(node) => match node.as_object() {
                Some(object) => {
                    work.spend(object.entries.len())?;
                    let fields = object.iter();
                    Some(
                        fields
                            .map(|entry| (Rc::from(&*entry.key), Self::of(&entry.value)))
                            .collect(),
                    )
                }
                None => None,
            },
            _ => None,
        })
    }

    /// A field of an object; `null` where there is none.
    pub fn field(&self, name: &str) -> Self {
        match self {
            Self::Node(node) => node.get(name).map_or(Self::Null, Self::of),
            Self::Object(fields) => fields
                .iter()
                .find(|(field, _)| &**field == name)
                .map_or(Self::Null, |(_, value)| value.clone()),
            _ => Self::Null,
        }
    }

    /// Whether both are the same value, whatever the order of fields.
    pub fn equals(&self, other: &Self, depth: usize, work: &mut Work) -> Result<bool, ErrorKind> {
        work.spend(1)?;
        if depth > DEPTH_LIMIT {
            return Err(ErrorKind::TooMuchWork);
        }
        if let (Some(a), Some(b)) = (self.as_number(), other.as_number()) {
            #[expect(clippy::float_cmp, reason = "the language compares exactly")]
            return Ok(a == b);
        }
        if let (Some(a), Some(b)) = (self.as_text(), other.as_text()) {
            work.spend_text(a.len())?;
            return Ok(a == b);
        }
        match (self, other) {
            (Self::Null, Self::Null) => return Ok(true),
            (Self::Boolean(a), Self::Boolean(b)) => return Ok(a == b),
            _ => {}
        }
        if let (Some(a), Some(b)) = (self.elements(work)?, other.elements(work)?) {
            if a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !a.equals(b, depth + 1, work)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        if let (Some(a), Some(b)) = (self.fields(work)?, other.fields(work)?) {
            if a.len() != b.len() {
                return Ok(false);
            }
            let b: rustc_hash::FxHashMap<&str, &Self> =
                b.iter().map(|(name, value)| (&**name, value)).collect();
            for (name, value) in a.iter() {
                let Some(other) = b.get(&**name) else {
                    return Ok(false);
                };
                if !value.equals(other, depth + 1, work)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// The value as a node whose parts all have the place `span`; references become `null`.
    pub fn into_node(self, span: Span, depth: usize, work: &mut Work) -> Result<Node, ErrorKind> {
        work.spend(1)?;
        if depth > DEPTH_LIMIT {
            return Err(ErrorKind::TooMuchWork);
        }
        let value = match &self {
            Self::Null | Self::Reference(_) => NodeValue::Null,
            Self::Boolean(value) => NodeValue::Boolean(*value),
            Self::Number(number) if !number.is_finite() => NodeValue::Null,
            Self::Number(number) => NodeValue::Number(Number::from_text(number.to_string())),
            Self::Written(number) => NodeValue::Number((*number).clone()),
            Self::Text(text) => {
                work.spend_text(text.len())?;
                NodeValue::String((*text).into())
            }
            Self::Made(text) => {
                work.spend_text(text.len())?;
                NodeValue::String((&**text).into())
            }
            Self::Node(_) | Self::Array(_) | Self::Object(_) => {
                if let Some(elements) = self.elements(work)? {
                    let mut nodes = Vec::with_capacity(elements.len());
                    for element in elements.iter() {
                        nodes.push(element.clone().into_node(span, depth + 1, work)?);
                    }
                    NodeValue::Array(nodes)
                } else {
                    let mut object = Object::default();
                    for (name, value) in self.fields(work)?.iter().flat_map(|it| it.iter()) {
                        work.spend_text(name.len())?;
                        let node = value.clone().into_node(span, depth + 1, work)?;
                        object.push(&**name, span, node);
                    }
                    NodeValue::Object(object)
                }
            }
        };
        Ok(Node::new(value, span))
    }

    /// The value as JSON without white space.
    pub fn to_json(
        &self,
        out: &mut String,
        depth: usize,
        work: &mut Work,
    ) -> Result<(), ErrorKind> {
        use std::fmt::Write as _;
        work.spend(1)?;
        if depth > DEPTH_LIMIT {
            return Err(ErrorKind::TooMuchWork);
        }
        match self {
            Self::Null | Self::Reference(_) => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "{number}");
            }
            Self::Written(number) => out.push_str(number.as_str()),
            Self::Text(_) | Self::Made(_) => quote(self.as_text().unwrap_or_default(), out, work)?,
            Self::Node(_) | Self::Array(_) | Self::Object(_) => {
                if let Some(elements) = self.elements(work)? {
                    out.push('[');
                    for (i, element) in elements.iter().enumerate() {
                        if i > 0 {
                            out.push(',');
                        }
                        element.to_json(out, depth + 1, work)?;
                    }
                    out.push(']');
                } else {
                    out.push('{');
                    let fields = self.fields(work)?;
                    for (i, (name, value)) in fields.iter().flat_map(|it| it.iter()).enumerate() {
                        if i > 0 {
                            out.push(',');
                        }
                        quote(name, out, work)?;
                        out.push(':');
                        value.to_json(out, depth + 1, work)?;
                    }
                    out.push('}');
                }
            }
        }
        Ok(())
    }
}

fn quote(text: &str, out: &mut String, work: &mut Work) -> Result<(), ErrorKind> {
    work.spend_text(text.len())?;
    out.push_str(&serde_json::Value::from(text).to_string());
    Ok(())
}
