//! `RuleSetUri`: the URL of an endpoint begins with its scheme.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::rules::{Body, Part, Rule};

const SCHEME: Code = Code::error("rules-url-scheme", "RuleSetUri");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let tree = rules.sound_rule_set();
        let results = rules.sound_bdd().map(|bdd| &*bdd.results);
        let in_tree = tree.into_iter().flat_map(|tree| tree.all_rules());
        for rule in in_tree.chain(results.unwrap_or_default()) {
            let Some((span, beginning)) = beginning(rule) else {
                continue;
            };
            if beginning.starts_with("http://") || beginning.starts_with("https://") {
                continue;
            }
            let report = SCHEME
                .at(span, "the URL of an endpoint must begin with a scheme")
                .shape(rules.service.id)
                .here("does not begin with `http://` or `https://`");
            out.push(if beginning.is_empty() {
                report
            } else {
                report.help("write `https://` before it")
            });
        }
    }
}

/// The fixed text that a URL begins with; `None` where it begins with a value.
fn beginning<'r>(rule: &'r Rule<'_>) -> Option<(crate::text::Span, &'r str)> {
    let Body::Endpoint(endpoint) = &rule.body else {
        return None;
    };
    let template = endpoint.url.as_text()?;
    match template.parts.first() {
        Some(Part::Literal(text)) => Some((endpoint.url.span, text)),
        Some(Part::Dynamic(_)) => None,
        None => Some((endpoint.url.span, "")),
    }
}
