//! `ArnTemplate` and `ArnTrait`: the ARN of a resource names all of its identifiers, and no others.

use indexmap::IndexSet;
use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::model::{AppliedTrait, Shape};
use crate::name::{is_identifier, known};

const SLASH: Code = Code::error("arn-begins-with-slash", "Model");
const LABEL: Code = Code::error("arn-label", "ArnTemplate");
const MISSING: Code = Code::error("arn-without-identifier", "ArnTemplate");
const UNKNOWN: Code = Code::error("arn-unknown-label", "ArnTemplate");
const DELIMITER: Code = Code::error("arn-delimiter", "ArnTrait");

/// What the reference refuses when it reads the trait.
pub(in crate::check::validators) fn unreadable(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::AWS_ARN) {
        let template = applied.value.get("template");
        if let Some(node) = template
            && node.as_str().is_some_and(|text| text.starts_with('/'))
        {
            out.push(
                SLASH
                    .at(node.span, "the template of `@arn` must not begin with `/`")
                    .event_at(applied.span)
                    .shape(subject.id())
                    .here("begins with `/`")
                    .help("remove the slash; what comes before the resource is added to it"),
            );
        }
    }
}

pub(in crate::check::validators) fn templates(context: &Context<'_>, out: &mut Diagnostics) {
    let mut seen = FxHashSet::default();
    for (service, closure) in context.closures() {
        if !service.has_trait(known::AWS_SERVICE) {
            continue;
        }
        for id in closure.resources.keys() {
            let Some(resource) = context.model.shape(*id) else {
                continue;
            };
            if let Some(applied) = resource.traits.get(known::AWS_ARN) {
                let repeated = !seen.insert(*id);
                let before = out.len();
                template(resource, applied, out);
                if repeated {
                    // An event of each service; people read it once.
                    for report in out.iter_mut().skip(before) {
                        report.echo = true;
                    }
                }
            }
        }
    }
}

fn template(resource: &Shape, applied: &AppliedTrait, out: &mut Diagnostics) {
    let (Some(node), Some(detail)) = (applied.value.get("template"), resource.resource()) else {
        return;
    };
    let text = node.as_str().unwrap_or_default();
    let labels: IndexSet<&str> = labels(text).collect();
    let malformed: Vec<_> = labels.iter().filter(|label| !is_label(label)).collect();
    if !malformed.is_empty() {
        out.push(
            LABEL
                .at(
                    node.span,
                    format!(
                        "{} in the template of `@arn` is not a name",
                        ticked(malformed)
                    ),
                )
                .event_at(applied.span)
                .shape(resource.id)
                .here("in this template")
                .note("a label is the name of an identifier in braces, such as `{bucketName}`"),
        );
        return;
    }
    let names: IndexSet<&str> = detail
        .identifiers
        .iter()
        .map(|identifier| identifier.name.as_str())
        .collect();
    let missing: Vec<_> = names.difference(&labels).collect();
    if !missing.is_empty() {
        let mut report = MISSING
            .at(
                node.span,
                format!(
                    "the template of `@arn` leaves out {} of `{}`",
                    ticked(&missing),
                    resource.id.name
                ),
            )
            .event_at(applied.span)
            .shape(resource.id)
            .here("tells fewer resources apart than there are")
            .note("an ARN names one resource, so it holds every identifier")
            .help(format!("add `{{{}}}` to the template", missing[0]));
        let first = detail
            .identifiers
            .iter()
            .find(|identifier| identifier.name.as_str() == *missing[0]);
        if let Some(identifier) = first {
            report = report.label(identifier.name_span, "not in the template");
        }
        out.push(report);
    }
    let unknown: Vec<_> = labels.difference(&names).collect();
    if !unknown.is_empty() {
        let has = if names.is_empty() {
            "the resource has no identifiers".to_owned()
        } else {
            format!("the identifiers of the resource: {}", ticked(&names))
        };
        out.push(
            UNKNOWN
                .at(
                    node.span,
                    format!(
                        "{} in the template of `@arn` is no identifier of `{}`",
                        ticked(&unknown),
                        resource.id.name
                    ),
                )
                .event_at(applied.span)
                .shape(resource.id)
                .here("holds a label that nothing fills")
                .note(has),
        );
    }
}

/// What stands in braces.
fn labels(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| {
        let (label, _) = part.split_once('}')?;
        (!label.is_empty()).then_some(label)
    })
}

fn is_label(label: &str) -> bool {
    is_identifier(label.strip_prefix(['!', '|', '+']).unwrap_or(label))
}

pub(in crate::check::validators) fn delimiters(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::AWS_ARN) {
        let value = &applied.value;
        let absolute = value.get("absolute").and_then(|node| node.as_bool());
        let (Some(delimiter), false) = (value.get("resourceDelimiter"), absolute == Some(true))
        else {
            continue;
        };
        out.push(
            DELIMITER
                .at(
                    delimiter.span,
                    "`resourceDelimiter` only makes sense in an absolute ARN",
                )
                .event_at(applied.span)
                .shape(subject.id())
                .here("stands for nothing here")
                .help("add `absolute: true`, or remove the delimiter"),
        );
    }
}
