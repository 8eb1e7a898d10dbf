//! `@traitValidators`: what the definition of a trait says about the shapes that have it.
//!
//! The reports have the event ids and severities that the definition states; what is wrong with the
//! definition itself is `TraitValidators`.

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics, Severity};
use crate::knowledge::Subject;
use crate::name::{ShapeId, is_namespace, known};
use crate::selector::{Evaluation, Selector};

const EVENT_ID: Code = Code::error("trait-validator-id", "TraitValidators");
const FOUND: Code = Code::error("trait-validator", "TraitValidators");

/// How many reports the definitions of all traits make together: a selector that yields everything,
/// on every shape, would make more than anybody can read or a machine can hold.
const REPORTED: usize = 10_000;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut left = REPORTED;
    for definition in context.graph.subjects_with(known::TRAIT_VALIDATORS) {
        if !has_valid_ids(definition, out) {
            continue;
        }
        let id = definition.id();
        let starts: Vec<ShapeId> = context
            .applied(id)
            .map(|(subject, _)| subject.id())
            .collect();
        let validators = definition.traits().value(known::TRAIT_VALIDATORS);
        let Some(validators) = validators.and_then(|value| value.as_object()) else {
            continue;
        };
        if starts.is_empty() {
            continue;
        }
        for entry in validators.iter() {
            if left == 0 {
                return;
            }
            let text = entry.value.get_str("selector");
            let Some(Ok(selector)) = text.map(Selector::parse) else {
                continue;
            };
            let evaluation = Evaluation::new(&context.graph);
            let Some(found) = evaluation.select_from(&selector, &starts) else {
                continue;
            };
            let severity = entry.value.get_str("severity").and_then(Severity::parse);
            for (start, ids) in starts.iter().zip(found) {
                let mut reporting = Reporting {
                    context,
                    definition: id,
                    event: &entry.key,
                    severity: severity.unwrap_or(Severity::Error),
                    message: entry.value.get_str("message"),
                    start: *start,
                };
                for shape in ids.into_iter().take(left) {
                    reporting.report(shape, out);
                    left -= 1;
                }
            }
        }
    }
}

fn has_valid_ids(definition: Subject<'_>, out: &mut Diagnostics) -> bool {
    let Some(applied) = definition.traits().get(known::TRAIT_VALIDATORS) else {
        return false;
    };
    let mut valid = true;
    for entry in applied.value.as_object().iter().flat_map(|it| it.iter()) {
        if is_namespace(&entry.key) {
            continue;
        }
        valid = false;
        let message = format!("`{}` cannot be the id of an event", entry.key);
        let head = applied.span;
        out.push(
            EVENT_ID
                .at(entry.key_span, message)
                .here("not an id")
                .event_at(head)
                .shape(definition.id())
                .note("an id is made of names that are joined by dots, as in `myTrait.NoStreams`"),
        );
    }
    valid
}

struct Reporting<'c, 'm> {
    context: &'c Context<'m>,
    definition: ShapeId,
    event: &'c str,
    severity: Severity,
    message: Option<&'c str>,
    start: ShapeId,
}

impl Reporting<'_, '_> {
    fn report(&mut self, found: ShapeId, out: &mut Diagnostics) {
        let context = self.context;
        let (Some(subject), Some(start)) = (
            Subject::of(context.model, found),
            Subject::of(context.model, self.start),
        ) else {
            return;
        };
        let name = trait_name(self.definition);
        let message = if found == self.start {
            format!(
                "`{name}` does not allow `{}` to be as it is",
                found.relative()
            )
        } else {
            format!(
                "`{}` is not allowed together with `{name}` on `{}`",
                found.relative(),
                self.start.relative()
            )
        };
        let mut report = FOUND
            .at(subject.name_span(), message)
            .severity(self.severity)
            .event(self.event.to_owned())
            .shape(found);
        if let Some(text) = self.message {
            report = report
                .here("found here")
                .note(text.trim().trim_end_matches('.'));
        } else {
            report = report.here("not allowed");
        }
        if let Some(applied) = start.traits().get(self.definition) {
            report = context.label(report, context.head(applied), "because of this trait");
        }
        out.push(report);
    }
}
