//! Changes that more than one validator offers, and what all changes have in common.
//!
//! A validator knows what is to be written and beside what; where exactly that goes in the text of
//! the file, and with which indentation, is found here. Nothing is offered for JSON AST, where
//! traits do not stand before shapes, nor for what `apply` says elsewhere.

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::model::{Member, Traits};
use crate::text::{SourceMap, Span, TextEdit};

/// How far a line reaches back that is looked at.
const LONGEST_LINE: usize = 512;

/// What stands before a place on its line; `None` for very long lines.
fn line_before(sources: &SourceMap, at: Span) -> Option<&str> {
    let text = sources.get(at.file)?.text();
    let before = text.get(..at.start as usize)?;
    let from = before.len().saturating_sub(LONGEST_LINE);
    let from = (from..=before.len()).find(|from| before.is_char_boundary(*from))?;
    let near = before.get(from..)?;
    match near.rfind(['\n', '\r']) {
        Some(end) => near.get(end + 1..),
        None => (from == 0).then_some(near),
    }
}

fn is_idl(sources: &SourceMap, at: Span) -> bool {
    let file = sources.get(at.file);
    file.is_some_and(|file| !file.name().ends_with(".json")) && !sources.is_bundled(at)
}

/// Writes a trait before what begins at a place: on a line of its own where that begins a line.
pub(super) fn add_trait(sources: &SourceMap, at: Span, written: &str) -> Option<Fix> {
    if !is_idl(sources, at) {
        return None;
    }
    let line = line_before(sources, at)?;
    let gap = if line.trim().is_empty() {
        format!("\n{line}")
    } else {
        " ".to_owned()
    };
    Some(Fix::replace(
        format!("add `{}`", written.replace('\n', " ")),
        at.start_point(),
        format!("{}{gap}", written.replace('\n', &gap)),
    ))
}

/// Writes a trait before a shape, below what stands before it already; `name` is where its name
/// stands.
pub(super) fn add_trait_to_shape(sources: &SourceMap, name: Span, written: &str) -> Option<Fix> {
    let line = line_before(sources, name)?;
    let word = line.trim_start();
    // `structure ` and nothing else.
    let keyword = word.trim_end();
    if keyword.is_empty() || !keyword.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = u32::try_from(word.len()).ok()?;
    let start = Span {
        start: name.start.checked_sub(length)?,
        ..name
    };
    add_trait(sources, start, written)
}

/// Writes a trait before a member, above the traits that it has.
pub(super) fn add_trait_to_member(
    sources: &SourceMap,
    member: &Member,
    written: &str,
) -> Option<Fix> {
    let first = first_trait(sources, &member.traits, member.name_span);
    add_trait(sources, first, written)
}

/// Where what is said of a member or shape begins: its first trait, else its name.
fn first_trait(sources: &SourceMap, traits: &Traits, name: Span) -> Span {
    traits
        .iter()
        .map(|applied| applied.span)
        .filter(|span| span.file == name.file && span.end <= name.start)
        .filter(|span| {
            let between = sources.slice(Span {
                start: span.end,
                end: name.start,
                ..name
            });
            sources.slice(*span).starts_with('@') && !between.contains(['{', '}', '='])
        })
        .min_by_key(|span| span.start)
        .unwrap_or(name)
}

/// The last look at all reports: one place gives one report to people, and what a change takes
/// away leaves no empty line.
pub(super) fn finish(sources: &SourceMap, all: &mut Diagnostics) {
    let names: FxHashSet<Span> = all
        .iter()
        .filter(|report| report.code == "unresolved-id" && !report.echo)
        .filter_map(|report| report.span)
        .collect();
    for report in all.iter_mut() {
        // A name that means nothing has no value either, and so none of the right kind.
        let follows = report.code != "unresolved-id"
            && report.severity >= Severity::Danger
            && report.span.is_some_and(|span| names.contains(&span));
        report.echo |= follows;
        if matches!(report.code, "duplicate-member" | "duplicate-property") {
            let again = second_line(sources, report);
            report.fixes.extend(again);
        }
        for fix in &mut report.fixes {
            for edit in &mut fix.edits {
                if edit.text.is_empty() && edit.span.start < edit.span.end {
                    whole_clause(sources, edit);
                    whole_line(sources, edit);
                }
            }
        }
    }
}

/// Takes away a line that says the same as the one of the first label, where nothing belongs to it
/// that stands on other lines.
fn second_line(sources: &SourceMap, report: &Diagnostic) -> Option<Fix> {
    let again = report.span?;
    let first = report.labels.first()?.span;
    let (second, above) = line_of(sources, again)?;
    let (first, _) = line_of(sources, first)?;
    let text = |span: Span| sources.slice(span).trim().trim_end_matches(',');
    let plain = !above.starts_with(['@', '/']) && !above.ends_with([',', '(', '[']);
    let whole = !text(second).ends_with(['{', '[', '(']);
    (text(first) == text(second) && plain && whole)
        .then(|| Fix::replace("remove the second one", second, ""))
}

/// The code of the line of a place, and that of the line above.
fn line_of(sources: &SourceMap, at: Span) -> Option<(Span, &str)> {
    let file = sources.get(at.file)?;
    let line = line_before(sources, at)?;
    if !line.trim().is_empty() {
        return None;
    }
    let start = at.start as usize;
    let rest = file.text().get(start..)?;
    let length = rest.find(['\n', '\r'])?;
    let head = file.text().get(..start - line.len())?;
    let above = head.trim_end_matches(['\n', '\r']);
    let from = above.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let above = above.get(from..)?.trim();
    Some((Span::new(at.file, start, start + length), above))
}

/// Takes `with [ … ]` too, where an edit takes the only mixin.
fn whole_clause(sources: &SourceMap, edit: &mut TextEdit) {
    let Some(line) = line_before(sources, edit.span) else {
        return;
    };
    let behind = Span {
        start: edit.span.end,
        end: edit.span.end + 1,
        ..edit.span
    };
    let Some(head) = line.strip_suffix("with [") else {
        return;
    };
    if sources.slice(behind) == "]" {
        let clause = line.len() - head.trim_end().len();
        edit.span.start -= u32::try_from(clause).unwrap_or(0);
        edit.span.end += 1;
    }
}

/// Takes the line break too, where an edit takes all that a line holds.
fn whole_line(sources: &SourceMap, edit: &mut TextEdit) {
    let Some(file) = sources.get(edit.span.file) else {
        return;
    };
    let Some(line) = line_before(sources, edit.span) else {
        return;
    };
    let removed = sources.slice(edit.span);
    let rest = file.text().get(edit.span.end as usize..).unwrap_or("");
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let behind = rest.get(blanks..).unwrap_or("");
    let ending = if behind.starts_with("\r\n") {
        2
    } else {
        usize::from(behind.starts_with(['\n', '\r']))
    };
    let whole = line.trim().is_empty() && ending > 0;
    if !whole || removed.ends_with(['\n', '\r']) || removed.starts_with(['\n', '\r']) {
        return;
    }
    let indent = u32::try_from(line.len()).unwrap_or(0);
    edit.span.start -= indent;
    edit.span.end += u32::try_from(blanks + ending).unwrap_or(0);
}
