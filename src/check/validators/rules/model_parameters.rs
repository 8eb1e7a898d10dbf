//! The parameters that a service and its operations supply to a rule set.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::jmespath::{Expression, Sample, Type};
use crate::model::{Member, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::{Entry, Object};
use crate::rules::ParameterType;
use crate::text::Span;

const STATIC: Code = Code::error(
    "static-parameter-inconsistent",
    "RuleSetParameter.StaticContextParams.InconsistentType",
);
const OPERATION: Code = Code::error(
    "operation-parameter-inconsistent",
    "RuleSetParameter.OperationContextParams.InconsistentType",
);
const MEMBER: Code = Code::error(
    "context-parameter-inconsistent",
    "RuleSetParameter.ContextParam.InconsistentType",
);
const UNSUPPORTED: Code = Code::error(
    "context-parameter-type",
    "RuleSetParameter.ContextParam.UnsupportedType",
);

/// What the model supplies for one parameter.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub kind: ParameterType,
    /// Where it says so.
    pub span: Span,
}

/// What the model supplies, by name, in the order met.
pub(super) type ModelParameters<'m> = IndexMap<&'m str, Source, FxBuildHasher>;

/// Collects what a service and its operations supply, and reports where they disagree.
pub(super) fn collect<'m>(
    context: &Context<'m>,
    service: &'m Shape,
    operations: &[&'m Shape],
    out: &mut Diagnostics,
) -> ModelParameters<'m> {
    let mut supplied = ModelParameters::default();
    for entry in entries(service, known::CLIENT_CONTEXT_PARAMS) {
        let kind = entry.value.get_str("type").and_then(ParameterType::parse);
        if let Some(kind) = kind {
            let span = entry.key_span;
            supplied.insert(&entry.key, Source { kind, span });
        }
    }
    for operation in operations {
        of_values(operation, &mut supplied, out);
        of_paths(context, operation, &mut supplied, out);
        for (member, name) in members(context, operation) {
            of_member(context, member, name, &mut supplied, out);
        }
    }
    supplied
}

/// Adds what is supplied; returns what said otherwise before.
fn supply<'m>(
    supplied: &mut ModelParameters<'m>,
    name: &'m str,
    source: Source,
) -> Result<(), Source> {
    match supplied.get(name) {
        Some(before) if before.kind != source.kind => Err(*before),
        _ => {
            supplied.insert(name, source);
            Ok(())
        }
    }
}

fn inconsistent(code: Code, name: &str, source: Source, before: Source) -> Diagnostic {
    code.at(
        source.span,
        format!(
            "the parameter `{name}` is {} here, but {} elsewhere",
            source.kind.describe(),
            before.kind.describe()
        ),
    )
    .here(source.kind.describe())
    .label(before.span, before.kind.describe())
}

fn of_values<'m>(operation: &'m Shape, supplied: &mut ModelParameters<'m>, out: &mut Diagnostics) {
    let Some(applied) = operation.traits.get(known::STATIC_CONTEXT_PARAMS) else {
        return;
    };
    for entry in entries(operation, known::STATIC_CONTEXT_PARAMS) {
        // Values of other types have a report of their own.
        let Some(kind) = entry.value.get("value").and_then(ParameterType::of) else {
            continue;
        };
        let span = entry.key_span;
        let source = Source { kind, span };
        if let Err(before) = supply(supplied, &entry.key, source) {
            out.push(
                inconsistent(STATIC, &entry.key, source, before)
                    .shape(operation.id)
                    .event_at(applied.span),
            );
        }
    }
}

fn of_paths<'m>(
    context: &Context<'m>,
    operation: &'m Shape,
    supplied: &mut ModelParameters<'m>,
    out: &mut Diagnostics,
) {
    let Some(applied) = operation.traits.get(known::OPERATION_CONTEXT_PARAMS) else {
        return;
    };
    for entry in entries(operation, known::OPERATION_CONTEXT_PARAMS) {
        let Some(kind) = path_type(context, operation, entry) else {
            continue;
        };
        let span = entry.key_span;
        let source = Source { kind, span };
        if let Err(before) = supply(supplied, &entry.key, source) {
            out.push(
                inconsistent(OPERATION, &entry.key, source, before)
                    .shape(operation.id)
                    .event_at(applied.span),
            );
        }
    }
}

/// The type of what a path yields; `None` where no parameter can have it, or it does not parse.
fn path_type(context: &Context<'_>, operation: &Shape, entry: &Entry) -> Option<ParameterType> {
    let path = Expression::parse(entry.value.get_str("path")?).ok()?;
    let input = Sample::of(context.model, operation.operation()?.input.id);
    match path.check(&input).returns {
        Type::Boolean => Some(ParameterType::Boolean),
        Type::String => Some(ParameterType::String),
        Type::Array => Some(ParameterType::StringArray),
        _ => None,
    }
}

fn of_member<'m>(
    context: &Context<'m>,
    member: &'m Member,
    name: &'m str,
    supplied: &mut ModelParameters<'m>,
    out: &mut Diagnostics,
) {
    let (Some(applied), Some(target)) = (
        member.traits.get(known::CONTEXT_PARAM),
        context.model.shape(member.target.id),
    ) else {
        return;
    };
    let kind = match target.shape_type {
        ShapeType::String | ShapeType::Enum => ParameterType::String,
        ShapeType::Boolean => ParameterType::Boolean,
        other => {
            out.push(
                UNSUPPORTED
                    .at(
                        applied.span,
                        format!(
                            "`@contextParam` can only supply strings and booleans, but `{}` is of type {other}",
                            member.id.member
                        ),
                    )
                    .shape(member.id)
                    .here(format!("supplies `{name}`"))
                    .label(member.target.span, format!("{other}")),
            );
            return;
        }
    };
    let span = applied.span;
    let source = Source { kind, span };
    if let Err(before) = supply(supplied, name, source) {
        out.push(inconsistent(MEMBER, name, source, before).shape(member.id));
    }
}

/// The names that clients supply for all operations.
pub(super) fn of_client(service: &Shape) -> FxHashSet<&str> {
    entries(service, known::CLIENT_CONTEXT_PARAMS)
        .map(|entry| &*entry.key)
        .collect()
}

/// Adds the names that an operation supplies.
pub(super) fn of_operation<'m>(
    context: &Context<'m>,
    operation: &'m Shape,
    bound: &mut FxHashSet<&'m str>,
) {
    for id in [
        known::STATIC_CONTEXT_PARAMS,
        known::OPERATION_CONTEXT_PARAMS,
    ] {
        bound.extend(entries(operation, id).map(|entry| &*entry.key));
    }
    bound.extend(members(context, operation).map(|(_, name)| name));
}

/// The entries of a trait whose value is a map.
fn entries(shape: &Shape, id: ShapeId) -> impl Iterator<Item = &Entry> {
    shape
        .traits
        .value(id)
        .and_then(|value| value.as_object())
        .into_iter()
        .flat_map(Object::iter)
}

/// The members of an operation's input that supply a parameter, each with its name.
fn members<'m>(
    context: &Context<'m>,
    operation: &'m Shape,
) -> impl Iterator<Item = (&'m Member, &'m str)> {
    let input = operation
        .operation()
        .and_then(|operation| context.structure(operation.input.id));
    input
        .into_iter()
        .flat_map(|input| input.members.values())
        .filter_map(|member| {
            let applied = member.trait_value(known::CONTEXT_PARAM)?;
            Some((member, applied.get_str("name")?))
        })
}
