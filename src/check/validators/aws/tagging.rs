//! The validators of tags: `ServiceTagging`, `TagEnabledService`, `TaggableResource`,
//! `TagResourcePropertyName` and `TagResourcePropertyType`.

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::Closure;
use crate::knowledge::aws::{
    TagApi, Tagging, input_has_tags, is_tags_name, is_tags_shape, taggable,
};
use crate::model::{Operation, ResourceMember, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::Span;

const API_MISSING: Code = Code::warning("tagging-operation-missing", "ServiceTagging");
const API_UNFIT: Code = Code::danger("tagging-operation-unfit", "ServiceTagging");
const NOTHING_TAGGED: Code = Code::error("nothing-taggable", "TagEnabledService");
const INCONSISTENT: Code = Code::warning("tagging-incomplete", "TagEnabledService");
const AMBIGUOUS: Code = Code::warning("tagging-ambiguous", "TagEnabledService");
const LIKELY: Code = Code::warning("likely-taggable", "TaggableResource");
const NOT_ENABLED: Code = Code::warning("tagging-not-enabled", "TaggableResource");
const UPDATES_TAGS: Code = Code::danger("update-changes-tags", "TaggableResource");
const NO_ARN: Code = Code::error("taggable-without-arn", "TaggableResource");
const UNTAGGABLE: Code = Code::danger("taggable-by-nothing", "TaggableResource");
const PROPERTY_NAME: Code = Code::warning("tag-property-name", "TagResourcePropertyName");
const PROPERTY_TYPE: Code = Code::error("tag-property-type", "TagResourcePropertyType");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let uses = |id| !context.graph.with_trait(id).is_empty();
    if !uses(known::AWS_TAG_ENABLED) && !uses(known::AWS_TAGGABLE) {
        return;
    }
    let tagging = Tagging::of(context.model);
    for (service, closure) in context.closures() {
        if service.has_trait(known::AWS_TAG_ENABLED) {
            operations(context, service, &tagging, out);
            enabled(context, service, closure, &tagging, out);
        }
        resources(context, service, closure, &tagging, out);
    }
    for (subject, _) in context.applied(known::AWS_TAGGABLE) {
        property(context, subject.container(), out);
    }
}

fn operations(context: &Context<'_>, service: &Shape, tagging: &Tagging, out: &mut Diagnostics) {
    let Some(applied) = service.traits.get(known::AWS_TAG_ENABLED) else {
        return;
    };
    for api in TagApi::ALL {
        let usual = api.usual_name();
        match tagging.operation(service.id, api) {
            Some((_, true)) => {}
            Some((reference, false)) => {
                let report = API_UNFIT
                    .at(
                        applied.span,
                        format!(
                            "`{}` cannot {} of any resource",
                            reference.id.name,
                            purpose(api)
                        ),
                    )
                    .shape(service.id)
                    .here("manages tags of resources")
                    .note(needs(api));
                let operation = context.model.shape(reference.id);
                let span = operation.map_or(reference.span, |shape| shape.name_span);
                out.push(context.label(report, span, "this operation"));
            }
            None => {
                let configured = config(service).and_then(|config| config.get_str(api.property()));
                let name = configured
                    .and_then(ShapeId::parse)
                    .map_or(usual, |id| id.name.as_str());
                out.push(
                    API_MISSING
                        .at(
                            applied.span,
                            format!("`{}` has no operation `{name}`", service.id.name),
                        )
                        .shape(service.id)
                        .here("manages tags of resources")
                        .note(format!("it is the operation to {} of any resource", purpose(api)))
                        .help(format!(
                            "add it to the `operations` of the service, or name another one in `apiConfig` as `{}`",
                            api.property()
                        )),
                );
            }
        }
    }
}

fn config(service: &Shape) -> Option<&crate::node::Node> {
    service
        .trait_value(known::AWS_TAG_ENABLED)?
        .get("apiConfig")
}

fn purpose(api: TagApi) -> &'static str {
    match api {
        TagApi::Tag => "change tags",
        TagApi::Untag => "take tags away",
        TagApi::List => "read tags",
    }
}

