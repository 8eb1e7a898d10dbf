//! `@conditions`: expressions that hold for every value of a shape. (Specification: "Contract
//! traits".)
//!
//! An expression that is none, or that yields something else than a boolean, is the mistake of
//! whoever wrote the trait; `check` says so there, and no value is blamed for it.

use crate::diag::{Code, Diagnostic};
use crate::jmespath::Expression;
use crate::model::Traits;
use crate::name::known;
use crate::node::Node;

use super::Fit;
use super::fit::{Reports, Task};

const VIOLATED: Code = Code::error("condition-violated", "TraitValue");

impl<'m> Fit<'_, 'm> {
    /// Checks the conditions that a member or shape states.
    pub(super) fn conditions(
        &self,
        task: &Task<'_, 'm>,
        traits: &Traits,
        reports: &mut Reports<'_, '_>,
    ) {
        let Some(applied) = traits.get(known::CONDITIONS) else {
            return;
        };
        let key = task
            .key
            .map(|entry| Node::string(&*entry.key, entry.key_span));
        let value = key.as_ref().unwrap_or(task.node);
        let conditions = applied.value.as_object().into_iter().flat_map(|o| o.iter());
        for condition in conditions {
            let text = condition.value.get_str("expression");
            let Some(Ok(expression)) = text.map(Expression::parse) else {
                continue;
            };
            let holds = expression.evaluate(value);
            if holds.map_or(true, |holds| holds.as_bool() != Some(false)) {
                continue;
            }
            let place = self.place(task, reports.purpose);
            let mut report = reports
                .constraint(
                    VIOLATED,
                    value.span,
                    format!("{place} does not satisfy `{}`", condition.key),
                )
                .event(format!("{}.{}", reports.purpose.event, condition.key))
                .severity(reports.purpose.constraint_severity())
                .here("violates a condition");
            if let Some(why) = condition.value.get_str("documentation") {
                report = report.note(first_line(why));
            }
            report = self.condition_here(report, condition.key_span);
            reports.push(report);
        }
    }

    fn condition_here(&self, report: Diagnostic, span: crate::text::Span) -> Diagnostic {
        if self.sources.is_bundled(span) {
            report
        } else {
            report.label(span, "because of this condition")
        }
    }
}

/// What fits a note of the documentation of a condition.
fn first_line(text: &str) -> &str {
    let line = text.trim().lines().next().unwrap_or_default();
    line.trim_end_matches('.')
}
