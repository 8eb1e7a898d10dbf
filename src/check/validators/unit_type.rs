//! `UnitType`: `Unit` stands only where there is nothing to say.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::{RelationshipKind, Subject};
use crate::name::{ShapeType, known};

const UNIT: Code = Code::error("unit-target", "UnitType");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for relationship in context.graph.to(known::UNIT) {
        match relationship.kind {
            RelationshipKind::Input
            | RelationshipKind::Output
            | RelationshipKind::MemberContainer => continue,
            RelationshipKind::MemberTarget => {
                let source = Subject::of(context.model, relationship.source);
                let allowed = source.is_none_or(|source| {
                    matches!(
                        source.container().shape_type,
                        ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum
                    )
                });
                if allowed {
                    continue;
                }
            }
            _ => {}
        }
        let report = UNIT
            .at(
                relationship.span,
                format!("`Unit` cannot be {} here", relationship.kind.describe()),
            )
            .shape(relationship.source)
            .here("refers to `Unit`")
            .note("`Unit` is for members of unions and for operations without input or output")
            .help("use an empty structure of your own");
        let source = Subject::of(context.model, relationship.source);
        out.push(match source {
            Some(source) => report.event_at(source.name_span()),
            None => report,
        });
    }
}
