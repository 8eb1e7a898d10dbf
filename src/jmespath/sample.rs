//! Values as a shape describes them, made only as far as an expression looks into them.
//!
//! The checker follows an expression with one example of a value: of each string two `a`, of each
//! list two elements, of each number 8, unless `@length` and `@range` say otherwise. These are the
//! reference's examples, so that both judge a comparison with a literal alike. A structure that
//! is reached again within itself counts as any value from there on.

use std::rc::Rc;

use crate::model::{Model, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Node, Value};
use crate::text::Symbol;

use super::{Type, problem::Kind};

/// How long a string, list or map is where `@length` allows it.
const USUAL_LENGTH: f64 = 2.0;

/// What a number is where `@range` allows it.
const USUAL_NUMBER: f64 = 8.0;

/// How deep two values are compared; what is below counts as equal.
const COMPARED_DEPTH: usize = 64;

/// The longest length that is told apart; no real `@length` needs more.
const LONGEST: f64 = 2_147_483_647.0;

/// An example of a value, against which an expression is checked.
#[derive(Clone, Debug)]
pub struct Sample<'a>(pub(super) Data<'a>);

#[derive(Clone, Debug)]
pub(super) enum Data<'a> {
    Any,
    Expression,
    Null,
    Boolean(bool),
    Number(f64),
    Text(&'a str),
    /// So many `a`.
    Letters(usize),
    /// An array of different elements.
    Items(Rc<[Data<'a>]>),
    /// An array of equal elements.
    Repeated(Rc<Data<'a>>, usize),
    /// An object.
    Fields(Rc<[(&'a str, Data<'a>)]>),
    /// An array or an object.
    Literal(&'a Node),
    /// A value of a list, map, structure or union.
    Shaped(&'a Model, &'a Shape, Path),
}

/// The members that lead to a shape, last one first.
type Path = Option<Rc<Step>>;

#[derive(Debug)]
pub(super) struct Step {
    container: ShapeId,
    index: usize,
    before: Path,
}

/// The elements of an array.
pub(super) enum Elements<'a> {
    Each(Vec<Data<'a>>),
    Same(Data<'a>, usize),
}

impl<'a> Sample<'a> {
    /// A value of which nothing is known.
    pub fn any() -> Self {
        Self(Data::Any)
    }

    /// A value of a shape or member; any value where it has none, such as an operation.
    pub fn of(model: &'a Model, id: ShapeId) -> Self {
        if !id.is_member() {
            return Self(Data::of(model, id, None));
        }
        let index = model
            .shape(id.root())
            .and_then(|shape| Some((shape, shape.members.get_index_of(&id.member)?)));
        Self(index.map_or(Data::Any, |(shape, index)| {
            Data::member(model, shape, index, &None)
        }))
    }

    /// An object with these fields.
    pub fn object(fields: impl IntoIterator<Item = (&'a str, Sample<'a>)>) -> Self {
        let fields = fields.into_iter().map(|(name, sample)| (name, sample.0));
        Self(Data::Fields(fields.collect()))
    }
}

impl<'a> Data<'a> {
    /// What a function returns of which only the type is known.
    pub fn of_type(found: Type) -> Self {
        match found {
            Type::Any => Self::Any,
            Type::Null => Self::Null,
            Type::Boolean => Self::Boolean(false),
            Type::Number => Self::Number(0.0),
            Type::String => Self::Text(""),
            Type::Array => Self::empty_array(),
            Type::Object => Self::Fields(Rc::from([])),
            Type::Expression => Self::Expression,
        }
    }

    pub fn empty_array() -> Self {
        Self::Items(Rc::from([]))
    }

    pub fn of_node(node: &'a Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(number.as_f64()),
            Value::String(text) => Self::Text(text),
            Value::ShapeId(text) => Self::Text(text.as_str()),
            Value::Array(_) | Value::Object(_) => Self::Literal(node),
        }
    }

    fn of(model: &'a Model, id: ShapeId, path: Path) -> Self {
        let Some(shape) = model.shape(id) else {
            return Self::Any;
        };
        match shape.shape_type {
            ShapeType::Blob => Self::Text("blob"),
            ShapeType::Boolean => Self::Boolean(true),
            ShapeType::String | ShapeType::Enum => Self::Letters(length(shape)),
            ShapeType::Timestamp => Self::Number(0.0),
            ShapeType::List
            | ShapeType::Set
            | ShapeType::Map
            | ShapeType::Structure
            | ShapeType::Union => Self::Shaped(model, shape, path),
            other if other.is_number() || other == ShapeType::IntEnum => {
                Self::Number(within(shape, known::RANGE, USUAL_NUMBER))
            }
            _ => Self::Any,
        }
    }

    /// The value of a member of a shape that `path` leads to.
    fn member(model: &'a Model, shape: &'a Shape, index: usize, path: &Path) -> Self {
        let Some((_, member)) = shape.members.get_index(index) else {
            return Self::Any;
        };
        // The reference marks members as seen in their order, also those beside the path.
        let mut step = path.as_ref();
        while let Some(before) = step {
            if before.container == shape.id && index <= before.index {
                return Self::Any;
            }
            step = before.before.as_ref();
        }
        let path = Step {
            container: shape.id,
            index,
            before: path.clone(),
        };
        Self::of(model, member.target.id, Some(Rc::new(path)))
    }

    pub fn get_type(&self) -> Type {
        match self {
            Self::Any => Type::Any,
            Self::Expression => Type::Expression,
            Self::Null => Type::Null,
            Self::Boolean(_) => Type::Boolean,
            Self::Number(_) => Type::Number,
            Self::Text(_) | Self::Letters(_) => Type::String,
            Self::Items(_) | Self::Repeated(..) => Type::Array,
            Self::Fields(_) => Type::Object,
            Self::Literal(node) => match &node.value {
                Value::Array(_) => Type::Array,
                _ => Type::Object,
            },
            Self::Shaped(_, shape, _) => match shape.shape_type {
                ShapeType::List | ShapeType::Set => Type::Array,
                _ => Type::Object,
            },
        }
    }

    /// Whether conditions hold for it; assumed of any value.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Any | Self::Expression | Self::Number(_) => true,
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Text(text) => !text.is_empty(),
            Self::Letters(length) | Self::Repeated(_, length) => *length > 0,
            Self::Items(items) => !items.is_empty(),
            Self::Fields(fields) => !fields.is_empty(),
            Self::Literal(node) => match &node.value {
                Value::Array(elements) => !elements.is_empty(),
                Value::Object(object) => !object.is_empty(),
                _ => true,
            },
            Self::Shaped(_, shape, _) => match shape.shape_type {
                ShapeType::Structure | ShapeType::Union => !shape.members.is_empty(),
                _ => length(shape) > 0,
            },
        }
    }

    /// The elements of an array.
    pub fn elements(&self) -> Option<Elements<'a>> {
        match self {
            Self::Items(items) => Some(Elements::Each(items.to_vec())),
            Self::Repeated(item, length) => Some(Elements::Same((**item).clone(), *length)),
            Self::Literal(node) => node
                .as_array()
                .map(|elements| Elements::Each(elements.iter().map(Self::of_node).collect())),
            Self::Shaped(model, shape, path)
                if matches!(shape.shape_type, ShapeType::List | ShapeType::Set) =>
            {
                let element = Self::member(model, shape, 0, path);
                Some(Elements::Same(element, length(shape)))
            }
            _ => None,
        }
    }

    /// The values of an object.
    pub fn values(&self) -> Option<Elements<'a>> {
        match self {
            Self::Fields(fields) => Some(Elements::Each(
                fields.iter().map(|(_, value)| value.clone()).collect(),
            )),
            Self::Literal(node) => node.as_object().map(|object| {
                Elements::Each(
                    object
                        .iter()
                        .map(|entry| Self::of_node(&entry.value))
                        .collect(),
                )
            }),
            Self::Shaped(model, shape, path) => match shape.shape_type {
                ShapeType::Map => {
                    let value = Self::member(model, shape, 1, path);
                    Some(Elements::Same(value, length(shape)))
                }
                ShapeType::Structure | ShapeType::Union => Some(Elements::Each(
                    (0..shape.members.len())
                        .map(|index| Self::member(model, shape, index, path))
                        .collect(),
                )),
                _ => None,
            },
            _ => None,
        }
    }

    /// A field of an object.
    pub fn field(&self, name: &str) -> Option<Self> {
        match self {
            Self::Fields(fields) => fields
                .iter()
                .find(|(field, _)| *field == name)
                .map(|(_, value)| value.clone()),
            Self::Literal(node) => node.get(name).map(Self::of_node),
            Self::Shaped(model, shape, path) => match shape.shape_type {
                ShapeType::Map => {
                    is_sample_key(model, shape, name).then(|| Self::member(model, shape, 1, path))
                }
                ShapeType::Structure | ShapeType::Union => shape
                    .members
                    .get_index_of(&Symbol::intern(name))
                    .map(|index| Self::member(model, shape, index, path)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The report that an object lacks a field.
    pub fn no_field(&self, name: &str) -> Kind {
        let known: Vec<Box<str>> = match self {
            Self::Fields(fields) => fields.iter().map(|(name, _)| (*name).into()).collect(),
            Self::Literal(node) => node.as_object().map_or_else(Vec::new, |object| {
                object.iter().map(|entry| entry.key.clone()).collect()
            }),
            Self::Shaped(_, shape, _) if shape.shape_type != ShapeType::Map => {
                let names = shape.members.keys();
                names.map(|name| name.as_str().into()).collect()
            }
            _ => Vec::new(),
        };
        Kind::NoField {
            name: name.into(),
            known,
            map: matches!(self, Self::Shaped(_, shape, _) if shape.shape_type == ShapeType::Map),
            of: match self {
                Self::Shaped(_, shape, _) => Some(shape.id),
                _ => None,
            },
        }
    }

    /// Whether both are the same value. `None` where one of them is not known. Counts its steps
    /// down from `work` and says equal when they are used up.
    pub fn equals(&self, other: &Self, depth: usize, work: &mut usize) -> bool {
        if depth > COMPARED_DEPTH || *work == 0 {
            return true;
        }
        *work -= 1;
        match (self, other) {
            (Self::Any, Self::Any) | (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            #[expect(clippy::float_cmp, reason = "the language compares exactly")]
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Letters(a), Self::Letters(b)) => a == b,
            (Self::Text(text), Self::Letters(length))
            | (Self::Letters(length), Self::Text(text)) => {
                text.len() == *length && text.bytes().all(|byte| byte == b'a')
            }
            (Self::Shaped(_, a, _), Self::Shaped(_, b, _)) if a.id == b.id => true,
            _ => match (self.elements(), other.elements()) {
                (Some(a), Some(b)) => same_elements(&a, &b, depth, work),
                (None, None) => self.same_fields(other, depth, work),
                _ => false,
            },
        }
    }

    fn same_fields(&self, other: &Self, depth: usize, work: &mut usize) -> bool {
        let (Some(names), Some(others)) = (self.names(), other.names()) else {
            return false;
        };
        names.len() == others.len()
            && names
                .iter()
                .all(|name| match (self.field(name), other.field(name)) {
                    (Some(a), Some(b)) => a.equals(&b, depth + 1, work),
                    _ => false,
                })
    }

    /// The names of the fields of an object that has names of its own.
    fn names(&self) -> Option<Vec<&'a str>> {
        match self {
            Self::Fields(fields) => Some(fields.iter().map(|(name, _)| *name).collect()),
            Self::Literal(node) => {
                let object = node.as_object()?;
                Some(object.iter().map(|entry| &*entry.key).collect())
            }
            Self::Shaped(_, shape, _) if shape.shape_type != ShapeType::Map => {
                Some(shape.members.keys().map(|name| name.as_str()).collect())
            }
            _ => None,
        }
    }

    /// As it is inside an array or object: what a reference refers to is forgotten there.
    pub fn stored(self) -> Self {
        match self {
            Self::Expression => Self::Any,
            other => other,
        }
    }
}

fn same_elements<'a>(a: &Elements<'a>, b: &Elements<'a>, depth: usize, work: &mut usize) -> bool {
    a.len() == b.len()
        && match (a, b) {
            (Elements::Same(a, length), Elements::Same(b, _)) => {
                *length == 0 || a.equals(b, depth + 1, work)
            }
            (Elements::Each(items), Elements::Same(item, _))
            | (Elements::Same(item, _), Elements::Each(items)) => {
                items.iter().all(|one| one.equals(item, depth + 1, work))
            }
            (Elements::Each(a), Elements::Each(b)) => {
                a.iter().zip(b).all(|(a, b)| a.equals(b, depth + 1, work))
            }
        }
}

impl<'a> Elements<'a> {
    pub fn len(&self) -> usize {
        match self {
            Self::Each(items) => items.len(),
            Self::Same(_, length) => *length,
        }
    }

    pub fn get(&self, index: usize) -> Option<Data<'a>> {
        match self {
            Self::Each(items) => items.get(index).cloned(),
            Self::Same(item, length) => (index < *length).then(|| item.clone()),
        }
    }

    /// The array of these elements.
    pub fn into_array(self) -> Data<'a> {
        match self {
            Self::Each(items) => Data::Items(items.into()),
            Self::Same(item, length) => Data::Repeated(Rc::new(item), length),
        }
    }
}