fn needs(api: TagApi) -> &'static str {
    match api {
        TagApi::Tag => {
            "its input needs the ARN of a resource, a string such as `resourceArn`, and one member with tags, such as `tags`"
        }
        TagApi::Untag => {
            "its input needs the ARN of a resource, a string such as `resourceArn`, and `tagKeys`, a list of strings"
        }
        TagApi::List => {
            "its input needs the ARN of a resource, a string such as `resourceArn`, and its output one member with tags, such as `tags`"
        }
    }
}

fn enabled(
    context: &Context<'_>,
    service: &Shape,
    closure: &Closure,
    tagging: &Tagging,
    out: &mut Diagnostics,
) {
    let (Some(applied), Some(detail)) = (
        service.traits.get(known::AWS_TAG_ENABLED),
        service.service(),
    ) else {
        return;
    };
    let report = |code: Code, text: &str| {
        code.at(service.name_span, text)
            .shape(service.id)
            .here("manages tags")
            .label(applied.span, "says so")
    };
    if taggable(context.model, closure).next().is_none() {
        let text = "a service that manages tags has no resource with tags";
        out.push(report(NOTHING_TAGGED, text).help("apply `@taggable` to its resources with tags"));
    }
    let disabled = applied
        .value
        .get("disableDefaultOperations")
        .and_then(|node| node.as_bool());
    if disabled != Some(true) && !tagging.is_complete(service.id) {
        let text = "the operations that manage tags are not all there, or do not fit";
        let report = report(INCONSISTENT, text)
            .note("`TagResource`, `UntagResource` and `ListTagsForResource` go together")
            .help("set `disableDefaultOperations: true` where the service has none on purpose");
        out.push(report);
    }
    for api in TagApi::ALL {
        let Some(node) = config(service).and_then(|config| config.get(api.property())) else {
            continue;
        };
        let configured = node.as_str().and_then(ShapeId::parse);
        let usual = api.usual_name();
        if configured.is_none_or(|id| id.name.as_str() == usual) {
            continue;
        }
        let bound = detail
            .operations
            .iter()
            .find(|one| one.id.name.as_str() == usual);
        if let Some(bound) = bound {
            out.push(
                AMBIGUOUS
                    .at(
                        node.span,
                        format!("`{usual}` is not used for tags, though it is called so"),
                    )
                    .event_at(applied.span)
                    .shape(service.id)
                    .here("takes its place")
                    .label(bound.span, "has the usual name")
                    .help(format!(
                        "remove `{}` from `apiConfig`, or `{usual}` from the service",
                        api.property()
                    )),
            );
        }
    }
}

fn resources(
    context: &Context<'_>,
    service: &Shape,
    closure: &Closure,
    tagging: &Tagging,
    out: &mut Diagnostics,
) {
    for resource in closure
        .resources
        .keys()
        .filter_map(|id| context.model.shape(*id))
    {
        let arn = resource.traits.get(known::AWS_ARN);
        let marked = resource.traits.get(known::AWS_TAGGABLE);
        let site: Span = if let Some(applied) = marked {
            taggable_resource(context, resource, service, tagging, out);
            applied.span
        } else if let (Some(arn), true) = (arn, tagging.is_complete(service.id)) {
            out.push(
                LIKELY
                    .at(
                        resource.name_span,
                        format!(
                            "`{}` has an ARN, and so it probably has tags",
                            resource.id.name
                        ),
                    )
                    .shape(resource.id)
                    .here("not marked `@taggable`")
                    .label(arn.span, "has an ARN")
                    .note(format!(
                        "`{}` manages the tags of any resource by its ARN",
                        service.id.name
                    ))
                    .help("apply `@taggable`"),
            );
            arn.span
        } else {
            continue;
        };
        if !service.has_trait(known::AWS_TAG_ENABLED) {
            out.push(
                NOT_ENABLED
                    .at(
                        service.name_span,
                        format!(
                            "`{}` has resources with tags, but is not marked `@tagEnabled`",
                            service.id.name
                        ),
                    )
                    .shape(service.id)
                    .here("has resources with tags")
                    .label(site, "one of them")
                    .help("apply `@tagEnabled` to the service"),
            );
        }
    }
}

