//! `JsonName`: no two members have one name in JSON.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::model::Member;
use crate::name::known;

const SAME: Code = Code::error("same-json-name", "JsonName");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut seen = FxHashSet::default();
    for (subject, _) in context.applied(known::JSON_NAME) {
        let container = subject.container();
        if !seen.insert(container.id) {
            continue;
        }
        let mut by_name: IndexMap<&str, Vec<&Member>> = IndexMap::new();
        for member in container.members.values() {
            let name = member
                .traits
                .text(known::JSON_NAME)
                .unwrap_or(member.id.member.as_str());
            by_name.entry(name).or_default().push(member);
        }
        for (name, members) in by_name {
            let [first, second, ..] = members[..] else {
                continue;
            };
            let span = |member: &Member| {
                let applied = member.traits.get(known::JSON_NAME);
                applied.map_or(member.name_span, |applied| applied.span)
            };
            let report = SAME
                .at(
                    span(second),
                    format!(
                        "{} have the same name in JSON, `{name}`",
                        ticked(members.iter().map(|member| member.id.member))
                    ),
                )
                .shape(container.id)
                .here("the same name again")
                .label(span(first), "first here");
            out.push(report.event_at(container.name_span));
        }
    }
}
