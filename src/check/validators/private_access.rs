//! `PrivateAccess` and `PrivateMixinMember`: private shapes stay inside their namespace.

use crate::check::Context;
use crate::check::context::trait_name;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::for_each_neighbor;
use crate::name::known;

const ACCESS: Code = Code::error("private-shape", "PrivateAccess");
const TRAIT: Code = Code::warning("private-trait", "PrivateAccess");
const MIXIN: Code = Code::warning("private-mixin-member", "PrivateMixinMember");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    if context.graph.with_trait(known::PRIVATE).is_empty() {
        return;
    }
    let is_private = |id: crate::name::ShapeId| {
        crate::knowledge::Subject::of(context.model, id)
            .is_some_and(|subject| subject.traits().contains(known::PRIVATE))
    };
    for subject in context.subjects() {
        let namespace = subject.id().namespace;
        let whole = subject.name_span();
        for_each_neighbor(subject, |relationship| {
            let target = relationship.target;
            if target.namespace == namespace || !is_private(target) {
                return;
            }
            let mut report = ACCESS
                .at(
                    relationship.span,
                    format!(
                        "`{}` is private to the namespace `{}`",
                        target.relative(),
                        target.namespace
                    ),
                )
                .shape(subject.id())
                .here(format!("used in `{namespace}`"));
            if let Some(shape) = context.model.shape(target) {
                report = context.label(report, shape.name_span, "marked `@private`");
            }
            out.push(report.event_at(whole));
        });
        for applied in subject.traits() {
            if applied.id.namespace != namespace && is_private(applied.id) {
                let report = TRAIT
                    .at(
                        applied.span,
                        format!(
                            "the trait `{}` is private to the namespace `{}`",
                            trait_name(applied.id),
                            applied.id.namespace
                        ),
                    )
                    .shape(subject.id())
                    .here(format!("used in `{namespace}`"))
                    .help("define a trait of your own, or have `@private` removed there");
                let report = match context.model.shape(applied.id) {
                    Some(shape) => context.label(report, shape.name_span, "marked `@private`"),
                    None => report,
                };
                out.push(report.event_at(whole));
            }
        }
    }
    for (subject, applied) in context.applied(known::PRIVATE) {
        if subject.member().is_some() && subject.container().has_trait(known::MIXIN) {
            out.push(
                MIXIN
                    .at(
                        applied.span,
                        format!(
                            "`@private` does not keep `{}` inside its mixin",
                            subject.id().relative()
                        ),
                    )
                    .shape(subject.id())
                    .here("every shape that uses the mixin has the member")
                    .help("mark the mixin itself or what the member targets as `@private`"),
            );
        }
    }
}
