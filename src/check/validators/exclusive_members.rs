//! `ExclusiveStructureMemberTrait`: traits that only one member of a structure may have.

use crate::check::Context;
use crate::check::context::{ticked, trait_name};
use crate::diag::{Code, Diagnostics};
use crate::model::Member;
use crate::name::{ShapeType, known};

const EXCLUSIVE: Code = Code::error("exclusive-trait", "ExclusiveStructureMemberTrait");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut by_member = Vec::new();
    let mut by_target = Vec::new();
    for definition in context.graph.with_trait(known::TRAIT) {
        let Some(shape) = context.model.shape(*definition) else {
            continue;
        };
        match shape
            .trait_value(known::TRAIT)
            .and_then(|value| value.get_str("structurallyExclusive"))
        {
            Some("member") => by_member.push(*definition),
            Some("target") => by_target.push(*definition),
            _ => {}
        }
    }
    by_member.retain(|id| !context.graph.with_trait(*id).is_empty());
    by_target.retain(|id| !context.graph.with_trait(*id).is_empty());
    for shape in context.of_type(ShapeType::Structure) {
        for id in &by_member {
            let holders: Vec<&Member> = shape
                .members
                .values()
                .filter(|member| member.has_trait(*id))
                .collect();
            let [first, second, ..] = holders[..] else {
                continue;
            };
            let span = |member: &Member| {
                let applied = member.traits.get(*id);
                applied.map_or(member.name_span, |applied| applied.span)
            };
            let report = EXCLUSIVE
                .at(
                    span(second),
                    format!(
                        "only one member of a structure may have `{}`, but {} do",
                        trait_name(*id),
                        ticked(holders.iter().map(|member| member.id.member))
                    ),
                )
                .shape(shape.id)
                .here("a second one")
                .label(span(first), "the first one");
            out.push(report.event_at(shape.name_span));
        }
        for id in &by_target {
            let holders: Vec<&Member> = shape
                .members
                .values()
                .filter(|member| {
                    let target = context.model.target(member);
                    target.is_some_and(|target| target.has_trait(*id))
                })
                .collect();
            let [first, second, ..] = holders[..] else {
                continue;
            };
            let report = EXCLUSIVE
                .at(
                    second.target.span,
                    format!(
                        "only one member of a structure may target a shape with `{}`, but {} do",
                        trait_name(*id),
                        ticked(holders.iter().map(|member| member.id.member))
                    ),
                )
                .shape(shape.id)
                .here("a second one")
                .label(first.target.span, "the first one");
            out.push(report.event_at(shape.name_span));
        }
    }
}
