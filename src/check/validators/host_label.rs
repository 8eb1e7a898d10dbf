//! `HostLabelTrait`: host prefixes make hosts, and their labels and members belong together.

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics, nearest};
use crate::knowledge::uri::UriPattern;
use crate::name::known;

const HOST: Code = Code::error("host-prefix-not-a-host", "HostLabelTrait");
const PERIOD: Code = Code::danger("host-prefix-without-period", "HostLabelTrait");
const NO_LABEL: Code = Code::error("member-without-host-label", "HostLabelTrait");
const NO_MEMBER: Code = Code::error("host-label-without-member", "HostLabelTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::ENDPOINT) {
        let shape = subject.container();
        let Some(operation) = shape.operation() else {
            continue;
        };
        let Some(node) = applied.value.get("hostPrefix") else {
            continue;
        };
        let Some(prefix) = node.as_str() else {
            continue;
        };
        let Ok(pattern) = UriPattern::parse_host_prefix(prefix) else {
            continue;
        };
        let head = applied.span;
        let expanded: String = pattern
            .segments
            .iter()
            .map(|segment| {
                if segment.is_label() {
                    "foo"
                } else {
                    &segment.content
                }
            })
            .collect();
        if !is_host(&expanded) {
            let report = HOST
                .at(
                    node.span,
                    format!("the host prefix `{prefix}` cannot become part of a host"),
                )
                .shape(shape.id)
                .here(if pattern.labels().next().is_some() {
                    format!("becomes `{expanded}`, for example")
                } else {
                    "not part of a host".to_owned()
                })
                .note("parts of a host hold letters, digits and `-`, up to 63 of them, and are parted by single dots");
            out.push(report.event_at(head));
        }
        if !prefix.ends_with('.') && pattern.labels().next().is_some() {
            let report = PERIOD
                .at(
                    node.span,
                    format!("the host prefix `{prefix}` has labels and does not end with `.`"),
                )
                .shape(shape.id)
                .here("no `.` at the end")
                .note("a caller could choose a value that leads to a host of somebody else")
                .help("end it with `.`");
            out.push(report.event_at(head));
        }
        let Some(input) = context.structure(operation.input.id) else {
            continue;
        };
        let unbound: Vec<&str> = pattern
            .labels()
            .map(|label| &*label.content)
            .filter(|label| {
                !input
                    .member((*label).into())
                    .is_some_and(|member| member.has_trait(known::HOST_LABEL))
            })
            .collect();
        // A label and a member that are meant for each other are one mistake, reported at the label.
        let marked = input
            .members
            .values()
            .filter(|member| member.has_trait(known::HOST_LABEL))
            .map(|member| member.id.member.as_str())
            .filter(|name| pattern.label(name).is_none());
        let meant = unbound
            .first()
            .and_then(|first| nearest(first, marked).first().copied());
        for member in input.members.values() {
            if let Some(mark) = member.traits.get(known::HOST_LABEL)
                && pattern.label(member.id.member.as_str()).is_none()
            {
                let report = NO_LABEL
                    .at(
                        mark.span,
                        format!(
                            "the host prefix of `{}` has no label for the member `{}`",
                            shape.id.name, member.id.member
                        ),
                    )
                    .shape(member.id)
                    .here("bound to a label that is not there");
                let name = member.id.member.as_str();
                let report = context.label(report, node.span, format!("no `{{{name}}}` here"));
                out.push(if meant == Some(name) {
                    report.echo()
                } else {
                    report
                });
            }
        }
        if let Some(first) = unbound.first() {
            let report = NO_MEMBER
                .at(
                    node.span,
                    format!("no member of the input is bound to {}", ticked(&unbound)),
                )
                .shape(shape.id)
                .here("used here")
                .help(match meant {
                    Some(name) => format!("did you mean `{name}`?"),
                    None if input.id == known::UNIT => format!("give the operation an input: `input := {{ @required @hostLabel {first}: String }}`"),
                    None => format!("add `@required @hostLabel {first}: String` to `{}`", input.id.name),
                });
            let report = context.label(report, input.name_span, "the input");
            out.push(report.event_at(shape.name_span));
        }
    }
}

/// Whether a text can stand at the beginning of a host. (RFC 3986, section 3.2.2.)
fn is_host(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.split('.').all(|part| {
            (1..=63).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
}
