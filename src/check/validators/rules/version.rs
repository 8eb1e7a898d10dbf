//! `RulesEngineVersion`: a rule set uses nothing that its version does not have.

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::name::ShapeId;
use crate::rules::{Body, Condition, Expression, Kind, Rule, Version};

const TOO_NEW: Code = Code::error("rules-engine-version", "RulesEngineVersion");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let mut visitor = Visitor {
            declared: Version::V1_0,
            service: rules.service.id,
            out,
        };
        if let Some(bdd) = rules.sound_bdd() {
            visitor.declared = bdd.version;
            for condition in &bdd.conditions {
                // The reference looks at the function itself only.
                visitor.expression(&condition.function);
            }
            for rule in &bdd.results {
                visitor.rule(rule);
            }
        }
        if let Some(rule_set) = rules.sound_rule_set() {
            visitor.declared = rule_set.version;
            for rule in rule_set.all_rules() {
                visitor.rule(rule);
            }
        }
    }
}

struct Visitor<'o> {
    declared: Version,
    service: ShapeId,
    out: &'o mut Diagnostics,
}

impl Visitor<'_> {
    /// Looks at a rule, not at those inside of it. Of expressions, as deep as the reference does.
    fn rule(&mut self, rule: &Rule<'_>) {
        for Condition { function, .. } in &rule.conditions {
            self.expression(function);
            for argument in function.arguments() {
                self.expression(argument);
            }
        }
        match &rule.body {
            Body::Tree(_) => {}
            Body::Endpoint(endpoint) => {
                self.expression(&endpoint.url);
                for value in endpoint.headers.iter().flat_map(|(_, values)| values) {
                    self.expression(value);
                }
            }
            Body::Error(error) => self.expression(error),
        }
    }

    fn expression(&mut self, expression: &Expression<'_>) {
        let needed = expression.since();
        if self.declared >= needed {
            return;
        }
        let declared = self.declared;
        let report: Diagnostic = match &expression.kind {
            Kind::Call {
                function,
                name_span,
                ..
            } => TOO_NEW
                .at(
                    *name_span,
                    format!(
                        "`{}` needs version {needed} of the rules language, but the rule set is written for {declared}",
                        function.name()
                    ),
                )
                .here(format!("not in {declared}")),
            _ => TOO_NEW
                .at(
                    super::opening(expression.span),
                    format!(
                        "a negative index needs version {needed} of the rules language, but the rule set is written for {declared}"
                    ),
                )
                .here(format!("its path is not in {declared}")),
        };
        self.out.push(
            report
                .shape(self.service)
                .event_at(expression.span)
                .help(format!("raise the `version` of the rule set to {needed}")),
        );
    }
}
