//! `EmitEachSelector`: every shape that a selector yields is reported.

use crate::check::Context;
use crate::check::chooser::Chooser;
use crate::check::settings::{Read, Settings, shortened};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::Subject;
use crate::name::ShapeId;
use crate::selector::Template;
use crate::text::Span;

use super::{DONE, Lint};

const MATCHED: Code = Code::danger("selector-match", "EmitEachSelector");

/// How many bytes the messages of one definition may have together, and the work to make them.
const MESSAGES_LIMIT: usize = 16 << 20;

struct EmitEachSelector {
    selector: Chooser,
    bound_to: Option<ShapeId>,
    template: Option<Template>,
}

pub(super) fn make(settings: &mut Settings<'_>, definition: Span) -> Read<Box<dyn Lint>> {
    let selector = settings.selector("selector")?;
    let bound_to = match settings.get("bindToTrait").filter(|node| !node.is_null()) {
        None => None,
        Some(_) => {
            let text = settings.expect_text("bindToTrait")?;
            Some(ShapeId::parse(text.text).ok_or_else(|| {
                let message = format!(
                    "`bindToTrait` of {} must be the id of a trait, not `{}`",
                    settings.owner(),
                    shortened(text.text)
                );
                let report = settings.error(text.span, message).here("not a shape id");
                Box::new(report.help("write the namespace too, as in `smithy.api#documentation`"))
            })?)
        }
    };
    let template = settings.template("messageTemplate")?;
    let Some(selector) = selector else {
        settings.span = definition;
        return Err(settings.missing("selector"));
    };
    Ok(Box::new(EmitEachSelector {
        selector,
        bound_to,
        template,
    }))
}

impl Lint for EmitEachSelector {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        if self
            .bound_to
            .is_some_and(|id| context.graph.with_trait(id).is_empty())
        {
            return DONE;
        }
        let Some(template) = &self.template else {
            for id in self.selector.select(context)? {
                let message = || format!("`{id}` matches `{}`", self.selector.quoted());
                out.extend(self.report(context, id, message));
            }
            return DONE;
        };
        let mut allowance = MESSAGES_LIMIT;
        for found in self.selector.matches(context)? {
            let message = || template.expand(&context.graph, &found, &mut allowance);
            out.extend(self.report(context, found.shape, message));
        }
        DONE
    }
}

impl EmitEachSelector {
    /// The report on a shape; `None` where it has not the trait that reports are bound to, or is
    /// none of the user's.
    fn report(
        &self,
        context: &Context<'_>,
        id: ShapeId,
        message: impl FnOnce() -> String,
    ) -> Option<Diagnostic> {
        if context.is_bundled(id) {
            return None;
        }
        let subject = Subject::of(context.model, id)?;
        let (span, here) = match self.bound_to {
            None => (subject.name_span(), "matched by the selector"),
            Some(bound) => {
                let applied = subject.traits().get(bound)?;
                let here = "this trait is on what the selector matches";
                (context.head(applied), here)
            }
        };
        Some(MATCHED.at(span, message()).shape(id).here(here))
    }
}
