//! Suppressions and severity overrides that the model itself states.
//!
//! (Specification: "Model validation", suppressions and severity overrides.)

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::knowledge::Subject;
use crate::model::{Model, TraitSource};
use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::text::{SourceMap, Span};

use super::settings::{Read, Settings, shortened};

const MALFORMED: Code = Code::error("malformed-suppression", "Model");
const UNUSED: Code = Code::note("unused-suppression", "UnusedSuppression");

/// Longer ids mean nothing: looking up each part of an id costs its length.
const ID_LIMIT: usize = 4096;

/// Among how many ids of events the one that may have been meant is looked for.
const MEANT_AMONG: usize = 256;

/// An entry of `metadata suppressions` or `metadata severityOverrides`.
struct Rule {
    id: Box<str>,
    /// Where the id stands.
    span: Span,
    /// `*` for all.
    namespace: Box<str>,
    severity: Severity,
    reason: Option<Box<str>>,
}

/// The entries of one key of the metadata, by the ids that they name.
#[derive(Default)]
struct Rules {
    rules: Vec<Rule>,
    by_id: FxHashMap<Box<str>, Vec<usize>>,
}

/// What a model says about reports, read once.
pub(super) struct Suppressions<'m> {
    model: &'m Model,
    suppressions: Rules,
    overrides: Rules,
    reports: Diagnostics,
    /// The ids in the `@suppress` of the shapes that were asked about, and where each stands.
    by_trait: FxHashMap<ShapeId, FxHashMap<&'m str, Vec<Span>>>,
    /// Where the ids stand that suppressed something.
    used: FxHashSet<Span>,
    /// Where the ids stand that mean an error.
    refused: FxHashSet<Span>,
}

impl<'m> Suppressions<'m> {
    /// Reads the metadata. Entries that make no sense are left out and reported.
    pub fn read(model: &'m Model, sources: &SourceMap) -> Self {
        let mut reports = Diagnostics::new();
        let suppressions = rules(model, sources, "suppressions", suppression, &mut reports);
        let overrides = rules(model, sources, "severityOverrides", severity, &mut reports);
        Self {
            model,
            suppressions,
            overrides,
            reports,
            by_trait: FxHashMap::default(),
            used: FxHashSet::default(),
            refused: FxHashSet::default(),
        }
    }

    /// What is wrong with the metadata itself.
    pub fn take_reports(&mut self) -> Diagnostics {
        std::mem::take(&mut self.reports)
    }

    /// Lowers or raises a report as the model asks. Errors stay what they are.
    pub fn apply(&mut self, report: &mut Diagnostic) {
        if report.severity == Severity::Suppressed {
            return;
        }
        let traits = self.covering_traits(report);
        let by_trait = !traits.is_empty();
        let mut covering = self.suppressions.covering(report).peekable();
        let reason = covering.peek().map(|rule| rule.reason.clone());
        let rules = covering.map(|rule| rule.span);
        if report.severity == Severity::Error {
            self.refused.extend(rules.chain(traits));
            return;
        }
        // All that cover it are of use, not only the first.
        self.used.extend(rules.chain(traits));
        if by_trait || reason.is_some() {
            report.severity = Severity::Suppressed;
            if let Some(reason) = reason.flatten().filter(|one| !by_trait && !one.is_empty()) {
                report.notes.push(format!("suppressed because: {reason}"));
            }
            return;
        }
        let raised = self.overrides.covering(report).map(|rule| rule.severity);
        if let Some(raised) = raised.max() {
            report.severity = report.severity.max(raised);
        }
    }

    /// Where the ids of a `@suppress` stand that mean a report.
    fn covering_traits(&mut self, report: &Diagnostic) -> Vec<Span> {
        let Some(id) = report.shape else {
            return Vec::new();
        };
        let model = self.model;
        let ids = self
            .by_trait
            .entry(id)
            .or_insert_with(|| trait_ids(model, id));
        if ids.is_empty() {
            return Vec::new();
        }
        let spans = prefixes(&report.id).filter_map(|prefix| ids.get(prefix));
        spans.flatten().copied().collect()
    }

    /// Reports the suppressions that no report needed. Only of use when everything was checked.
    pub fn unused(&self, sources: &SourceMap, out: &mut Diagnostics) {
        let mut events: Vec<String> = out.iter().map(|report| report.id.to_string()).collect();
        events.sort_unstable();
        events.dedup();
        events.truncate(MEANT_AMONG);
        let rules = self.suppressions.rules.iter();
        for rule in rules.filter(|rule| !self.used.contains(&rule.span)) {
            let place = match &*rule.namespace {
                "*" => "in the model".to_owned(),
                namespace => format!("in the namespace `{namespace}`"),
            };
            out.push(self.report(rule.span, &rule.id, &place, &events));
        }
        for subject in Subject::all(self.model) {
            if sources.is_bundled(subject.container().name_span) {
                continue;
            }
            // What a mixin brings is judged where it is written.
            let suppress = subject.traits().get(known::SUPPRESS);
            let Some(suppress) = suppress.filter(|one| one.source != TraitSource::Mixin) else {
                continue;
            };
            for node in suppress.value.as_array().unwrap_or_default() {
                if let Some(id) = node.as_str().filter(|_| !self.used.contains(&node.span)) {
                    let place = format!("on `{}`", subject.id().relative());
                    let report = self.report(node.span, id, &place, &events);
                    out.push(report.shape(subject.id()));
                }
            }
        }
    }

