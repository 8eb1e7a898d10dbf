//! `ReservedWords`: names that a model is not to use.

use crate::check::Context;
use crate::check::chooser::Chooser;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::Subject;
use crate::text::Span;

use super::words::{Terms, Wildcards};
use super::{DONE, Lint};

const RESERVED: Code = Code::danger("reserved-word", "ReservedWords");

const PROPERTIES: [&str; 4] = ["words", "terms", "selector", "reason"];

struct ReservedWords {
    reserved: Vec<Reserved>,
}

struct Reserved {
    words: Wildcards,
    terms: Terms,
    /// Which shapes and members to look at; all where it is not given.
    selector: Option<Chooser>,
    reason: Option<Box<str>>,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    let mut reserved = Vec::new();
    for mut entry in settings.objects("reserved", "an entry of `reserved`")? {
        entry.check_properties(&PROPERTIES);
        let words = entry.texts("words")?.unwrap_or_default();
        let terms = entry.texts("terms")?.unwrap_or_default();
        let reason = match entry.get("reason").filter(|node| !node.is_null()) {
            Some(_) => entry.text("reason")?,
            None => None,
        };
        reserved.push(Reserved {
            words: Wildcards::read(&entry, &words)?,
            terms: Terms::read(&entry, &[], &terms)?,
            selector: entry.selector("selector")?,
            reason: reason.map(|reason| reason.text.into()),
        });
        settings.asides.append(&mut entry.asides);
    }
    Ok(Box::new(ReservedWords { reserved }))
}

impl Lint for ReservedWords {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for reserved in &self.reserved {
            let Some(selector) = &reserved.selector else {
                context
                    .subjects()
                    .for_each(|subject| out.extend(reserved.report(subject)));
                continue;
            };
            for id in selector.select(context)? {
                let subject = Subject::of(context.model, id).filter(|_| !context.is_bundled(id));
                out.extend(subject.and_then(|subject| reserved.report(subject)));
            }
        }
        DONE
    }
}

impl Reserved {
    fn report(&self, subject: Subject<'_>) -> Option<Diagnostic> {
        let id = subject.id();
        let name = if id.is_member() { id.member } else { id.name };
        let name = name.as_str();
        let word = self.words.find(name).or_else(|| self.terms.find(name))?;
        let report = RESERVED
            .at(
                subject.name_span(),
                format!("the {} name `{name}` is reserved", subject.shape_type()),
            )
            .shape(id);
        let report = if word.eq_ignore_ascii_case(name) {
            report.here("reserved")
        } else {
            report.here(format!("matches the reserved `{word}`"))
        };
        Some(match self.reason.as_deref().map(str::trim) {
            None | Some("") => report,
            Some(reason) => report.note(reason),
        })
    }
}
