//! `NoninclusiveTerms`: the text of a model does without words that hurt.

use aho_corasick::AhoCorasick;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::check::Context;
use crate::check::context::either;
use crate::check::settings::{Read, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::name::{ShapeId, known};
use crate::text::Span;

use super::text_search::{Place, for_each_text, nothing_left, spelled};
use super::words::searcher;
use super::{DONE, Lint};

const NAME: Code = Code::warning("noninclusive-name", "NoninclusiveTerms.Shape");
const TEXT: Code = Code::warning("noninclusive-text", "NoninclusiveTerms.Trait");
const NAMESPACE: Code = Code::warning("noninclusive-namespace", "NoninclusiveTerms.Namespace");

/// The terms that are built in, and what to say instead.
const TERMS: [(&str, &[&str]); 4] = [
    ("master", &["primary", "parent", "main"]),
    ("slave", &["secondary", "replica", "clone", "child"]),
    ("blacklist", &["denyList"]),
    ("whitelist", &["allowList"]),
];

struct NoninclusiveTerms {
    /// Each term in small letters, and what to say instead.
    terms: Vec<(String, Vec<String>)>,
    search: Option<AhoCorasick>,
}

pub(super) fn make(settings: &mut Settings<'_>, definition: Span) -> Read<Box<dyn Lint>> {
    let given = settings.lists("terms")?.unwrap_or_default();
    let exclude = settings.flag("excludeDefaults")?;
    if exclude && given.is_empty() {
        return Err(Box::new(nothing_left(settings, definition)));
    }
    let mut terms: IndexMap<String, Vec<String>, FxBuildHasher> = IndexMap::default();
    if !exclude {
        let built_in = TERMS.iter().map(|(term, instead)| {
            let instead = instead.iter().map(ToString::to_string);
            ((*term).to_owned(), instead.collect())
        });
        terms.extend(built_in);
    }
    for (term, instead) in given {
        if term.text.is_empty() {
            let message = format!("a term of {} must not be empty", settings.owner());
            let report = settings.error(term.span, message);
            return Err(Box::new(report.here("would be found everywhere")));
        }
        let instead = instead.iter().map(|one| one.text.to_owned()).collect();
        terms.insert(term.text.to_owned(), instead);
    }
    let terms: Vec<(String, Vec<String>)> = terms
        .into_iter()
        .map(|(term, instead)| (term.to_lowercase(), instead))
        .collect();
    let needles: Vec<String> = terms.iter().map(|(term, _)| term.clone()).collect();
    Ok(Box::new(NoninclusiveTerms {
        search: searcher(&needles),
        terms,
    }))
}

impl Lint for NoninclusiveTerms {
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        let Some(search) = &self.search else {
            return DONE;
        };
        for_each_text(context, &mut |text, place| {
            let lower = text.to_lowercase();
            let mut found: Vec<(usize, usize)> = search
                .find_overlapping_iter(&*lower)
                .map(|found| (found.pattern().as_usize(), found.start()))
                .collect();
            // Each term is told once a text, where it is first found.
            found.sort_unstable();
            found.dedup_by_key(|(term, _)| *term);
            for (term, at) in found {
                if let Some((term, instead)) = self.terms.get(term) {
                    let written = text
                        .get(at..at + term.len())
                        .filter(|written| written.to_lowercase() == *term)
                        .unwrap_or(term);
                    let report = report(context, text, place, term, written);
                    out.push(advise(report, written, instead));
                }
            }
        });
        DONE
    }
}

fn report(
    context: &Context<'_>,
    text: &str,
    place: &Place<'_>,
    term: &str,
    written: &str,
) -> Diagnostic {
    match place {
        // The event of the reference has no place; the first name of the namespace is one.
        Place::Namespace(span) => NAMESPACE
            .at(
                *span,
                format!("the namespace `{text}` has the term `{written}`"),
            )
            .event(format!("{}.{text}.{term}", NAMESPACE.event))
            .here("the first shape of the namespace"),
        Place::Name(subject) => NAME
            .at(
                subject.name_span(),
                format!(
                    "the {} name `{text}` has the term `{written}`",
                    subject.shape_type()
                ),
            )
            .event(format!("{}.{term}", NAME.event))
            .shape(subject.id())
            .here(format!("has `{written}`")),
        Place::Trait(subject, applied, span, path) => {
            let name = idiomatic(applied.id);
            let path = spelled(path);
            let below = if path.is_empty() { "" } else { "." };
            let message = format!("the text of `@{name}` has the term `{written}`");
            TEXT.at(pinpointed(context, *span, written), message)
                .event_at(applied.span)
                .event(format!("{}.{term}.{name}{below}{path}", TEXT.event))
                .shape(subject.id())
                .here(format!("has `{written}`"))
        }
    }
}

/// Where a word stands in a text; the whole text where it is written with escapes.
fn pinpointed(context: &Context<'_>, span: Span, written: &str) -> Span {
    match context.sources.slice(span).find(written) {
        Some(offset) => {
            let start = span.start as usize + offset;
            Span::new(span.file, start, start + written.len())
        }
        None => span,
    }
}

fn advise(report: Diagnostic, written: &str, instead: &[String]) -> Diagnostic {
    if instead.is_empty() {
        return report;
    }
    let is_capital = written.chars().next().is_some_and(char::is_uppercase);
    let cased = instead.iter().map(|word| {
        let mut characters = word.chars();
        let first = characters.next();
        let first: String = match first {
            Some(first) if is_capital => first.to_uppercase().collect(),
            Some(first) => first.to_lowercase().collect(),
            None => String::new(),
        };
        format!("{first}{}", characters.as_str())
    });
    report.help(format!("say {} instead", either(cased)))
}

/// A trait as event ids spell it: without the namespace of the prelude.
fn idiomatic(id: ShapeId) -> String {
    if id.namespace == known::PRELUDE {
        id.name.as_str().to_owned()
    } else {
        id.to_string()
    }
}
