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
        for member in input.members.values() {
            let Some(applied) = member.traits.get(known::HTTP_LABEL) else {
                continue;
            };
            let name = member.id.member.as_str();
            let Some(label) = pattern.label(name) else {
                let written = context.sources.slice(uri_span);
                let (fix, misspelt) = put_label(&pattern, input, written, uri_span, name);
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
                report.echo = misspelt;
                out.push(report.fixes(fix));
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
        let members = input.members.values();
        if let Some(same) = members
            .clone()
            .find(|member| member.id.member.as_str() == *first)
        {
            let fix = bind(context, same).filter(|_| unbound.len() == 1);
            report = report
                .help(format!("mark `{first}` with `@httpLabel` and `@required`"))
                .fixes(fix);
            report = context.label(report, same.name_span, "this member has no `@httpLabel`");
        } else {
            let names = members.map(|member| member.id.member.as_str());
            report = match nearest(first, names).first() {
                Some(near) => {
                    let written = context.sources.slice(uri_span);
                    let meant = written.replacen(
                        &format!("{{{first}"),
                        &format!("{{{near}"),
                        1,
                    );
                    report.fix(Fix::replace(
                        format!("did you mean `{near}`?"),
                        uri_span,
                        meant,
                    ))
                }
                None if unbound.len() == 1
                    && let Some(only) = only(without_label(&pattern, input)) =>
                {
                    let written = context.sources.slice(uri_span);
                    let meant =
                        written.replacen(&format!("{{{first}"), &format!("{{{only}"), 1);
                    report.fix(Fix::replace(
                        format!("call the label `{only}` like the member"),
                        uri_span,
                        meant,
                    ))
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

/// Writes the label of a member into the URI, and whether a label is there that only is misspelt,
/// which has a report of its own. `written` is the URI in its quotes.
fn put_label(
    pattern: &UriPattern,
    input: &Shape,
    written: &str,
    span: Span,
    name: &str,
) -> (Option<Fix>, bool) {
    let is_member = |label: &str| {
        let mut names = input.members.keys();
        names.any(|name| name.as_str() == label)
    };
    let misspelt = pattern.labels().any(|label| {
        !is_member(&label.content) && nearest(&label.content, [name]).first() == Some(&name)
    });
    // One label without a member and one member without a label belong together.
    let bound = |label: &str| {
        let mut members = input.members.values();
        members.any(|member| *member.id.member.as_str() == *label)
    };
    let loose = pattern
        .labels()
        .filter(|label| !bound(&label.content))
        .count();
    let misspelt = misspelt || loose == 1 && without_label(pattern, input).count() == 1;
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
            let (path, rest) = written.split_at(end);
            format!("{}/{label}{rest}", path.trim_end_matches('/'))
        }
    };
    let quoted = written.starts_with('"') && !written.starts_with("\"\"\"");
    let fix = quoted.then(|| {
        let title = format!("put `{label}` into the URI");
        Fix::replace(title, span, meant)
    });
    (fix, misspelt)
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
