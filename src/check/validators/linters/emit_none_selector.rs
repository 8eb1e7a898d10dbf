//! `EmitNoneSelector`: some shape has to match a selector.

use crate::check::Context;
use crate::check::chooser::Chooser;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::text::Span;

use super::{DONE, Lint};

const UNMATCHED: Code = Code::danger("selector-without-match", "EmitNoneSelector");

struct EmitNoneSelector {
    selector: Chooser,
}

pub(super) fn make(settings: &mut Settings<'_>, definition: Span) -> Read<Box<dyn Lint>> {
    let Some(selector) = settings.selector("selector")? else {
        settings.span = definition;
        return Err(settings.missing("selector"));
    };
    Ok(Box::new(EmitNoneSelector { selector }))
}

impl Lint for EmitNoneSelector {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        let found = self.selector.select(context)?;
        if found.iter().all(|id| context.is_bundled(*id)) {
            let message = format!("no shape of the model matches `{}`", self.selector.quoted());
            // The event of the reference has no place.
            out.push(match self.selector.span() {
                Some(span) => UNMATCHED.at(span, message).here("matches nothing"),
                None => UNMATCHED.without_place(message),
            });
        }
        DONE
    }
}
