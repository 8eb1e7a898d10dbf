//! `MissingClientOptionalTrait`: members that may become optional one day say so.

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::name::{ShapeType, known};
use crate::text::Span;

use super::{DONE, Lint};

const MISSING: Code = Code::danger("missing-client-optional", "MissingClientOptionalTrait");

struct MissingClientOptional {
    on_required_or_default: bool,
    on_required_structure_or_union: bool,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    Ok(Box::new(MissingClientOptional {
        on_required_or_default: settings.flag("onRequiredOrDefault")?,
        on_required_structure_or_union: settings.flag("onRequiredStructureOrUnion")?,
    }))
}

impl Lint for MissingClientOptional {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for subject in context.subjects() {
            let Some(member) = subject.member() else {
                continue;
            };
            if member.has_trait(known::CLIENT_OPTIONAL) {
                continue;
            }
            let report = |why: &str| {
                MISSING
                    .at(
                        member.name_span,
                        format!(
                            "the {why} member `{}` is not marked `@clientOptional`",
                            member.id.member
                        ),
                    )
                    .shape(member.id)
                    .here("not marked `@clientOptional`")
                    .help("put `@clientOptional` before it")
            };
            let on_default = self.on_required_or_default && member.has_trait(known::DEFAULT);
            if on_default {
                out.push(report("`@default`"));
            }
            if !member.has_trait(known::REQUIRED) {
                continue;
            }
            if self.on_required_or_default {
                let report = report("`@required`");
                out.push(if on_default { report.echo() } else { report });
            } else if self.on_required_structure_or_union
                && let Some(target) = context.model.target(member)
                && matches!(target.shape_type, ShapeType::Structure | ShapeType::Union)
            {
                let kind = target.shape_type.as_str();
                out.push(report("`@required`").note(format!(
                    "it targets a {kind}, which has no default, so `@required` could never become `@default`"
                )));
            }
        }
        DONE
    }
}
