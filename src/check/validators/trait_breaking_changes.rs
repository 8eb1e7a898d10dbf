//! `TraitBreakingChanges`: the paths in `breakingChanges` of a trait lead to its members.

use crate::check::Context;
use crate::check::context::article;
use crate::diag::{Code, Diagnostics, nearest};
use crate::name::known;
use crate::node::Node;
use crate::text::Symbol;

const PATH: Code = Code::error("breaking-change-path", "TraitBreakingChanges");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::TRAIT) {
        let rules = applied
            .value
            .get("breakingChanges")
            .and_then(Node::as_array);
        for rule in rules.unwrap_or(&[]) {
            let Some(node) = rule.get("path") else {
                continue;
            };
            let Some(path) = node.as_str().and_then(|text| text.strip_prefix('/')) else {
                continue;
            };
            let mut current = subject.container();
            for part in path.split('/') {
                // RFC 6901, section 4.
                let name = part.replace("~1", "/").replace("~0", "~");
                let next = current
                    .member(Symbol::intern(&name))
                    .and_then(|member| context.model.target(member));
                if let Some(next) = next {
                    current = next;
                    continue;
                }
                let message = format!(
                    "`{}`, {}, has no member `{name}`",
                    current.id.relative(),
                    article(current.shape_type)
                );
                let head = applied.span;
                let mut report = PATH
                    .at(node.span, message)
                    .here("this path leads nowhere")
                    .event_at(head)
                    .shape(subject.id());
                report = context.label(report, current.name_span, "the shape that was reached");
                let members = current.members.keys().map(|name| name.as_str());
                if let Some(meant) = nearest(&name, members).first() {
                    report = report.help(format!("did you mean `{meant}`?"));
                }
                out.push(report);
                break;
            }
        }
    }
}
