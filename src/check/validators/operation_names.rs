//! `OperationNameAmbiguity`: no other shape is named as if it were an operation's input or output.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::name::ShapeId;

const AMBIGUOUS: Code = Code::warning("operation-name-ambiguity", "OperationNameAmbiguity");

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (shape, operation) in context.operations() {
        for (word, used, suffixes) in [
            ("input", operation.input, ["Input", "Request"]),
            ("output", operation.output, ["Output", "Response"]),
        ] {
            for suffix in suffixes {
                let name = format!("{}{suffix}", shape.id.name);
                let id = ShapeId::new(shape.id.namespace, name.as_str());
                if id == used.id {
                    continue;
                }
                let Some(ambiguous) = context.model.shape(id) else {
                    continue;
                };
                let report = AMBIGUOUS
                    .at(
                        ambiguous.name_span,
                        format!(
                            "`{}` is named like the {word} of `{}`, which is `{}`",
                            id.name,
                            shape.id.name,
                            used.id.relative()
                        ),
                    )
                    .shape(id)
                    .here(format!("reads like the {word}"))
                    .note("readers, and generators that name types after operations, will confuse the two");
                out.push(context.label(report, used.span, format!("the {word}")));
            }
        }
    }
}
