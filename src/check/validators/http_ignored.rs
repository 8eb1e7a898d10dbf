//! `HttpBindingTraitIgnored`: HTTP bindings stand where they have an effect.

use indexmap::IndexSet;

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::knowledge::RelationshipKind;
use crate::model::{AppliedTrait, Member, Shape};
use crate::name::{ShapeId, ShapeType, known};

const IGNORED: Code = Code::warning("http-binding-ignored", "HttpBindingTraitIgnored");

const OF_INPUT: [ShapeId; 3] = [
    known::HTTP_LABEL,
    known::HTTP_QUERY_PARAMS,
    known::HTTP_QUERY,
];

const ALL: [ShapeId; 7] = [
    known::HTTP_HEADER,
    known::HTTP_LABEL,
    known::HTTP_PAYLOAD,
    known::HTTP_PREFIX_HEADERS,
    known::HTTP_QUERY_PARAMS,
    known::HTTP_QUERY,
    known::HTTP_RESPONSE_CODE,
];

/// How many of the places where a binding is ignored are named.
const NAMED: usize = 3;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if ALL
        .iter()
        .all(|id| context.graph.with_trait(*id).is_empty())
    {
        return;
    }
    for structure in context.of_type(ShapeType::Structure) {
        if structure.has_trait(known::MIXIN) {
            continue;
        }
        for member in structure.members.values() {
            let applied = member
                .traits
                .iter()
                .filter(|applied| ALL.contains(&applied.id));
            let applied: Vec<&AppliedTrait> = applied.collect();
            if !applied.is_empty() {
                check(context, structure, member, &applied, out);
            }
        }
    }
}

fn check(
    context: &Context<'_>,
    structure: &Shape,
    member: &Member,
    applied: &[&AppliedTrait],
    out: &mut Diagnostics,
) {
    let of_input = applied.iter().find(|one| OF_INPUT.contains(&one.id));
    let of_output = applied
        .iter()
        .find(|one| one.id == known::HTTP_RESPONSE_CODE);
    let has_effect = |kind: RelationshipKind| match (of_input, of_output) {
        (Some(_), None) => kind == RelationshipKind::Input,
        (None, Some(_)) => kind == RelationshipKind::Output,
        (Some(_), Some(_)) => false,
        (None, None) => matches!(
            kind,
            RelationshipKind::Input | RelationshipKind::Output | RelationshipKind::Error
        ),
    };
    let ignored: IndexSet<ShapeId> = context
        .graph
        .to(structure.id)
        .iter()
        .filter(|one| one.kind != RelationshipKind::MemberContainer && !has_effect(one.kind))
        .map(|one| one.source)
        .collect();
    if ignored.is_empty() {
        return;
    }
    let (one, event, where_it_counts) = match (of_input, of_output, applied.first()) {
        (Some(one), _, _) => (*one, "Input", "in the input of an operation"),
        (None, Some(one), _) => (*one, "Output", "in the output of an operation"),
        (None, None, Some(one)) => (
            *one,
            "TopLevel",
            "at the top level of an input, an output or an error",
        ),
        (None, None, None) => return,
    };
    let more = if ignored.len() > NAMED {
        " and others"
    } else {
        ""
    };
    out.push(
        IGNORED
            .at(
                one.span,
                format!(
                    "`{}` has no effect where `{}` is used by {}{more}",
                    trait_name(one.id),
                    structure.id.relative(),
                    ticked(ignored.iter().take(NAMED).map(|id| id.relative()))
                ),
            )
            .event(format!("HttpBindingTraitIgnored.{event}"))
            .shape(member.id)
            .here("ignored there")
            .note(format!("it only counts {where_it_counts}")),
    );
}
