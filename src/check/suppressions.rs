//! Suppressions and severity overrides that the model itself states.
//!
//! (Specification: "Model validation", suppressions and severity overrides.)

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::knowledge::Subject;
use crate::model::Model;
use crate::name::known;
use crate::node::Node;

const MALFORMED: Code = Code::error("malformed-suppression", "Model");

/// An entry of `metadata suppressions` or `metadata severityOverrides`.
struct Rule {
    id: Box<str>,
    namespace: Box<str>,
    severity: Severity,
}

/// What the model's metadata says about reports, read once.
pub(super) struct Suppressions {
    suppressions: Vec<Rule>,
    overrides: Vec<Rule>,
    reports: Diagnostics,
}

impl Suppressions {
    /// Reads the metadata. Entries that make no sense are left out and reported.
    pub fn read(model: &Model) -> Self {
        let mut reports = Diagnostics::new();
        let suppressions = rules(model, "suppressions", &mut reports);
        let overrides = rules(model, "severityOverrides", &mut reports);
        Self {
            suppressions,
            overrides,
            reports,
        }
    }

    /// What is wrong with the metadata itself.
    pub fn reports(&self) -> &Diagnostics {
        &self.reports
    }

    /// Lowers or raises a report as the model asks. Errors stay what they are.
    pub fn apply(&self, model: &Model, report: &mut Diagnostic) {
        if matches!(report.severity, Severity::Error | Severity::Suppressed) {
            return;
        }
        let by_trait = report.shape.is_some_and(|id| {
            let subject = Subject::of(model, id);
            let ids = subject
                .and_then(|subject| subject.traits().value(known::SUPPRESS))
                .and_then(Node::as_array);
            ids.is_some_and(|ids| {
                ids.iter()
                    .filter_map(Node::as_str)
                    .any(|id| covers(id, &report.id))
            })
        });
        if by_trait || self.suppressions.iter().any(|rule| rule.covers(report)) {
            report.severity = Severity::Suppressed;
            return;
        }
        for rule in &self.overrides {
            if rule.covers(report) {
                report.severity = report.severity.max(rule.severity);
            }
        }
    }
}

impl Rule {
    fn covers(&self, report: &Diagnostic) -> bool {
        let namespace = match report.shape {
            _ if *self.namespace == *"*" => true,
            Some(shape) => shape.namespace.as_str() == &*self.namespace,
            None => false,
        };
        namespace && covers(&self.id, &report.id)
    }
}

/// Whether an id names an event: `A` covers `A` and `A.B`.
fn covers(id: &str, event: &str) -> bool {
    event
        .strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn rules(model: &Model, key: &str, reports: &mut Diagnostics) -> Vec<Rule> {
    let Some(metadata) = model.metadata.get(key) else {
        return Vec::new();
    };
    let Some(entries) = metadata.value.as_array() else {
        reports.push(
            MALFORMED
                .at(
                    metadata.value.span,
                    format!("the metadata `{key}` must be an array of objects"),
                )
                .here(format!("this is {}", metadata.value.describe())),
        );
        return Vec::new();
    };
    let mut rules = Vec::new();
    for entry in entries {
        match rule(entry, key) {
            Ok(rule) => rules.push(rule),
            Err(report) => reports.push(*report),
        }
    }
    rules
}

fn rule(entry: &Node, key: &str) -> Result<Rule, Box<Diagnostic>> {
    let overrides = key == "severityOverrides";
    if entry.as_object().is_none() {
        let report = MALFORMED
            .at(
                entry.span,
                format!("an entry of the metadata `{key}` must be an object"),
            )
            .here(format!("this is {}", entry.describe()));
        return Err(Box::new(report));
    }
    let text = |member: &str| {
        entry.get_str(member).map(Box::<str>::from).ok_or_else(|| {
            let span = entry.get(member).map_or(entry.span, |value| value.span);
            let report = MALFORMED
                .at(
                    span,
                    format!("an entry of the metadata `{key}` needs the string `{member}`"),
                )
                .here(format!("`{member}` is missing or not a string"));
            Box::new(report)
        })
    };
    let id = text("id")?;
    let namespace = text("namespace")?;
    let severity = if overrides {
        match &*text("severity")? {
            "WARNING" => Severity::Warning,
            "DANGER" => Severity::Danger,
            other => {
                let span = entry.get("severity").map_or(entry.span, |node| node.span);
                let report = MALFORMED
                    .at(
                        span,
                        format!("a severity override cannot raise a report to `{other}`"),
                    )
                    .here("expected `\"WARNING\"` or `\"DANGER\"`");
                return Err(Box::new(report));
            }
        }
    } else {
        Severity::Suppressed
    };
    Ok(Rule {
        id,
        namespace,
        severity,
    })
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn an_id_covers_what_is_below_it() {
        assert!(covers("A", "A"));
        assert!(covers("A", "A.B.C"));
        assert!(covers("A.B", "A.B.C"));
        assert!(!covers("A", "AB"));
        assert!(!covers("A.B", "A"));
    }
}
