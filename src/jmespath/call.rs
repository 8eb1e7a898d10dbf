//! The functions at work. (jmespath.org: "Built-in Functions".)

use std::cmp::Ordering;
use std::rc::Rc;

use super::evaluate::{Evaluated, Evaluator};
use super::functions::{self, Takes};
use super::tree::Tree;
use super::value::Value;
use super::{EvaluationError, EvaluationErrorKind as ErrorKind, Type};

/// Calls the function `name`; `tree` is the call, to be blamed.
pub(super) fn call<'a>(
    evaluator: &mut Evaluator,
    tree: &'a Tree,
    name: &str,
    arguments: &[Value<'a>],
) -> Evaluated<'a> {
    let found = functions::find(name).ok_or(ErrorKind::UnknownFunction);
    let function = Evaluator::blame(tree, found)?;
    let too_many = function.more.is_none() && arguments.len() > function.takes.len();
    if too_many || arguments.len() < function.takes.len() {
        return Evaluator::blame(tree, Err(ErrorKind::InvalidArity));
    }
    for (number, argument) in arguments.iter().enumerate() {
        let takes = function.takes.get(number).copied().or(function.more);
        check(evaluator, tree, argument, takes.unwrap_or(Takes::Any))?;
    }
    let first = arguments.first().cloned().unwrap_or(Value::Null);
    let second = arguments.get(1).cloned().unwrap_or(Value::Null);
    let number = first.as_number().unwrap_or_default();
    let text = first.as_text().unwrap_or_default();
    let argument = second.as_text().unwrap_or_default();
    Ok(match function.name {
        "abs" => Value::Number(number.abs()),
        "ceil" => Value::Number(number.ceil()),
        "floor" => Value::Number(number.floor()),
        "avg" | "sum" => {
            let elements = evaluator.elements(tree, &first)?;
            let sum: f64 = elements.iter().filter_map(Value::as_number).sum();
            match (function.name, elements.len()) {
                ("avg", 0) => Value::Null,
                #[expect(clippy::cast_precision_loss, reason = "an average is a double")]
                ("avg", count) => Value::Number(sum / count as f64),
                // An empty sum is negative zero.
                _ => Value::Number(sum + 0.0),
            }
        }
        "contains" => contains(evaluator, tree, &first, &second)?,
        "ends_with" => Value::Boolean(text.ends_with(argument)),
        "starts_with" => Value::Boolean(text.starts_with(argument)),
        "join" => join(evaluator, tree, text, &second)?,
        "keys" | "values" => {
            let fields = Evaluator::blame(tree, first.fields(&mut evaluator.work))?;
            let fields = fields.iter().flat_map(|fields| fields.iter());
            Value::Array(match function.name {
                "keys" => fields
                    .map(|(name, _)| Value::Made(Rc::clone(name)))
                    .collect(),
                _ => fields.map(|(_, value)| value.clone()).collect(),
            })
        }
        "length" => length(evaluator, tree, &first)?,
        "map" => {
            let mut values = Vec::new();
            for element in evaluator.elements(tree, &second)?.iter() {
                values.push(apply(evaluator, &first, element)?);
            }
            Value::Array(values.into())
        }
        "max" | "min" | "sort" => {
            let elements = evaluator.elements(tree, &first)?;
            Evaluator::uniform(tree, &elements, &[Type::Number, Type::String])?;
            let keys = elements.iter().cloned().zip(elements.iter().cloned());
            pick(function.name, keys.collect())
        }
        "max_by" | "min_by" | "sort_by" => {
            let elements = evaluator.elements(tree, &first)?;
            let mut keys = Vec::with_capacity(elements.len());
            for element in elements.iter() {
                keys.push(apply(evaluator, &second, element)?);
            }
            Evaluator::uniform(tree, &keys, &[Type::Number, Type::String])?;
            let order = function.name.strip_suffix("_by").unwrap_or_default();
            pick(
                order,
                keys.into_iter().zip(elements.iter().cloned()).collect(),
            )
        }
        "merge" => merge(evaluator, tree, arguments)?,
        "not_null" => {
            let mut arguments = arguments.iter();
            let found = arguments.find(|one| !matches!(one, Value::Null));
            found.cloned().unwrap_or(Value::Null)
        }
        "reverse" => match Evaluator::blame(tree, first.elements(&mut evaluator.work))? {
            Some(elements) => Value::Array(elements.iter().rev().cloned().collect()),
            None => {
                Evaluator::blame(tree, evaluator.work.spend_text(text.len()))?;
                Value::made(text.chars().rev().collect::<String>())
            }
        },
        "to_array" => match first.get_type() {
            Type::Array => first,
            _ => Value::Array([first].into()),
        },
        "to_number" => to_number(first),
        "to_string" => match first.get_type() {
            Type::String => first,
            _ => {
                let mut json = String::new();
                let done = first.to_json(&mut json, 0, &mut evaluator.work);
                Evaluator::blame(tree, done)?;
                Value::made(json)
            }
        },
        "type" => Value::made(first.get_type().to_string()),
        _ => Value::Null,
    })
}

