//! `StandardOperationVerb`: the names of operations begin with verbs that were agreed on.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::check::Context;
use crate::check::context::{either, ticked};
use crate::check::settings::{Read, Settings, Text};
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::Shape;
use crate::text::Span;

use super::words::camel_words;
use super::{DONE, Lint};

const ONLY_PREFIX: Code = Code::danger("operation-without-verb", "StandardOperationVerb");
const VERB: Code = Code::danger("operation-verb", "StandardOperationVerb");

/// How many verbs a message lists.
const LISTED: usize = 12;

struct StandardOperationVerb {
    /// Sorted.
    verbs: Vec<Box<str>>,
    allowed: FxHashSet<Box<str>>,
    prefixes: FxHashSet<Box<str>>,
    alternatives: IndexMap<Box<str>, Vec<Box<str>>, FxBuildHasher>,
}

pub(super) fn make(settings: &mut Settings<'_>, _: Span) -> Read<Box<dyn Lint>> {
    let owned = |texts: Option<Vec<Text<'_>>>| -> Vec<Box<str>> {
        let texts = texts.unwrap_or_default();
        texts.iter().map(|one| one.text.into()).collect()
    };
    let mut verbs = owned(settings.texts("verbs")?);
    let prefixes = owned(settings.texts("prefixes")?);
    let alternatives = settings.lists("suggestAlternatives")?.unwrap_or_default();
    if verbs.is_empty() && alternatives.is_empty() {
        let message = format!("{} has no verbs to compare with", settings.owner());
        let report = settings.error(settings.span, message);
        return Err(Box::new(
            report
                .here("has neither `verbs` nor `suggestAlternatives`")
                .help("give it the verbs that operations begin with, as in `verbs: [\"Get\", \"List\"]`"),
        ));
    }
    verbs.sort_unstable();
    verbs.dedup();
    Ok(Box::new(StandardOperationVerb {
        allowed: verbs.iter().cloned().collect(),
        verbs,
        prefixes: prefixes.into_iter().collect(),
        alternatives: alternatives
            .into_iter()
            .map(|(verb, instead)| (verb.text.into(), owned(Some(instead))))
            .collect(),
    }))
}

impl Lint for StandardOperationVerb {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        for (shape, _) in context.operations() {
            out.extend(self.report(shape));
        }
        DONE
    }
}

impl StandardOperationVerb {
    fn report(&self, shape: &Shape) -> Option<Diagnostic> {
        let name = shape.id.name.as_str();
        let words = camel_words(name);
        let first = *words.first()?;
        let prefix = Some(first).filter(|first| self.prefixes.contains(*first));
        let verb = match (prefix, words.get(1)) {
            (None, _) => first,
            (Some(_), Some(second)) => second,
            (Some(prefix), None) => {
                let report = ONLY_PREFIX
                    .at(
                        shape.name_span,
                        format!("the operation name `{name}` has no verb"),
                    )
                    .here(format!("`{prefix}` is only a prefix"));
                return Some(
                    report
                        .shape(shape.id)
                        .help(format!("add a verb, as in `{prefix}Get`")),
                );
            }
        };
        let alternatives = self.alternatives.get(verb);
        if alternatives.is_none() && self.allowed.contains(verb) {
            return None;
        }
        let report = VERB
            .at(
                shape.name_span,
                format!("the operation `{name}` uses `{verb}`, which is no standard verb"),
            )
            .shape(shape.id)
            .here(format!("begins with `{verb}`"));
        let report = match prefix {
            Some(prefix) => report.here(format!("`{verb}` stands behind the prefix `{prefix}`")),
            None => report,
        };
        Some(match alternatives {
            Some(instead) if instead.is_empty() => report,
            Some(instead) => report.help(format!("use {} instead", either(instead))),
            None => self.explain(report, verb),
        })
    }

    fn explain(&self, report: Diagnostic, verb: &str) -> Diagnostic {
        let verbs = self.verbs.iter().map(|one| &**one);
        if let Some(meant) = nearest(verb, verbs.clone()).first() {
            return report.help(format!("did you mean `{meant}`?"));
        }
        match self.verbs.len() {
            0 => report.note("the configuration allows no verbs"),
            count if count > LISTED => {
                let some: Vec<&str> = verbs.take(LISTED).collect();
                report.note(format!(
                    "the standard verbs are {} and {} more",
                    ticked(some),
                    count - LISTED
                ))
            }
            _ => report.note(format!("the standard verbs are {}", ticked(verbs))),
        }
    }
}
