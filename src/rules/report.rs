//! The codes of what can be wrong with a rule set, and the place that collects them.
//!
//! A rule set is one value of one trait. Its reports carry the event id `EndpointRuleSet`; the
//! validator that has to say `Model` instead, for decision diagrams, changes it.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::text::Span;

/// The event id of all of them.
const EVENT: &str = "EndpointRuleSet";

pub(super) const MISSING: Code = Code::error("rules-missing-member", EVENT);
pub(super) const WRONG_KIND: Code = Code::error("rules-wrong-kind", EVENT);
pub(super) const UNKNOWN_MEMBER: Code = Code::error("rules-unknown-member", EVENT);
pub(super) const UNKNOWN_TYPE: Code = Code::error("rules-unknown-type", EVENT);
pub(super) const VERSION: Code = Code::error("rules-version", EVENT);
pub(super) const UNKNOWN_FUNCTION: Code = Code::error("rules-unknown-function", EVENT);
pub(super) const ARGUMENTS: Code = Code::error("rules-arguments", EVENT);
pub(super) const TYPE: Code = Code::error("rules-type", EVENT);
pub(super) const UNSET: Code = Code::error("rules-maybe-unset", EVENT);
pub(super) const UNKNOWN_NAME: Code = Code::error("rules-unknown-name", EVENT);
pub(super) const SHADOWED: Code = Code::error("rules-shadowed-name", EVENT);
pub(super) const TEMPLATE: Code = Code::error("rules-template", EVENT);
pub(super) const PATH: Code = Code::error("rules-path", EVENT);
pub(super) const FIELD: Code = Code::error("rules-unknown-field", EVENT);
pub(super) const LITERAL: Code = Code::error("rules-literal", EVENT);
pub(super) const EMPTY_TREE: Code = Code::error("rules-empty-tree", EVENT);
pub(super) const DEFAULT: Code = Code::error("rules-default", EVENT);
pub(super) const TOO_DEEP: Code = Code::error("rules-too-deep", EVENT);

/// How many reports one rule set gets; a generator that goes wrong once goes wrong everywhere.
const MOST_REPORTS: usize = 50;

/// What was found so far, and where the reader is.
#[derive(Default)]
pub(super) struct Reports<'m> {
    found: Diagnostics,
    /// The documentation of the rule at hand.
    rule: Option<&'m str>,
}

impl<'m> Reports<'m> {
    /// Adds a report, with the rule that it stands in.
    pub fn push(&mut self, report: Diagnostic) {
        if !self.is_full() {
            self.found.push(match self.rule {
                Some(rule) => report.note(format!("in the rule that is documented as {rule:?}")),
                None => report,
            });
        }
    }

    /// Whether further reports would be dropped, so that it is not worth looking for advice.
    pub fn is_full(&self) -> bool {
        self.found.len() >= MOST_REPORTS
    }

    /// Enters a rule; returns what [`Self::leave`] wants back.
    pub fn enter(&mut self, documentation: Option<&'m str>) -> Option<&'m str> {
        let outer = self.rule;
        if documentation.is_some() {
            self.rule = documentation;
        }
        outer
    }

    /// Leaves a rule.
    pub fn leave(&mut self, outer: Option<&'m str>) {
        self.rule = outer;
    }

    /// Everything found.
    pub fn into_found(self) -> Diagnostics {
        self.found
    }
}

/// The opening bracket of an object or array: underlining all of it would show pages.
pub(super) fn opening(span: Span) -> Span {
    let start = span.start as usize;
    Span::new(span.file, start, (start + 1).min(span.end as usize))
}