    fn report(&self, span: Span, id: &str, place: &str, events: &[String]) -> Diagnostic {
        let meant = nearest(id, events.iter().map(|event| &**event));
        let id = shortened(id);
        let report = UNUSED
            .at(
                span,
                format!("the suppression of `{id}` suppresses nothing"),
            )
            .beyond();
        if self.refused.contains(&span) {
            return report
                .here("means an error")
                .note("errors are never suppressed")
                .help("mend what the error says, and remove the suppression");
        }
        let report = report.here(format!("no such report {place}"));
        match meant.first() {
            Some(meant) => report.help(format!("did you mean `{meant}`?")),
            None => report
                .note("reports of other tools, on differences between models for one, are not known here")
                .help("remove it, or correct the id"),
        }
    }
}

/// The ids in the `@suppress` of a shape or member.
fn trait_ids(model: &Model, id: ShapeId) -> FxHashMap<&str, Vec<Span>> {
    let mut ids: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
    let value = Subject::of(model, id).and_then(|subject| subject.traits().value(known::SUPPRESS));
    for node in value.and_then(Node::as_array).unwrap_or_default() {
        if let Some(id) = node.as_str() {
            ids.entry(id).or_default().push(node.span);
        }
    }
    ids
}

impl Rules {
    fn add(&mut self, rule: Rule) {
        let number = self.rules.len();
        self.by_id.entry(rule.id.clone()).or_default().push(number);
        self.rules.push(rule);
    }

    /// The rules that mean a report.
    fn covering<'r>(&'r self, report: &'r Diagnostic) -> impl Iterator<Item = &'r Rule> {
        let ids = if self.rules.is_empty() {
            ""
        } else {
            &report.id
        };
        prefixes(ids)
            .filter_map(|prefix| self.by_id.get(prefix))
            .flatten()
            .filter_map(|number| self.rules.get(*number))
            .filter(|rule| match report.shape {
                _ if *rule.namespace == *"*" => true,
                Some(shape) => shape.namespace.as_str() == &*rule.namespace,
                None => false,
            })
    }
}

/// The ids that mean an event: `A.B.C` is meant by `A`, `A.B` and `A.B.C`.
fn prefixes(event: &str) -> impl Iterator<Item = &str> {
    let dots = event.match_indices('.').map(|(at, _)| at);
    dots.chain([event.len()])
        .take_while(|end| *end <= ID_LIMIT)
        .filter_map(|end| event.get(..end))
}

/// Reads the entries of one key. As in the reference, nothing is read where an entry is no object.
fn rules(
    model: &Model,
    sources: &SourceMap,
    key: &str,
    read: fn(&Settings<'_>) -> Read<Rule>,
    reports: &mut Diagnostics,
) -> Rules {
    let mut rules = Rules::default();
    let Some(metadata) = model.metadata.get(key) else {
        return rules;
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
        return rules;
    };
    let owner = format!("an entry of the metadata `{key}`");
    let all = entries
        .iter()
        .map(|entry| Settings::new(entry, MALFORMED, &*owner, sources));
    match all.collect::<Read<Vec<_>>>() {
        Err(report) => reports.push(*report),
        Ok(all) => {
            for settings in all {
                match read(&settings) {
                    Ok(rule) => rules.add(rule),
                    Err(report) => reports.push(*report),
                }
            }
        }
    }
    rules
}

fn suppression(settings: &Settings<'_>) -> Read<Rule> {
    let id = settings.expect_text("id")?;
    let namespace = settings.expect_text("namespace")?;
    let reason = settings.text("reason")?;
    Ok(Rule {
        id: id.text.into(),
        span: id.span,
        namespace: namespace.text.into(),
        severity: Severity::Suppressed,
        reason: reason.map(|reason| reason.text.trim().into()),
    })
}

fn severity(settings: &Settings<'_>) -> Read<Rule> {
    let id = settings.expect_text("id")?;
    let namespace = settings.expect_text("namespace")?;
    let choices = [("WARNING", Severity::Warning), ("DANGER", Severity::Danger)];
    let severity = settings
        .one_of("severity", &choices)?
        .ok_or_else(|| settings.missing("severity"))?;
    Ok(Rule {
        id: id.text.into(),
        span: id.span,
        namespace: namespace.text.into(),
        severity,
        reason: None,
    })
}

#[cfg(test)]
mod tests {
    use super::prefixes;

    #[test]
    fn an_event_is_meant_by_its_prefixes() {
        let all = |event| prefixes(event).collect::<Vec<_>>();
        assert_eq!(all("A"), ["A"]);
        assert_eq!(all("A.B.C"), ["A", "A.B", "A.B.C"]);
        assert_eq!(all("Foo."), ["Foo", "Foo."]);
    }
}
