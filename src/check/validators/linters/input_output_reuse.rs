//! `InputOutputStructureReuse`: inputs and outputs are marked as such, and so belong to one
//! operation only.

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::name::known;
use crate::text::Span;

use super::{DONE, Lint};

const INPUT: Code = Code::warning("unmarked-input", "InputOutputStructureReuse.Input");
const OUTPUT: Code = Code::warning("unmarked-output", "InputOutputStructureReuse.Output");

struct InputOutputStructureReuse;

pub(super) fn make(_: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    Ok(Box::new(InputOutputStructureReuse))
}

impl Lint for InputOutputStructureReuse {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for (shape, operation) in context.operations() {
            let name = shape.id.name;
            for (code, reference, mark, what) in [
                (INPUT, operation.input, known::INPUT, "input"),
                (OUTPUT, operation.output, known::OUTPUT, "output"),
            ] {
                let Some(structure) = context.structure(reference.id) else {
                    continue;
                };
                if structure.has_trait(mark) || context.is_bundled(structure.id) {
                    continue;
                }
                let report = code
                    .at(
                        structure.name_span,
                        format!(
                            "`{}` is the {what} of `{name}` and not marked `@{what}`",
                            structure.id.name
                        ),
                    )
                    .event(format!("{}.{name}", code.event))
                    .shape(structure.id)
                    .here(format!("not marked `@{what}`"))
                    .note(format!(
                        "a structure that only `{name}` uses can change as the operation does"
                    ))
                    .help(format!(
                        "put `@{what}` before it, or write it as `{what} := {{ … }}`"
                    ));
                out.push(context.label(report, reference.span, format!("the {what} here")));
            }
        }
        DONE
    }
}
