//! `smithyc validate --fix`: applies the changes that reports offer.
//!
//! Nothing is written before the outcome is known: changes are made to copies, the model is read
//! from those, and only what leaves fewer problems behind is kept. A report with several fixes is
//! left to people, who know which one they mean. Fixing goes on, since one mistake may hide
//! another, until nothing more is won.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diag::{Diagnostic, Fix, Severity};
use crate::driver::workspace::Overlay;
use crate::driver::{disk, write};
use crate::render::{order, visible};
use crate::text::{Origin, TextEdit, apply_edits};

use super::options::ModelArguments;
use super::output::{Output, Stream};
use super::session::Session;

/// How often the model is read anew: mistakes hide each other only so deep.
const MOST_ROUNDS: usize = 16;

/// How many fixes are tried one by one where all of a round together do not help.
const MOST_TRIALS: usize = 32;

/// A change that a report offers, ready to be applied.
#[derive(Clone, Debug)]
struct Offer {
    /// Where the report is: `file:line:column`.
    place: String,
    title: String,
    /// The edits, by file.
    changes: BTreeMap<String, Change>,
}

/// Edits of one file, and the text that they are edits of.
#[derive(Clone, Debug)]
struct Change {
    text: Arc<String>,
    edits: Vec<TextEdit>,
}

/// How bad a model is: its errors and dangers, and all its reports. Less is better.
type Badness = (usize, usize);

/// What a model's reports are, and what they offer.
struct State {
    badness: Badness,
    offers: Vec<Offer>,
}

/// Fixes what can be fixed, writes it, and says so. What is left is for the caller to report.
pub(super) fn run(arguments: &ModelArguments, output: &Output) -> Result<(), Vec<Diagnostic>> {
    let mut texts: IndexMap<String, String> = IndexMap::new();
    let mut done: Vec<Offer> = Vec::new();
    let mut state = look(arguments, output, &texts);
    for _ in 0..MOST_ROUNDS {
        let Some((better, applied)) = improve(arguments, output, &mut texts, &state) else {
            break;
        };
        done.extend(applied);
        state = better;
    }
    let mut failures = Vec::new();
    let mut written = 0;
    for (name, text) in &texts {
        // The mark is no part of what is read, and yet of the file.
        let path = Path::new(name);
        let mark = if disk::begins_with_mark(path) {
            "\u{feff}"
        } else {
            ""
        };
        match write::rewrite(path, &format!("{mark}{text}")) {
            Ok(()) => written += 1,
            Err(report) => failures.push(*report),
        }
    }
    if failures.is_empty() {
        tell(output, &done, written);
        Ok(())
    } else {
        Err(failures)
    }
}

/// Applies what is offered: all of it that does not overlap if that helps, else each fix that
/// helps by itself. `None` where nothing does.
fn improve(
    arguments: &ModelArguments,
    output: &Output,
    texts: &mut IndexMap<String, String>,
    state: &State,
) -> Option<(State, Vec<Offer>)> {
    let mut kept: Vec<Offer> = Vec::new();
    let mut edited = texts.clone();
    for offer in &state.offers {
        let mut all = kept.clone();
        all.push(offer.clone());
        if let Some(next) = applied(&all, texts) {
            edited = next;
            kept = all;
        }
    }
    if kept.is_empty() {
        return None;
    }
    let together = look(arguments, output, &edited);
    if together.badness < state.badness {
        *texts = edited;
        return Some((together, kept));
    }
    kept.into_iter().take(MOST_TRIALS).find_map(|offer| {
        let edited = applied(std::slice::from_ref(&offer), texts)?;
        let alone = look(arguments, output, &edited);
        (alone.badness < state.badness).then(|| {
            *texts = edited;
            (alone, vec![offer])
        })
    })
}

/// The texts with these changes; `None` where two of them overlap.
fn applied(offers: &[Offer], texts: &IndexMap<String, String>) -> Option<IndexMap<String, String>> {
    let mut by_file: BTreeMap<&str, (&str, Vec<TextEdit>)> = BTreeMap::new();
    for (name, change) in offers.iter().flat_map(|offer| &offer.changes) {
        let (_, all) = by_file
            .entry(name)
            .or_insert_with(|| (&change.text, Vec::new()));
        for edit in &change.edits {
            // Two reports may ask for the same `use` statement.
            if !all.contains(edit) {
                all.push(edit.clone());
            }
        }
    }
    let mut next = texts.clone();
    for (name, (text, edits)) in by_file {
        next.insert(name.to_owned(), apply_edits(text, &edits).ok()?);
    }
    Some(next)
}

fn overlay(texts: &IndexMap<String, String>) -> Overlay {
    let mut overlay = Overlay::default();
    for (name, text) in texts {
        overlay.insert(name.as_str(), text.as_str());
    }
    overlay
}

/// Reads and checks the model with these texts instead of those on the disk.
fn look(arguments: &ModelArguments, output: &Output, texts: &IndexMap<String, String>) -> State {
    let mut session = Session::open_with(arguments, output, overlay(texts));
    if !session.failed() {
        let files = session.files();
        let (_, reports) = session.model(&files);
        session.reports.absorb(reports);
    }
    let shown = order::for_people(&session.reports);
    let breaking = shown
        .iter()
        .filter(|report| report.severity.is_breaking())
        .count();
    State {
        badness: (breaking, shown.len()),
        offers: shown
            .iter()
            .filter(|report| report.severity > Severity::Suppressed)
            .filter_map(|report| offer(report, &session))
            .collect(),
    }
}

/// What a report offers, unless it leaves a choice or touches what is not the user's to change.
fn offer(report: &Diagnostic, session: &Session<'_>) -> Option<Offer> {
    let [Fix { title, edits }] = report.fixes.as_slice() else {
        return None;
    };
    let place = report.span.and_then(|span| {
        let file = session.sources.get(span.file)?;
        let at = file.line_column(span.start);
        Some(format!("{}:{}:{}", file.name(), at.line, at.column))
    })?;
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    for edit in edits {
        let file = session.sources.get(edit.span.file)?;
        if file.origin() != Origin::User || !Path::new(file.name()).is_file() {
            return None;
        }
        let change = changes
            .entry(file.name().to_owned())
            .or_insert_with(|| Change {
                text: file.shared_text(),
                edits: Vec::new(),
            });
        change.edits.push(edit.clone());
    }
    Some(Offer {
        place,
        title: title.clone(),
        changes,
    })
}

fn tell(output: &Output, done: &[Offer], files: usize) {
    let mut text = String::new();
    for offer in done {
        let line = format!("fixed {}: {}", offer.place, offer.title);
        text.push_str(&visible::line(&line));
        text.push('\n');
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    if done.is_empty() {
        text.push_str("nothing to fix\n");
    } else {
        text.push_str(&format!(
            "fixed {} problem{} in {files} file{}\n",
            done.len(),
            plural(done.len()),
            plural(files)
        ));
    }
    if !output.is_quiet() {
        output.write(Stream::Reports, &text);
    }
}
