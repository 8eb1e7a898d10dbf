//! `IamResourceTrait` and `IamResourceTraitConflictingName`: what IAM calls a resource stands in its
//! ARN, and is not the name of another one.

use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::aws::resource_name;
use crate::model::Shape;
use crate::name::{ShapeType, known};

const NOT_IN_ARN: Code = Code::danger("iam-resource-not-in-arn", "IamResourceTrait");
const SAME_NAME: Code = Code::error("iam-resource-name", "IamResourceTraitConflictingName");

/// How many of the resources are pointed at.
const POINTED_AT: usize = 3;

pub(in crate::check::validators) fn arns(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::IAM_RESOURCE) {
        let resource = subject.container();
        let Some(arn) = resource.traits.get(known::AWS_ARN) else {
            continue;
        };
        let absolute = arn.value.get("absolute").and_then(|node| node.as_bool());
        let (Some(template), false, ShapeType::Resource) = (
            arn.value.get("template"),
            absolute == Some(true),
            resource.shape_type,
        ) else {
            continue;
        };
        let name = applied
            .value
            .get_str("name")
            .map_or_else(|| resource.id.name.as_str().to_lowercase(), str::to_owned);
        let text = template.as_str().unwrap_or_default();
        if text.split(['/', ':']).any(|part| part == name) {
            continue;
        }
        out.push(
            NOT_IN_ARN
                .at(
                    resource.name_span,
                    format!("IAM calls the resource `{name}`, which does not stand in its ARN"),
                )
                .shape(resource.id)
                .here(format!("called `{name}`"))
                .label(applied.span, "by this trait")
                .label(template.span, "has another name")
                .help(format!(
                    "write `{name}/…` in the template, or the template's name in `@iamResource`"
                )),
        );
    }
}

pub(in crate::check::validators) fn names(context: &Context<'_>, out: &mut Diagnostics) {
    // Without the trait, resources are called like their shapes, and those differ in a service.
    if context.graph.with_trait(known::IAM_RESOURCE).is_empty() {
        return;
    }
    for (service, closure) in context.closures() {
        let mut by_name: BTreeMap<String, Vec<&Shape>> = BTreeMap::new();
        for id in closure.resources.keys() {
            if let Some(resource) = context.model.shape(*id) {
                let name = resource_name(resource).to_lowercase();
                by_name.entry(name).or_default().push(resource);
            }
        }
        for (name, mut resources) in by_name {
            if resources.len() < 2 {
                continue;
            }
            resources.sort_by_key(|resource| resource.id.to_string());
            let mut report = SAME_NAME
                .at(
                    service.name_span,
                    format!(
                        "IAM calls {} by one name, `{name}`",
                        ticked(resources.iter().map(|resource| resource.id))
                    ),
                )
                .shape(service.id)
                .here("has resources of the same name")
                .note("names of resources in IAM must differ in a service, and not in case only")
                .help("give one of them another `name` in `@iamResource`");
            for resource in resources.iter().take(POINTED_AT) {
                let site = resource.traits.get(known::IAM_RESOURCE);
                let span = site.map_or(resource.name_span, |applied| applied.span);
                report = report.label(span, format!("called `{}`", resource_name(resource)));
            }
            out.push(report);
        }
    }
}
