//! `HttpHeaderTrait`: names of headers are valid, allowed and used once.

use indexmap::IndexMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics, Fix};
use crate::model::{AppliedTrait, Member};
use crate::name::{ShapeType, known};

const TWICE: Code = Code::error("header-bound-twice", "HttpHeaderTrait");
const RESERVED: Code = Code::danger("reserved-header", "HttpHeaderTrait");
const NAME: Code = Code::danger("header-name", "HttpHeaderTrait");

/// Headers that HTTP itself, or the one who sends the message, needs. (Specification: "httpHeader
/// trait", restrictions.)
const HELD_BACK: [&str; 15] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "max-forwards",
    "proxy-authenticate",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "www-authenticate",
    "x-forwarded-for",
];

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::HTTP_HEADER) {
        let Some(name) = applied.value.as_str() else {
            continue;
        };
        if HELD_BACK.contains(&name.to_ascii_lowercase().as_str()) {
            out.push(
                RESERVED
                    .at(
                        applied.value.span,
                        format!("a member cannot be bound to the header `{name}`"),
                    )
                    .shape(subject.id())
                    .here("set by clients, servers or HTTP itself"),
            );
        } else if let Some(bad) = name.chars().find(|c| !is_token(*c)) {
            let meant: String = name
                .trim_end_matches([':', ' '])
                .chars()
                .map(|c| if matches!(c, ' ' | '/') { '-' } else { c })
                .collect();
            let fix = (!meant.is_empty() && meant.chars().all(is_token)).then(|| {
                let written = format!("\"{meant}\"");
                Fix::replace(
                    format!("change it to `{meant}`"),
                    applied.value.span,
                    written,
                )
            });
            out.push(
                NAME.at(
                    applied.value.span,
                    format!("`{name}` is not the name of a header"),
                )
                .shape(subject.id())
                .here(format!("{bad:?} is not allowed"))
                .note("letters, digits and `!#$%&'*+-.^_`|~` are (RFC 9110, section 5.6.2)")
                .fixes(fix),
            );
        }
    }
    for structure in context.of_type(ShapeType::Structure) {
        let mut by_name: IndexMap<String, Vec<(&Member, &AppliedTrait)>> = IndexMap::new();
        for member in structure.members.values() {
            if let Some(applied) = member.traits.get(known::HTTP_HEADER)
                && let Some(name) = applied.value.as_str()
            {
                let members = by_name.entry(name.to_ascii_lowercase()).or_default();
                members.push((member, applied));
            }
        }
        for (name, members) in by_name {
            let [(_, first), (_, second), ..] = members[..] else {
                continue;
            };
            let report = TWICE
                .at(
                    second.span,
                    format!(
                        "{} are bound to the same header, `{name}`",
                        ticked(members.iter().map(|(member, _)| member.id.member))
                    ),
                )
                .shape(structure.id)
                .here("bound again here")
                .label(first.span, "first bound here")
                .note("names of headers do not distinguish case");
            out.push(report.event_at(structure.name_span));
        }
    }
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}
