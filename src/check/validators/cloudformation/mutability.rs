//! `CfnMutabilityTrait`: what identifies a resource can be read.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::known;

const UNREADABLE: Code = Code::error("unreadable-identifier", "CfnMutabilityTrait");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, applied) in context.applied(known::CFN_MUTABILITY) {
        let identifier = subject.traits().get(known::CFN_ADDITIONAL_IDENTIFIER);
        let (Some(identifier), Some(value @ ("write" | "create"))) =
            (identifier, applied.value.as_str())
        else {
            continue;
        };
        let report = UNREADABLE
            .at(
                applied.span,
                format!(
                    "`{}` identifies a resource, but can never be read",
                    subject.id().relative()
                ),
            )
            .shape(subject.id())
            .here(format!("`{value}` means that the value is not visible"))
            .help("choose `full`, `create-and-read` or `read`");
        out.push(context.label(report, identifier.span, "makes it an identifier"));
    }
}