fn taggable_resource(
    context: &Context<'_>,
    resource: &Shape,
    service: &Shape,
    tagging: &Tagging,
    out: &mut Diagnostics,
) {
    if let Some(update) = Tagging::on_update(context.model, resource)
        && let Some(operation) = context.model.shape(update.id)
    {
        out.push(
            UPDATES_TAGS
                .at(
                    operation.name_span,
                    format!("`{}` changes tags along with the resource", operation.id.name),
                )
                .shape(operation.id)
                .here(format!("its input has the tags of `{}`", resource.id.name))
                .note("whoever may change tags may change who has access, so that is an operation of its own"),
        );
    }
    let by_service = tagging.is_complete(service.id);
    let by_resource = has_own_operations(context, resource);
    let at = |code: Code, text: String| -> Diagnostic {
        let report = code.at(resource.name_span, text).shape(resource.id);
        match resource.traits.get(known::AWS_TAGGABLE) {
            Some(applied) => report.label(applied.span, "has tags"),
            None => report,
        }
    };
    if by_service && !by_resource && !resource.has_trait(known::AWS_ARN) {
        let text = format!("`{}` has tags, but no ARN to find it by", resource.id.name);
        out.push(
            at(NO_ARN, text)
                .here("only the operations of the service manage its tags")
                .help("apply `@arn`"),
        );
    }
    if !by_service && !by_resource {
        let text = format!(
            "`{}` has tags, but no operations to manage them",
            resource.id.name
        );
        out.push(
            at(UNTAGGABLE, text)
                .here("neither the service nor the resource has them")
                .help("name operations in the `apiConfig` of `@taggable`, or complete those of the service"),
        );
    }
}

/// Whether the operations that `@taggable` names manage the tags of the resource.
fn has_own_operations(context: &Context<'_>, resource: &Shape) -> bool {
    let config = resource
        .trait_value(known::AWS_TAGGABLE)
        .and_then(|value| value.get("apiConfig"));
    let Some(config) = config else { return false };
    let operation = |api: TagApi| -> Option<(ShapeId, &Operation)> {
        let id = ShapeId::parse(config.get_str(api.property())?)?;
        Some((id, context.model.shape(id)?.operation()?))
    };
    TagApi::ALL.into_iter().all(|api| {
        operation(api).is_some_and(|(id, operation)| {
            api.has_one_member(context.model, operation)
                && (api != TagApi::Tag || input_has_tags(context.model, resource, id))
        })
    })
}

fn property(context: &Context<'_>, resource: &Shape, out: &mut Diagnostics) {
    let Some(applied) = resource.traits.get(known::AWS_TAGGABLE) else {
        return;
    };
    let (Some(node), Some(detail)) = (applied.value.get("property"), resource.resource()) else {
        return;
    };
    let name = node.as_str().unwrap_or_default();
    if resource.shape_type == ShapeType::Resource && !is_tags_name(name) {
        out.push(
            PROPERTY_NAME
                .at(
                    node.span,
                    format!("the property with tags is called `{name}`"),
                )
                .event_at(resource.name_span)
                .shape(resource.id)
                .here("an unusual name")
                .help("call it `tags`, as other resources do"),
        );
    }
    let found: Option<&ResourceMember> = detail
        .properties
        .iter()
        .find(|one| one.name.as_str() == name);
    let Some(member) = found else { return };
    let Some(target) = context.model.shape(member.target.id) else {
        return;
    };
    if !is_tags_shape(context.model, target) {
        out.push(
            PROPERTY_TYPE
                .at(
                    resource.name_span,
                    format!("`{}` cannot hold tags", target.id.name),
                )
                .shape(resource.id)
                .here("has tags")
                .label(member.target.span, "not a shape for tags")
                .note("tags are a map of strings, or a list of structures with two strings each"),
        );
    }
}