/// Checks the type of an argument.
fn check(
    evaluator: &mut Evaluator,
    tree: &Tree,
    argument: &Value<'_>,
    takes: Takes,
) -> Result<(), EvaluationError> {
    let mut fits = takes.accepts(argument.get_type());
    if let (true, Some(expected)) = (fits, takes.elements()) {
        let elements = evaluator.elements(tree, argument)?;
        fits = elements.iter().all(|one| one.get_type() == expected);
    }
    Evaluator::blame(tree, fits.then_some(()).ok_or(ErrorKind::InvalidType))
}

/// Applies a reference to an element.
fn apply<'a>(
    evaluator: &mut Evaluator,
    reference: &Value<'a>,
    element: &Value<'a>,
) -> Evaluated<'a> {
    match reference {
        Value::Reference(tree) => evaluator.visit(tree, element),
        _ => Ok(Value::Null),
    }
}

fn contains<'a>(
    evaluator: &mut Evaluator,
    tree: &Tree,
    whole: &Value<'a>,
    part: &Value<'a>,
) -> Evaluated<'a> {
    if let Some(text) = whole.as_text() {
        Evaluator::blame(tree, evaluator.work.spend_text(text.len()))?;
        return Ok(Value::Boolean(
            part.as_text().is_some_and(|part| text.contains(part)),
        ));
    }
    for element in evaluator.elements(tree, whole)?.iter() {
        if Evaluator::blame(tree, element.equals(part, 0, &mut evaluator.work))? {
            return Ok(Value::Boolean(true));
        }
    }
    Ok(Value::Boolean(false))
}

fn join<'a>(
    evaluator: &mut Evaluator,
    tree: &Tree,
    between: &str,
    parts: &Value<'a>,
) -> Evaluated<'a> {
    let mut joined = String::new();
    for (i, part) in evaluator.elements(tree, parts)?.iter().enumerate() {
        let part = part.as_text().unwrap_or_default();
        let added = part.len() + between.len();
        Evaluator::blame(tree, evaluator.work.spend_text(added))?;
        if i > 0 {
            joined.push_str(between);
        }
        joined.push_str(part);
    }
    Ok(Value::made(joined))
}

fn length<'a>(evaluator: &mut Evaluator, tree: &Tree, value: &Value<'a>) -> Evaluated<'a> {
    let length = if let Some(text) = value.as_text() {
        Evaluator::blame(tree, evaluator.work.spend_text(text.len()))?;
        text.chars().count()
    } else if let Some(elements) = Evaluator::blame(tree, value.elements(&mut evaluator.work))? {
        elements.len()
    } else {
        let fields = Evaluator::blame(tree, value.fields(&mut evaluator.work))?;
        fields.map_or(0, |fields| fields.len())
    };
    #[expect(clippy::cast_precision_loss, reason = "no value is that long")]
    let length = length as f64;
    Ok(Value::Number(length))
}

/// The largest, the smallest or all values, ordered by their keys; of equal ones the first.
fn pick<'a>(order: &str, mut keyed: Vec<(Value<'a>, Value<'a>)>) -> Value<'a> {
    let compare = |a: &(Value<'a>, Value<'a>), b: &(Value<'a>, Value<'a>)| match (
        a.0.as_number(),
        b.0.as_number(),
    ) {
        (Some(a), Some(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
        _ => a.0.as_text().cmp(&b.0.as_text()),
    };
    let picked = match order {
        "max" => keyed.into_iter().rev().max_by(compare),
        "min" => keyed.into_iter().min_by(compare),
        _ => {
            keyed.sort_by(compare);
            return Value::Array(keyed.into_iter().map(|(_, value)| value).collect());
        }
    };
    picked.map_or(Value::Null, |(_, value)| value)
}

/// All fields of all objects; of several with one name the last one's value.
fn merge<'a>(evaluator: &mut Evaluator, tree: &Tree, objects: &[Value<'a>]) -> Evaluated<'a> {
    let mut merged: indexmap::IndexMap<Rc<str>, Value<'a>> = indexmap::IndexMap::new();
    for object in objects {
        let fields = Evaluator::blame(tree, object.fields(&mut evaluator.work))?;
        for (name, value) in fields.iter().flat_map(|fields| fields.iter()) {
            Evaluator::blame(tree, evaluator.work.spend(1))?;
            merged.insert(Rc::clone(name), value.clone());
        }
    }
    Ok(Value::Object(merged.into_iter().collect()))
}

/// Numbers stay, strings that hold one are read, anything else is null.
fn to_number(value: Value<'_>) -> Value<'_> {
    if value.as_number().is_some() {
        return value;
    }
    let Some(text) = value.as_text() else {
        return Value::Null;
    };
    // Rust reads more than JSON does: `inf`, `+1`, `1.`.
    let plain = text
        .bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
        && !text.starts_with(['+', '.'])
        && !text.ends_with('.');
    match text.parse::<f64>() {
        Ok(number) if plain && number.is_finite() => Value::Number(number),
        _ => Value::Null,
    }
}
