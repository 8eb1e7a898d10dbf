//! `MqttTopicLabel`: labels of topics and members with `@topicLabel` belong together.

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::check::expressions::inside;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

use super::topic::{Level, parse};

const NO_LABEL: Code = Code::error("member-without-topic-label", "MqttTopicLabel");
const NO_MEMBER: Code = Code::error("topic-label-without-member", "MqttTopicLabel");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for id in [known::MQTT_SUBSCRIBE, known::MQTT_PUBLISH] {
        for (subject, applied) in context.applied(id) {
            let shape = subject.container();
            // Of an operation that does both, the topic it subscribes to counts.
            if id == known::MQTT_PUBLISH && shape.has_trait(known::MQTT_SUBSCRIBE) {
                continue;
            }
            let Some(operation) = shape.operation() else {
                continue;
            };
            let Some((text, Ok(levels))) = applied.value.as_str().map(|text| (text, parse(text)))
            else {
                continue;
            };
            let mut labels: Vec<&str> = levels
                .iter()
                .filter_map(|level| match level {
                    Level::Label(label) => Some(*label),
                    Level::Text(_) => None,
                })
                .collect();
            let input = context.model.shape(operation.input.id);
            let members = input.into_iter().flat_map(|input| input.members.values());
            for member in members {
                let Some(mark) = member.traits.get(known::MQTT_TOPIC_LABEL) else {
                    continue;
                };
                let name = member.id.member.as_str();
                let before = labels.len();
                labels.retain(|label| *label != name);
                if labels.len() < before {
                    continue;
                }
                let report = NO_LABEL
                    .at(
                        mark.span,
                        format!("the topic of `{}` has no label `{name}`", shape.id.name),
                    )
                    .shape(member.id)
                    .here("needs a label in the topic")
                    .help(format!(
                        "add the level `{{{name}}}`, or remove `@topicLabel`"
                    ));
                out.push(context.label(report, applied.span, "the topic"));
            }
            let Some(first) = labels.first() else {
                continue;
            };
            let start = text.find(&format!("{{{first}}}")).unwrap_or(0);
            let at = start..start + first.len() + 2;
            let mut report = NO_MEMBER
                .at(
                    inside(context.sources, &applied.value, &at),
                    match labels.len() {
                        1 => format!("no member of the input is bound to {}", ticked(&labels)),
                        _ => format!("no members of the input are bound to {}", ticked(&labels)),
                    },
                )
                .shape(shape.id)
                .event_at(applied.value.span)
                .here(format!("a label of `{}`", trait_name(id)));
            let found = input.and_then(|input| {
                let mut members = input.members.values();
                members.find(|member| member.id.member.as_str() == *first)
            });
            report = match (found, input) {
                (Some(member), _) => context
                    .label(report, member.name_span, "is not marked")
                    .help(format!("mark `{}` with `@topicLabel`", member.id.relative())),
                (None, Some(input)) if input.id != known::UNIT => report.help(format!(
                    "add a member to `{}`: `@required @topicLabel {first}: String`",
                    input.id.name
                )),
                _ => report.help(format!(
                    "give the operation an input: `input := {{ @required @topicLabel {first}: String }}`"
                )),
            };
            out.push(report);
        }
    }
}
