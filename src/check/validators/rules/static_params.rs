//! `StaticContextParamsTrait`: the values that operations fix have types that parameters have.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;
use crate::rules::ParameterType;

const TYPE: Code = Code::error("static-parameter-type", "StaticContextParamsTrait");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::STATIC_CONTEXT_PARAMS) {
        let entries = applied.value.as_object().into_iter();
        for entry in entries.flat_map(|object| object.iter()) {
            let Some(value) = entry.value.get("value") else {
                continue;
            };
            if ParameterType::of(value).is_some() {
                continue;
            }
            let other = value
                .as_array()
                .and_then(|elements| elements.iter().find(|one| one.as_str().is_none()));
            let found = match other {
                Some(element) => format!("it holds {}", element.describe()),
                None => format!("it is {}", value.describe()),
            };
            out.push(
                TYPE.at(
                    other.map_or(value.span, |element| element.span),
                    format!(
                        "the static parameter `{}` must be a string, a boolean or an array of strings, but {found}",
                        entry.key
                    ),
                )
                .shape(subject.id())
                .event_at(subject.container().span)
                .here("no parameter can have this value")
                .label(entry.key_span, "the parameter"),
            );
        }
    }
}
