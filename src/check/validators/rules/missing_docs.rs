//! `RuleSetParamMissingDocs`: parameters are documented.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};

const MISSING: Code = Code::warning("rules-parameter-docs", "RuleSetParamMissingDocs");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        for parameter in rules.parameters().flat_map(|(_, parameters)| parameters) {
            if parameter.documented {
                continue;
            }
            out.push(
                MISSING
                    .at(
                        parameter.name_span,
                        format!("the parameter `{}` has no documentation", parameter.name),
                    )
                    .shape(rules.service.id)
                    .event_at(parameter.span)
                    .here("not documented")
                    .note("clients show it to those who configure them")
                    .help("add a member `documentation`"),
            );
        }
    }
}
