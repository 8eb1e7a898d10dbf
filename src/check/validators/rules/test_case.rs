//! `RuleSetTestCase`: the rules yield what the test cases of the service expect.

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::rules::{Budget, Failure, Mismatch, Outcome, TestCase};
use crate::text::Span;

use super::{ServiceRules, opening};

const FAILED: Code = Code::error("rules-test-failed", "RuleSetTestCase");
const NO_RESULT: Code = Code::error("rules-test-no-result", "RuleSetTestCase");
const TOO_LONG: Code = Code::error("rules-test-too-long", "RuleSetTestCase");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        run_cases(rules, out);
    }
}

fn run_cases(rules: &ServiceRules<'_>, out: &mut Diagnostics) {
    let Some(cases) = rules.sound_cases() else {
        return;
    };
    let mut budget = Budget::new(Budget::SERVICE);
    for case in &cases.cases {
        // The rule set counts where there are both.
        let result = if rules.rule_set.is_some() {
            let Some(rule_set) = rules.sound_rule_set() else {
                return;
            };
            rule_set.evaluate(case, &mut budget)
        } else {
            let Some(bdd) = rules.sound_bdd() else {
                return;
            };
            bdd.evaluate(case, &mut budget)
        };
        let report = match result {
            Ok(outcome) => outcome
                .mismatch(&case.expect)
                .map(|mismatch| failed(case, &outcome, &mismatch)),
            Err(failure) if budget.is_spent() => Some(too_long(case, &failure)),
            Err(failure) => Some(no_result(case, &failure)),
        };
        if let Some(report) = report {
            out.push(report.shape(rules.service.id).event_at(case.span));
        }
        if budget.is_spent() {
            return;
        }
    }
}

/// A test case as messages call it.
fn name(case: &TestCase<'_>) -> String {
    match case.documentation {
        Some(text) => format!("the endpoint test {text:?}"),
        None => "an endpoint test".to_owned(),
    }
}

fn failed(case: &TestCase<'_>, outcome: &Outcome<'_>, mismatch: &Mismatch) -> Diagnostic {
    FAILED
        .at(
            mismatch.span,
            format!("{} fails: {} is not as expected", name(case), mismatch.what),
        )
        .here(format!("expected {}", mismatch.expected))
        .label(outcome.span, format!("the rules yield {}", mismatch.found))
}

fn no_result(case: &TestCase<'_>, failure: &Failure) -> Diagnostic {
    let at = opening(case.span);
    let report = NO_RESULT
        .at(
            at,
            format!("{} has no result: {}", name(case), failure.message),
        )
        .here("this test");
    elsewhere(report, case, failure.span)
}

fn too_long(case: &TestCase<'_>, failure: &Failure) -> Diagnostic {
    let report = TOO_LONG
        .at(
            opening(case.span),
            format!("{} takes too long to evaluate", name(case)),
        )
        .here("neither this test nor those after it were evaluated")
        .note("a rule set whose texts grow with every condition is one cause");
    elsewhere(report, case, failure.span)
}

/// Adds the place that shows why there is no result, unless that is the whole test.
fn elsewhere(report: Diagnostic, case: &TestCase<'_>, span: Span) -> Diagnostic {
    if span == case.span {
        report
    } else {
        report.label(span, "here")
    }
}
