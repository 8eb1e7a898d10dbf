//! `HttpQueryTrait` and `HttpQueryParamsTrait`: each query parameter has one source.

use indexmap::IndexMap;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::uri::UriPattern;
use crate::model::{AppliedTrait, Member, Shape};
use crate::name::{ShapeId, ShapeType, known};

const TWICE: Code = Code::error("query-bound-twice", "HttpQueryTrait");
const LITERAL: Code = Code::error("query-in-uri", "HttpQueryTrait");
const AMBIGUOUS: Code = Code::note("query-params-overlap", "HttpQueryParamsTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for structure in context.of_type(ShapeType::Structure) {
        let by_name = queries(structure);
        for (name, members) in &by_name {
            let [(_, first), (_, second), ..] = members[..] else {
                continue;
            };
            let report = TWICE
                .at(
                    second.span,
                    format!(
                        "{} are bound to the same query parameter, `{name}`",
                        ticked(members.iter().map(|(member, _)| member.id.member))
                    ),
                )
                .shape(structure.id)
                .here("bound again here")
                .label(first.span, "first bound here");
            out.push(report.event_at(structure.name_span));
        }
        let params = structure
            .members
            .values()
            .find_map(|member| Some((member, member.traits.get(known::HTTP_QUERY_PARAMS)?)));
        if let (Some((member, applied)), false) = (params, by_name.is_empty()) {
            let report = AMBIGUOUS
                .at(
                    applied.span,
                    format!(
                        "a parameter in `{}` can have the name of one that is bound by `@httpQuery`",
                        member.id.member
                    ),
                )
                .shape(structure.id)
                .here("holds any parameter")
                .note("the service cannot tell from which member a parameter came");
            out.push(report.event_at(structure.name_span));
        }
    }
    literals(context, out);
}

fn literals(context: &Context<'_>, out: &mut Diagnostics) {
    let mut inputs: IndexMap<ShapeId, Queries<'_>> = IndexMap::new();
    for (shape, operation, http) in context.http_operations() {
        let Some(node) = http.value.get("uri") else {
            continue;
        };
        let Some(Ok(pattern)) = node.as_str().map(UriPattern::parse) else {
            continue;
        };
        let Some(input) = context.structure(operation.input.id) else {
            continue;
        };
        if pattern.query.is_empty() {
            continue;
        }
        let bound = inputs.entry(input.id).or_insert_with(|| queries(input));
        for (name, _) in &pattern.query {
            let Some((member, applied)) = bound.get(&**name).and_then(|all| all.first()) else {
                continue;
            };
            let report = LITERAL
                .at(
                    applied.span,
                    format!(
                        "`{}` is bound to the query parameter `{name}`, which the URI of `{}` sets",
                        member.id.member, shape.id.name
                    ),
                )
                .shape(input.id)
                .here("bound here");
            let report = context.label(report, node.span, "set here");
            out.push(report.event_at(input.name_span));
        }
    }
}

/// The members that are bound to each query parameter.
type Queries<'m> = IndexMap<&'m str, Vec<(&'m Member, &'m AppliedTrait)>>;

fn queries(structure: &Shape) -> Queries<'_> {
    let mut by_name: Queries<'_> = IndexMap::new();
    for member in structure.members.values() {
        if let Some(applied) = member.traits.get(known::HTTP_QUERY)
            && let Some(name) = applied.value.as_str()
        {
            by_name.entry(name).or_default().push((member, applied));
        }
    }
    by_name
}
