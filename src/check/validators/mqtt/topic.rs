//! Topics of MQTT with labels in them, and reports on those that are none.
//!
//! (Specification: "MQTT", topic templates; MQTT 3.1.1, section 4.7.)

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::trait_name;
use crate::check::expressions::inside;
use crate::diag::{Code, Diagnostics};
use crate::model::TraitSource;
use crate::name::known;

const MALFORMED: Code = Code::error("mqtt-topic", "Model");

/// One level of a topic: the text between two `/`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Level<'t> {
    Text(&'t str),
    Label(&'t str),
}

/// Reads a topic, or says which bytes of it are wrong and why. Linear in the text.
pub(super) fn parse(text: &str) -> Result<Vec<Level<'_>>, (std::ops::Range<usize>, String)> {
    let mut levels = Vec::new();
    let mut labels = FxHashSet::default();
    let mut start = 0;
    if text.is_empty() {
        return Err((0..0, "it is empty".to_owned()));
    }
    for level in text.split('/') {
        let at = start..start + level.len();
        start = at.end + 1;
        if level.contains(['#', '+']) {
            return Err((at, "it must not have wildcards".to_owned()));
        }
        let inner = level
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let Some(label) = inner else {
            if level.contains(['{', '}']) {
                return Err((at, "a label is a whole level of the topic".to_owned()));
            }
            levels.push(Level::Text(level));
            continue;
        };
        let named = label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if label.is_empty() || !named {
            return Err((at, "a label holds letters, digits and `_`".to_owned()));
        }
        if !labels.insert(label) {
            return Err((at, format!("the label `{label}` is there twice")));
        }
        levels.push(Level::Label(label));
    }
    Ok(levels)
}

/// Reports malformed topics.
pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for id in [known::MQTT_PUBLISH, known::MQTT_SUBSCRIBE] {
        for (subject, applied) in context.applied(id) {
            let Some(text) = applied.value.as_str() else {
                continue;
            };
            if applied.source == TraitSource::Mixin {
                continue;
            }
            if let Err((at, why)) = parse(text) {
                let report = MALFORMED
                    .at(
                        inside(context.sources, &applied.value, &at),
                        format!("the topic of `{}` is malformed: {why}", trait_name(id)),
                    )
                    .shape(subject.id())
                    .event_at(applied.value.span)
                    .here("this level")
                    .note("the levels of a topic are separated by `/`, and a label such as `{city}` stands for one of them");
                out.push(report);
            }
        }
    }
}
