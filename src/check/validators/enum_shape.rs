//! `EnumShape`: values of enumerations are of the right kind, distinct and well named.

use rustc_hash::FxHashMap;

use crate::check::Context;
use crate::diag::{Code, Diagnostics, Fix};
use crate::model::{Member, Shape};
use crate::name::{ShapeType, known};
use crate::node::{Node, Value};
use crate::text::Span;

const VALUE: Code = Code::error("enum-value", "EnumShape");
const DUPLICATE: Code = Code::error("duplicate-enum-value", "EnumShape");
const EMPTY: Code = Code::error("empty-enum-value", "EnumShape");
const NAME: Code = Code::warning("enum-member-name", "EnumShape");

/// How many members without a value one report points at.
const MOST_LABELS: usize = 8;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for shape in context.of_type(ShapeType::Enum) {
        strings(context, shape, out);
    }
    for shape in context.of_type(ShapeType::IntEnum) {
        numbers(shape, out);
    }
}

fn strings(context: &Context<'_>, shape: &Shape, out: &mut Diagnostics) {
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    for member in shape.members.values() {
        let place = value_span(member);
        let whole = member.name_span;
        match member.trait_value(known::ENUM_VALUE) {
            Some(value) if value.as_str().is_none() => {
                let text = context.sources.slice(place);
                let number = matches!(value.value, Value::Number(_));
                let quoted =
                    number.then(|| Fix::replace("put it in quotes", place, format!("\"{text}\"")));
                out.push(
                    VALUE
                        .at(
                            place,
                            format!(
                                "the value of the enum member `{}` must be a string",
                                member.id.member
                            ),
                        )
                        .shape(member.id)
                        .here(format!("this is {}", value.describe()))
                        .help("an enumeration of whole numbers is an `intEnum`")
                        .fixes(quoted),
                );
            }
            value => {
                let text = value
                    .and_then(Node::as_str)
                    .unwrap_or(member.id.member.as_str());
                if let Some(first) = seen.get(text) {
                    let report = duplicate(member, place, *first, &format!("\"{text}\""));
                    out.push(report.event_at(whole));
                } else {
                    seen.insert(text, place);
                }
                if text.is_empty() {
                    let message = format!(
                        "the value of the enum member `{}` must not be empty",
                        member.id.member
                    );
                    let report = EMPTY.at(place, message).here("empty").event_at(whole);
                    out.push(report.shape(member.id));
                }
            }
        }
        name(member, out);
    }
}

fn numbers(shape: &Shape, out: &mut Diagnostics) {
    let mut seen: FxHashMap<i64, Span> = FxHashMap::default();
    let mut first_without = None;
    for member in shape.members.values() {
        let value = member.trait_value(known::ENUM_VALUE);
        let number = match value.map(|node| &node.value) {
            Some(Value::Number(number)) if number.is_integer_literal() => number.as_i64(),
            _ => None,
        };
        let place = value_span(member);
        let whole = member.name_span;
        let Some(number) = number.filter(|number| i32::try_from(*number).is_ok()) else {
            let label = match value.map(|node| &node.value) {
                None => "has no value".to_owned(),
                Some(Value::Number(number)) if number.is_whole() => {
                    "does not fit 32 bits".to_owned()
                }
                Some(Value::Number(_)) => "has a fraction".to_owned(),
                Some(other) => {
                    format!("this is {}", Node::new(other.clone(), place).describe())
                }
            };
            let report = VALUE
                .at(
                    place,
                    format!(
                        "the member `{}` of an intEnum needs a whole number as its value",
                        member.id.member
                    ),
                )
                .shape(member.id)
                .here(label);
            let bare = match value.map(|node| &node.value) {
                Some(Value::String(text)) if text.parse::<i32>().is_ok() => Some(text),
                _ => None,
            };
            let report = report.fixes(
                bare.map(|text| Fix::replace("write the number without quotes", place, &**text)),
            );
            if value.is_none() {
                // Who did not know that values are needed has left them all out.
                if let Some(first) = first_without {
                    let label =
                        out.get_mut(first)
                            .filter(|first: &&mut crate::diag::Diagnostic| {
                                first.labels.len() < MOST_LABELS
                            });
                    if let Some(first) = label {
                        first.labels.push(crate::diag::Label {
                            span: place,
                            message: "nor has this".to_owned(),
                        });
                    }
                    out.push(report.echo());
                } else {
                    first_without = Some(out.len());
                    let name = member.id.member;
                    out.push(report.help(format!("give it one: `{name} = 1`")));
                }
            } else {
                out.push(report);
            }
            continue;
        };
        if let Some(first) = seen.get(&number) {
            let report = duplicate(member, place, *first, &number.to_string());
            out.push(report.event_at(whole));
        } else {
            seen.insert(number, place);
        }
        name(member, out);
    }
}

fn duplicate(member: &Member, place: Span, first: Span, value: &str) -> crate::diag::Diagnostic {
    DUPLICATE
        .at(
            place,
            format!("two members of `{}` have the value {value}", member.id.name),
        )
        .shape(member.id)
        .here("the same value again")
        .label(first, "first here")
        .help("give one of them another value")
}

/// Where the value is written; the name of the member where it has none of its own.
fn value_span(member: &Member) -> Span {
    member
        .traits
        .get(known::ENUM_VALUE)
        .filter(|applied| applied.source != crate::model::TraitSource::Synthetic)
        .map_or(member.name_span, |applied| applied.value.span)
}

fn name(member: &Member, out: &mut Diagnostics) {
    let name = member.id.member.as_str();
    if is_recommended(name) {
        return;
    }
    out.push(
        NAME.at(
            member.name_span,
            format!("the enum member `{name}` should be named in capitals"),
        )
        .shape(member.id)
        .here("not in capitals")
        .help(format!(
            "rename it to `{}`, and keep the value with `= \"…\"`",
            capitals(name)
        ))
        .note(
            "names of enum members begin with a capital and hold capitals, digits and underscores",
        ),
    );
}

/// Whether a name is a capital followed by capitals, digits and underscores.
pub(super) fn is_recommended(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// A name in capitals, words parted by underscores: `fooBar` gives `FOO_BAR`.
fn capitals(name: &str) -> String {
    use heck::ToShoutySnakeCase as _;
    let name = name.to_shouty_snake_case();
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name
    } else {
        format!("V{name}")
    }
}
