//! `RuleSetAwsBuiltIn`: some built-ins of AWS need a closer look.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};

const DELICATE: Code = Code::danger("aws-built-in", "RuleSetAwsBuiltIn");

/// Built-ins that depend on the caller's account and credentials.
const OF_CREDENTIALS: [&str; 3] = [
    "AWS::Auth::AccountId",
    "AWS::Auth::AccountIdEndpointMode",
    "AWS::Auth::CredentialScope",
];

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        for parameter in rules.parameters().flat_map(|(_, parameters)| parameters) {
            let Some((name, span)) = parameter.built_in else {
                continue;
            };
            if !OF_CREDENTIALS.contains(&name) {
                continue;
            }
            out.push(
                DELICATE
                    .at(
                        span,
                        format!(
                            "rules that use the built-in `{name}` need additional consideration"
                        ),
                    )
                    .shape(rules.service.id)
                    .event(format!("RuleSetAwsBuiltIn.{name}"))
                    .event_at(parameter.span)
                    .here("depends on the caller's credentials")
                    .note("a client that has no credentials yet, or none at all, cannot fill it in")
                    .help(format!(
                        "once the rules are known to cope, suppress `RuleSetAwsBuiltIn.{name}`"
                    )),
            );
        }
    }
}
