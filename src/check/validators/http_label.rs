//! `HttpLabelTrait`: labels of a URI and members with `@httpLabel` belong together.

use crate::check::Context;
use crate::check::context::{article, ticked};
use crate::check::mending;
use crate::diag::{Code, Diagnostics, Fix, nearest};
use crate::knowledge::uri::UriPattern;
use crate::model::{Member, Shape};
use crate::name::{ShapeType, known};
use crate::text::{Span, TextEdit};

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
        let meant = meant(&unbound, &pattern, input);
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
                report.echo = meant == Some(name);
                let written = context.sources.slice(uri_span);
                out.push(report.fixes(put_label(written, uri_span, name)));
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
            let fix = bind(context, same).filter(|_| unbound.len() == 1);
            report = report
                .help(format!("mark `{first}` with `@httpLabel` and `@required`"))
                .fixes(fix);
            report = context.label(report, same.name_span, "this member has no `@httpLabel`");
        } else {
            report = match meant {
                Some(near) => {
                    let written = context.sources.slice(uri_span);
                    let label = format!("{{{first}");
                    let title = if nearest(first, [near]).is_empty() {
                        format!("call the label `{near}`, like the member")
                    } else {
                        format!("did you mean `{near}`?")
                    };
                    let meant = written.replacen(&label, &format!("{{{near}"), 1);
                    report.fix(Fix::replace(title, uri_span, meant))
                }
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

/// Writes the label of a member into the URI, which is given in its quotes.
fn put_label(written: &str, span: Span, name: &str) -> Option<Fix> {
    let label = format!("{{{name}}}");
    let foreign = [format!(":{name}"), format!("<{name}>"), format!("${name}")];
    let found = foreign.iter().find(|foreign| {
        let end = written.find(foreign.as_str()).map(|at| at + foreign.len());
        let behind = end.and_then(|end| written.get(end..));
        behind.is_some_and(|behind| behind.starts_with(['/', '"', '?']))
    });
    let meant = match found {
        Some(foreign) => written.replacen(foreign.as_str(), &label, 1),
        None => {
            let end = written.find('?').unwrap_or(written.len().saturating_sub(1));
            let (path, rest) = (written.get(..end)?, written.get(end..)?);
            format!("{}/{label}{rest}", path.trim_end_matches('/'))
        }
    };
    let quoted = written.starts_with('"') && !written.starts_with("\"\"\"");
    quoted.then(|| {
        let title = format!("put `{label}` into the URI");
        Fix::replace(title, span, meant)
    })
}

/// The members that are bound to a label which the URI does not have.
fn without_label<'a>(
    pattern: &'a UriPattern,
    input: &'a Shape,
) -> impl Iterator<Item = &'static str> + 'a {
    let labelled = input
        .members
        .values()
        .filter(|member| member.has_trait(known::HTTP_LABEL));
    labelled
        .map(|member| member.id.member.as_str())
        .filter(|name| pattern.label(name).is_none())
}

/// The item, where there is just one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Binds a member to its label, instead of what it is bound to.
fn bind(context: &Context<'_>, member: &Member) -> Option<Fix> {
    let others = [known::HTTP_QUERY, known::HTTP_HEADER, known::HTTP_PAYLOAD];
    let required = member.has_trait(known::REQUIRED);
    let other = others.iter().find_map(|id| member.traits.get(*id));
    if let Some(other) = other {
        let text = context.sources.slice(other.span);
        let written = if required {
            "@httpLabel"
        } else {
            "@required @httpLabel"
        };
        return text.starts_with('@').then(|| Fix {
            title: "bind it to the label".to_owned(),
            edits: vec![TextEdit {
                span: other.span,
                text: written.to_owned(),
            }],
        });
    }
    if required {
        return mending::add_trait(context.sources, member.name_span, "@httpLabel");
    }
    mending::add_trait(context.sources, member.name_span, "@required\n@httpLabel")
}

/// The member that a label without one is most likely meant for: its name is close and no label
/// has it, or it is the only member without a label as that is the only label without a member.
fn meant<'m>(unbound: &[&str], pattern: &UriPattern, input: &'m Shape) -> Option<&'m str> {
    let label = unbound.first()?;
    let names = input.members.values();
    let names = names.map(|member| member.id.member.as_str());
    // Labels that differ in case only do not name the member, near as they are.
    let free = names.filter(|name| !pattern.labels().any(|label| *label.content == **name));
    let near = nearest(label, free).first().copied();
    let other = || only(without_label(pattern, input)).filter(|_| unbound.len() == 1);
    near.or_else(other)
}
