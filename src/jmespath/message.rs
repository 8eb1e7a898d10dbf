//! The words for problems.

use super::functions;
use super::{Kind, Problem, Type};
use crate::diag::nearest;

/// How many field names a note lists; more would hide the message.
const LISTED_FIELDS: usize = 12;

impl Problem {
    /// What is wrong, as one sentence without a final period.
    pub fn message(&self) -> String {
        match &self.kind {
            Kind::UnknownFunction(name) => format!("JMESPath has no function `{name}`"),
            Kind::ArgumentCount {
                function,
                expected,
                or_more,
                found,
            } => {
                let at_least = if *or_more { "at least " } else { "" };
                let plural = if *expected == 1 { "" } else { "s" };
                format!(
                    "the function `{function}` takes {at_least}{expected} argument{plural}, but is given {found}"
                )
            }
            Kind::ArgumentType {
                function,
                expected,
                found,
                element: false,
                ..
            } => format!(
                "the function `{function}` takes {expected} here, not {}",
                found.describe()
            ),
            Kind::ArgumentType {
                function,
                expected,
                found,
                ..
            } => format!(
                "the function `{function}` takes {expected} here, but an element is {}",
                found.describe()
            ),
            Kind::NoField {
                name, map: true, ..
            } => format!("whether a map has the key `{name}` cannot be relied on"),
            Kind::NoField {
                name, of: Some(of), ..
            } => format!("`{}` has no member `{name}`", of.name),
            Kind::NoField { name, .. } => format!("the value has no field `{name}`"),
            Kind::FieldOf { name, found } => format!(
                "`{name}` is a field of an object, but the value here is {}",
                found.describe()
            ),
            Kind::IndexOf(found) => off("an index needs an array", *found),
            Kind::SliceOf(found) => off("a slice needs an array", *found),
            Kind::FlattenOf(found) => off("`[]` needs an array", *found),
            Kind::ProjectionOf(found) => off("`[*]` needs an array", *found),
            Kind::FilterOf(found) => off("a filter needs an array", *found),
            Kind::ObjectProjectionOf(found) => off("`*` needs an object", *found),
            Kind::Comparison(comparator, found) => format!(
                "`{}` compares numbers, but the values here are of the type {found}",
                comparator.as_str()
            ),
            Kind::TooMuchWork => "checking this expression takes too much work".to_owned(),
        }
    }

    /// A short label for the place inside the expression.
    pub fn here(&self) -> String {
        match &self.kind {
            Kind::UnknownFunction(_) => "unknown function".to_owned(),
            Kind::ArgumentCount { found, .. } => match found {
                1 => "1 argument".to_owned(),
                found => format!("{found} arguments"),
            },
            Kind::ArgumentType {
                found,
                element: false,
                ..
            } => format!("this is {}", found.describe()),
            Kind::ArgumentType { found, .. } => format!("holds {}", found.describe()),
            Kind::NoField { map: true, .. } => "a key of a map".to_owned(),
            Kind::NoField { of: Some(_), .. } => "unknown member".to_owned(),
            Kind::NoField { .. } => "unknown field".to_owned(),
            Kind::FieldOf { found, .. }
            | Kind::IndexOf(found)
            | Kind::SliceOf(found)
            | Kind::FlattenOf(found)
            | Kind::ProjectionOf(found)
            | Kind::FilterOf(found)
            | Kind::ObjectProjectionOf(found) => format!("applied to {}", found.describe()),
            Kind::Comparison(..) => "always null".to_owned(),
            Kind::TooMuchWork => "given up".to_owned(),
        }
    }

    /// Facts that explain it.
    pub fn note(&self) -> Option<String> {
        match &self.kind {
            Kind::NoField { known, map, of, .. } if !map => match known.len() {
                0 => Some("it is empty".to_owned()),
                1..=LISTED_FIELDS => {
                    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                    let what = if of.is_some() { "members" } else { "fields" };
                    Some(format!("its {what} are {}", names.join(", ")))
                }
                _ => None,
            },
            Kind::FieldOf { .. } => {
                Some("taking a field of anything but an object yields null".to_owned())
            }
            Kind::IndexOf(_) => {
                Some("taking an element of anything but an array yields null".to_owned())
            }
            Kind::Comparison(..) => {
                Some("`<`, `<=`, `>` and `>=` are defined for numbers only".to_owned())
            }
            Kind::ArgumentCount { .. } | Kind::ArgumentType { .. } => {
                Some("a call with wrong arguments fails whatever the value is".to_owned())
            }
            _ => None,
        }
    }

    /// Advice.
    pub fn help(&self) -> Option<String> {
        match &self.kind {
            Kind::UnknownFunction(name) => nearest(name, functions::names())
                .first()
                .map(|meant| format!("did you mean `{meant}`?")),
            Kind::NoField {
                name,
                known,
                map: false,
                ..
            } => nearest(name, known.iter().map(|name| &**name))
                .first()
                .map(|meant| format!("did you mean `{meant}`?")),
            Kind::FieldOf {
                name,
                found: Type::Array,
            } => Some(format!("write `[*].{name}` to take it of each element")),
            Kind::ObjectProjectionOf(Type::Array) => Some("write `[*]` for an array".to_owned()),
            Kind::ProjectionOf(Type::Object) => Some("write `.*` for an object".to_owned()),
            _ => None,
        }
    }
}

fn off(needs: &str, found: Type) -> String {
    format!("{needs}, but the value here is {}", found.describe())
}
