//! Types of members as annotations.

use rustc_hash::FxHashSet;

use crate::knowledge::http::is_event_stream;
use crate::model::Model;
use crate::name::{ShapeId, ShapeType, known};

use super::super::printer::{Doc, chain, row, subscript};
use super::Plan;

/// What a value is to codecs and annotations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A string, enums included.
    String,
    /// A boolean.
    Boolean,
    /// A whole number that JSON libraries hold exactly; `intEnum` included.
    Integer,
    /// A whole number of any size.
    BigInteger,
    /// A float or double.
    Float,
    /// A decimal of any precision.
    BigDecimal,
    /// Bytes.
    Blob,
    /// Bytes that are sent and received as a stream.
    Stream,
    /// Any JSON value.
    Document,
    /// A moment.
    Timestamp,
    /// A list.
    List,
    /// A map.
    Map,
    /// A structure.
    Structure,
    /// `smithy.api#Unit`, inside a union.
    Unit,
    /// A union.
    Union,
    /// A union that is an event stream.
    EventStream,
}

/// The kind of a target; `Document` for what is no data at all, which checks report.
pub fn kind(model: &Model, target: ShapeId) -> Kind {
    if target == known::UNIT {
        return Kind::Unit;
    }
    let Some(shape) = model.shape(target) else {
        return Kind::Document;
    };
    match shape.shape_type {
        ShapeType::String | ShapeType::Enum => Kind::String,
        ShapeType::Boolean => Kind::Boolean,
        ShapeType::Byte
        | ShapeType::Short
        | ShapeType::Integer
        | ShapeType::Long
        | ShapeType::IntEnum => Kind::Integer,
        ShapeType::BigInteger => Kind::BigInteger,
        ShapeType::Float | ShapeType::Double => Kind::Float,
        ShapeType::BigDecimal => Kind::BigDecimal,
        ShapeType::Blob if shape.has_trait(known::STREAMING) => Kind::Stream,
        ShapeType::Blob => Kind::Blob,
        ShapeType::Timestamp => Kind::Timestamp,
        ShapeType::List | ShapeType::Set => Kind::List,
        ShapeType::Map => Kind::Map,
        ShapeType::Structure => Kind::Structure,
        ShapeType::Union if is_event_stream(shape) => Kind::EventStream,
        ShapeType::Union => Kind::Union,
        _ => Kind::Document,
    }
}

/// How names are spelled in the module that is being written. Each method also sees to the import.
pub trait Names {
    /// A builtin type, such as `str`.
    fn builtin(&mut self, name: &'static str) -> String;
    /// A type of the standard library, such as `datetime.datetime`.
    fn standard(&mut self, module: &'static str, name: &'static str) -> String;
    /// A type of the runtime.
    fn runtime(&mut self, module: &'static str, name: &'static str) -> String;
    /// A class or alias of `models`.
    fn model(&mut self, name: &str) -> String;
    /// Whether enums are spelled with their known values, as inputs are.
    fn literals(&self) -> bool;
    /// The type of a streamed body.
    fn stream(&mut self) -> String;
    /// The generic type of what gives events that are to be sent.
    fn events(&mut self) -> String;
}

/// The annotation of a value of this shape, `None` not included.
///
/// Lists and maps nest without a bound in a model, so the nesting is followed by a loop; a list
/// that holds itself and nothing else, which checks refuse, ends as a document.
pub fn annotation(plan: &Plan<'_>, target: ShapeId, names: &mut dyn Names) -> Doc {
    let mut layers: Vec<(Kind, bool, Option<Doc>)> = Vec::new();
    let mut current = target;
    while layers.len() < DEEPEST {
        let found = kind(plan.model, current);
        if !matches!(found, Kind::List | Kind::Map) {
            break;
        }
        let Some(shape) = plan.model.shape(current) else {
            break;
        };
        let inner = if found == Kind::List {
            known::member::MEMBER
        } else {
            known::member::VALUE
        };
        let Some(member) = shape.member(inner) else {
            break;
        };
        let key = shape
            .member(known::member::KEY)
            .filter(|_| found == Kind::Map)
            .map(|key| single(plan, key.target.id, names));
        layers.push((found, shape.has_trait(known::SPARSE), key));
        current = member.target.id;
    }
    let mut made = if layers.len() >= DEEPEST {
        names.runtime("documents", "Document").into()
    } else {
        single(plan, current, names)
    };
    while let Some((layer, sparse, key)) = layers.pop() {
        if sparse {
            made = row([made, " | None".into()]);
        }
        made = match (layer, key) {
            (Kind::Map, Some(key)) => {
                let name = names.builtin("dict");
                subscript(name, row([key, ", ".into(), made]))
            }
            _ => subscript(names.builtin("list"), made),
        };
    }
    made
}

/// Lists and maps deeper than this are typed as documents inside; Python's own parser gives up
/// at about two hundred brackets.
const DEEPEST: usize = 50;

fn single(plan: &Plan<'_>, target: ShapeId, names: &mut dyn Names) -> Doc {
    let shape_type = plan.model.shape(target).map(|shape| shape.shape_type);
    let made = match kind(plan.model, target) {
        Kind::String if shape_type == Some(ShapeType::Enum) && names.literals() => {
            names.model(plan.literal_name(target))
        }
        Kind::Integer if shape_type == Some(ShapeType::IntEnum) && names.literals() => {
            names.model(plan.literal_name(target))
        }
        Kind::String => names.builtin("str"),
        Kind::Boolean => names.builtin("bool"),
        Kind::Integer | Kind::BigInteger => names.builtin("int"),
        Kind::Float => names.builtin("float"),
        Kind::BigDecimal => names.standard("decimal", "Decimal"),
        Kind::Blob => names.builtin("bytes"),
        Kind::Stream => names.stream(),
        Kind::Timestamp => names.standard("datetime", "datetime"),
        Kind::Structure | Kind::Union => names.model(plan.class_name(target)),
        Kind::EventStream => {
            let errors = plan.stream_events(target).into_iter();
            let errors = errors.filter(|event| event.error);
            let mut items = vec![target];
            items.extend(errors.map(|event| event.member.target.id));
            let mut seen = FxHashSet::default();
            items.retain(|id| seen.insert(*id));
            let items = items
                .into_iter()
                .map(|id| names.model(plan.class_name(id)).into())
                .collect();
            return subscript(names.events(), chain("|", items));
        }
        Kind::Document | Kind::List | Kind::Map | Kind::Unit => {
            names.runtime("documents", "Document")
        }
    };
    made.into()
}