/// How long the sample of a string, list or map is.
fn length(shape: &Shape) -> usize {
    let length = within(shape, known::LENGTH, USUAL_LENGTH).clamp(0.0, LONGEST);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was clamped"
    )]
    let length = length as usize;
    length
}

/// `usual`, lifted to the `min` and lowered to the `max` of a trait.
fn within(shape: &Shape, id: ShapeId, usual: f64) -> f64 {
    let Some(value) = shape.trait_value(id) else {
        return usual;
    };
    let bound = |key| value.get(key)?.as_number().map(|number| number.as_f64());
    let mut found = usual;
    if let Some(min) = bound("min") {
        found = found.max(min);
    }
    if let Some(max) = bound("max") {
        found = found.min(max);
    }
    found
}

/// Whether the sample of a map has this key: the sample of a string with a number behind it.
fn is_sample_key(model: &Model, map: &Shape, name: &str) -> bool {
    let key = map.member(known::member::KEY);
    let letters = key
        .and_then(|key| model.shape(key.target.id))
        .map_or(0, length);
    let digits = name.trim_start_matches('a');
    let canonical = digits == "0" || !digits.starts_with('0');
    name.len() - digits.len() == letters
        && canonical
        && digits
            .parse::<usize>()
            .is_ok_and(|number| number < length(map))
}
