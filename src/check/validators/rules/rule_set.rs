//! `EndpointRuleSet`: rule sets are written as the language asks, their names are known and their
//! types fit. The reference aborts at the first such mistake, without an event.

use crate::check::Context;
use crate::diag::Diagnostics;

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let problems = rules.rule_set.iter().flat_map(|read| &read.problems);
        out.extend(problems.map(|problem| problem.clone().shape(rules.service.id)));
    }
}
