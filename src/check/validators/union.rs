//! `Union`: a union has members, and defaults mean nothing in it.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::{ShapeType, known};

const EMPTY: Code = Code::error("empty-union", "Union");
const DEFAULT: Code = Code::note("default-in-union", "Union");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for union in context.of_type(ShapeType::Union) {
        if union.members.is_empty() {
            out.push(
                EMPTY
                    .at(
                        union.name_span,
                        format!("the union `{}` has no members", union.id.name),
                    )
                    .shape(union.id)
                    .here("no value of it can exist")
                    .help("add at least one member"),
            );
        }
        for member in union.members.values() {
            if let Some(target) = context.model.target(member)
                && target.has_trait(known::DEFAULT)
            {
                let mut report = DEFAULT
                    .at(
                        member.target.span,
                        format!(
                            "the default of `{}` has no effect in a union",
                            target.id.name
                        ),
                    )
                    .shape(member.id)
                    .here("has a default");
                if let Some(plain) = target.id.name.as_str().strip_prefix("Primitive") {
                    report = report.help(format!("target `{plain}`"));
                }
                out.push(report);
            }
        }
    }
}
