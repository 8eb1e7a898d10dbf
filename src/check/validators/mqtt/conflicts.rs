//! `MqttTopicConflict`: whoever reads a topic knows what to expect there.

use indexmap::IndexMap;

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::event_stream;
use crate::model::{AppliedTrait, Shape};
use crate::name::{ShapeId, known};

use super::topic::{Level, parse};

const CONFLICT: Code = Code::error("mqtt-topic-conflict", "MqttTopicConflict");

/// An operation that uses a topic.
struct Binding<'m> {
    operation: &'m Shape,
    applied: &'m AppliedTrait,
    payload: ShapeId,
}

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    // Topics are the same where their levels are, whatever the labels in them are called.
    let mut topics: IndexMap<Vec<Level<'_>>, Vec<Binding<'_>>> = IndexMap::new();
    for id in [known::MQTT_PUBLISH, known::MQTT_SUBSCRIBE] {
        for (subject, applied) in context.applied(id) {
            let shape = subject.container();
            // An operation that does both is taken to publish.
            if id == known::MQTT_SUBSCRIBE && shape.has_trait(known::MQTT_PUBLISH) {
                continue;
            }
            let Some(operation) = shape.operation() else {
                continue;
            };
            let payload = if id == known::MQTT_PUBLISH {
                Some(operation.input.id)
            } else {
                event_stream(context.model, operation.output.id).map(|member| member.target.id)
            };
            let topic = applied.value.as_str().map(parse);
            let (Some(payload), Some(Ok(mut topic))) = (payload, topic) else {
                continue;
            };
            for level in &mut topic {
                if matches!(level, Level::Label(_)) {
                    *level = Level::Label("");
                }
            }
            topics.entry(topic).or_default().push(Binding {
                operation: shape,
                applied,
                payload,
            });
        }
    }
    for bindings in topics.values() {
        let Some(first) = bindings.first() else {
            continue;
        };
        let Some(other) = bindings.iter().find(|one| one.payload != first.payload) else {
            continue;
        };
        for binding in bindings {
            let against = if binding.payload == first.payload {
                other
            } else {
                first
            };
            let mut report = CONFLICT
                .at(
                    binding.applied.span,
                    format!(
                        "`{}` and `{}` use the same topic for different messages",
                        binding.operation.id.name, against.operation.id.name
                    ),
                )
                .shape(binding.operation.id)
                .here(format!("carries `{}`", binding.payload.name));
            report = context.label(
                report,
                against.applied.span,
                format!("carries `{}`", against.payload.name),
            );
            if std::ptr::eq(binding, first) {
                report = report
                    .note("a message on a topic does not say what it is")
                    .help("use another topic, or the same shape");
                out.push(report);
            } else if binding.payload != first.payload && !std::ptr::eq(binding, other) {
                out.push(report);
            } else {
                out.push(report.echo());
            }
        }
    }
}
