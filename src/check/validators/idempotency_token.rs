//! `IdempotencyTokenIgnored`: tokens stand where clients fill them in.

use indexmap::IndexSet;

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::RelationshipKind;
use crate::name::{ShapeId, ShapeType, known};

const IGNORED: Code = Code::warning("idempotency-token-ignored", "IdempotencyTokenIgnored");

/// How many of the places where a token is ignored are named.
const NAMED: usize = 3;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::IDEMPOTENCY_TOKEN) {
        let structure = subject.container();
        if structure.shape_type != ShapeType::Structure || structure.has_trait(known::MIXIN) {
            continue;
        }
        let ignored: IndexSet<ShapeId> = context
            .graph
            .to(structure.id)
            .iter()
            .filter(|one| {
                !matches!(
                    one.kind,
                    RelationshipKind::MemberContainer | RelationshipKind::Input
                )
            })
            .map(|one| one.source)
            .collect();
        if ignored.is_empty() {
            continue;
        }
        let more = if ignored.len() > NAMED {
            " and others"
        } else {
            ""
        };
        out.push(
            IGNORED
                .at(
                    applied.span,
                    format!(
                        "`@idempotencyToken` has no effect where `{}` is used by {}{more}",
                        structure.id.relative(),
                        ticked(ignored.iter().take(NAMED).map(|id| id.relative()))
                    ),
                )
                .shape(subject.id())
                .here("ignored there")
                .note("clients fill in tokens at the top level of an operation's input only"),
        );
    }
}
