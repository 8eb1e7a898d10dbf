//! `HttpLabelTrait`: labels of a URI and members with `@httpLabel` belong together.

use crate::check::Context;
use crate::check::context::{article, ticked};
use crate::diag::{Code, Diagnostics, nearest};
use crate::knowledge::uri::UriPattern;
use crate::model::Shape;
use crate::name::{ShapeType, known};

const NO_MEMBER: Code = Code::error("label-without-member", "HttpLabelTrait");
const NO_LABEL: Code = Code::error("member-without-label", "HttpLabelTrait");
const GREEDY_STRING: Code = Code::error("greedy-label-not-string", "HttpLabelTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (shape, operation, http) in context.http_operations() {
        let Some(Ok(pattern)) = http.value.get_str("uri").map(UriPattern::parse) else {
            continue;
        };
        let Some(input) = context.structure(operation.input.id) else {
            continue;
        };
        let uri_span = http.value.get("uri").map_or(http.span, |uri| uri.span);
        let unbound: Vec<&str> = pattern
            .labels()
            .filter(|label| {
                !input.members.values().any(|member| {
                    member.has_trait(known::HTTP_LABEL)
                        && *member.id.member.as_str() == *label.content
                })
            })
            .map(|label| &*label.content)
            .collect();
        // A label and a member that are meant for each other are one mistake, reported at the label.
        let meant = unbound
            .first()
            .and_then(|first| meant(first, &pattern, input));
        for member in input.members.values() {
            let Some(applied) = member.traits.get(known::HTTP_LABEL) else {
                continue;
            };
            let name = member.id.member.as_str();
            let Some(label) = pattern.label(name) else {
                let mut report = NO_LABEL
                    .at(
                        applied.span,
                        format!(
                            "the URI of `{}` has no label for the member `{name}`",
                            shape.id.name
                        ),
                    )
                    .shape(member.id)
                    .here("bound to a label that is not there")
                    .help(format!(
                        "put `{{{name}}}` into the URI, or remove `@httpLabel`"
                    ));
                report = context.label(report, uri_span, format!("no `{{{name}}}` here"));
                out.push(if meant == Some(name) {
                    report.echo()
                } else {
                    report
                });
                continue;
            };
            if let Some(target) = context.model.target(member)
                && label.is_greedy()
                && !matches!(target.shape_type, ShapeType::String | ShapeType::Enum)
            {
                let report = GREEDY_STRING
                    .at(
                        member.target.span,
                        format!(
                            "`{name}` is bound to a greedy label, so it must be a string, but `{}` is {}",
                            target.id.name,
                            article(target.shape_type)
                        ),
                    )
                    .shape(member.id)
                    .here("expected a string");
                let report = context.label(report, uri_span, format!("`{{{name}+}}` is greedy"));
                out.push(report.event_at(applied.span));
            }
        }
        let Some(first) = unbound.first() else {
            continue;
        };
        let mut report = NO_MEMBER
            .at(
                uri_span,
                if unbound.len() == 1 {
                    format!("no member of the input is bound to the label `{first}`")
                } else {
                    format!(
                        "no members of the input are bound to the labels {}",
                        ticked(&unbound)
                    )
                },
            )
            .shape(shape.id)
            .here("used here");
        if let Some(same) = input
            .members
            .values()
            .find(|member| member.id.member.as_str() == *first)
        {
            report = report.help(format!("mark `{first}` with `@httpLabel` and `@required`"));
            report = context.label(report, same.name_span, "this member has no `@httpLabel`");
        } else {
            report = match meant {
                Some(near) => report.help(format!("did you mean `{near}`?")),
                None if input.id == known::UNIT => report.help(format!(
                    "give the operation an input: `input := {{ @required @httpLabel {first}: String }}`"
                )),
                None => report.help(format!(
                    "add `@required @httpLabel {first}: String` to `{}`",
                    input.id.name
                )),
            };
            report = context.label(report, input.name_span, "the input");
        }
        out.push(report.event_at(shape.name_span));
    }
}

/// The member that a label without one is most likely meant for: its name is close, and no label
/// has it.
fn meant<'m>(label: &str, pattern: &UriPattern, input: &'m Shape) -> Option<&'m str> {
    let names = input.members.values();
    let names = names.map(|member| member.id.member.as_str());
    let free = names.filter(|name| pattern.label(name).is_none());
    nearest(label, free).first().copied()
}
