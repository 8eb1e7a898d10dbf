//! `RepeatedShapeName`, once called `StutteredShapeName`: members do not repeat the name of the
//! shape that holds them.

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::name::ShapeType;
use crate::text::Span;

use super::{DONE, Lint};

const REPEATED: Code = Code::warning("repeated-shape-name", "RepeatedShapeName");
const STUTTERED: Code = Code::warning("stuttered-shape-name", "StutteredShapeName");

struct RepeatedShapeName {
    code: Code,
    exact: bool,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    Ok(Box::new(RepeatedShapeName {
        code: REPEATED,
        exact: settings.flag("exactMatch")?,
    }))
}

pub(super) fn make_stuttered(_: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    Ok(Box::new(RepeatedShapeName {
        code: STUTTERED,
        exact: false,
    }))
}

impl Lint for RepeatedShapeName {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        let shapes = context
            .shapes()
            .filter(|shape| matches!(shape.shape_type, ShapeType::Structure | ShapeType::Union));
        for shape in shapes {
            let name = shape.id.name.as_str();
            let lower = name.to_lowercase();
            for member in shape.members.values() {
                let written = member.id.member.as_str();
                let member_lower = written.to_lowercase();
                let Some(rest) = member_lower.strip_prefix(&lower) else {
                    continue;
                };
                if self.exact && !rest.is_empty() {
                    continue;
                }
                let kind = shape.shape_type.as_str();
                let report = self
                    .code
                    .at(
                        member.name_span,
                        format!("the member `{written}` repeats the name of its {kind} `{name}`"),
                    )
                    .shape(member.id)
                    .here("repeats the name");
                let shorter = written.get(written.len() - rest.len()..).unwrap_or("");
                let shorter = shorter.trim_start_matches('_');
                let report = if shorter.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    let (first, rest) = shorter.split_at_checked(1).unwrap_or((shorter, ""));
                    let is_small = written.starts_with(|c: char| c.is_lowercase());
                    let first = if is_small {
                        first.to_lowercase()
                    } else {
                        first.to_owned()
                    };
                    report.help(format!("`{first}{rest}` says as much"))
                } else {
                    report
                };
                out.push(report);
            }
        }
        DONE
    }
}
