//! `Union`: a union has members, and defaults mean nothing in it.

use crate::check::Context;
use crate::diag::{Code, Diagnostics, Fix};
use crate::name::{ShapeType, known};

const EMPTY: Code = Code::error("empty-union", "Union");
const BOX: Code = Code::warning("box-in-union", "Union");
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
            if let Some(boxed) = member.traits.get(known::BOX) {
                out.push(
                    BOX.at(boxed.span, "`@box` has no effect in a union")
                        .shape(member.id)
                        .here("does nothing")
                        .note("a union always has exactly one of its members, so none has a value of its own by default")
                        .fix(Fix::replace("remove `@box`", boxed.span, "")),
                );
            }
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
