//! The reports of a stage, of which each file has a bounded number.
//!
//! A megabyte of garbage holds a hundred thousand mistakes, and nobody reads the last of them. So
//! a file has at most [`REPORTS_OF_A_FILE`] reports and texts in them are cut to a bearable length;
//! what comes after is counted, with the worst severity among it, and told by one report in
//! [`Diagnostics::tell_dropped`].

use std::ops::{Deref, DerefMut};

use rustc_hash::FxHashMap;

use crate::text::{FileId, Span};

use super::{Code, Diagnostic, Severity};

const TOO_MANY_REPORTS: Code = Code::error("too-many-reports-of-a-file", "Model");

/// How many reports one file may have. The worst real model has some thousands of warnings; at a
/// kilobyte each and 20 µs to draw, this many cost 10 MB and 0.2 s.
pub const REPORTS_OF_A_FILE: usize = 10_000;

/// How long a text of a report may be, in bytes. Names of any length may stand in it.
const LONGEST_TEXT: usize = 4096;

/// How long what a fix writes may be, in bytes; a longer fix is left out, since half a fix is
/// none.
const LONGEST_FIX: usize = 64 * 1024;

/// What was left out of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Dropped {
    file: Option<FileId>,
    count: usize,
    worst: Severity,
}

/// The reports of a stage. Reads as a slice.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Diagnostics {
    reports: Vec<Diagnostic>,
    /// How many each file has.
    counts: FxHashMap<Option<FileId>, usize>,
    dropped: Vec<Dropped>,
}

impl Diagnostics {
    /// No reports.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a report, or counts it where its file has too many already.
    pub fn push(&mut self, mut report: Diagnostic) {
        if report.code == TOO_MANY_REPORTS.slug {
            // It stands for those that were dropped, and must not be dropped itself.
            self.reports.push(report);
            return;
        }
        let file = report.span.map(|span| span.file);
        let count = self.count(file);
        if *count >= REPORTS_OF_A_FILE {
            self.drop_more(file, 1, report.severity);
            return;
        }
        *count += 1;
        shorten(&mut report);
        self.reports.push(report);
    }

    /// Whether a file has as many reports as it may have: more need not be made up, only counted
    /// with [`Diagnostics::count_dropped`].
    #[must_use]
    pub fn is_full(&self, file: FileId) -> bool {
        let count = self.counts.get(&Some(file));
        count.is_some_and(|count| *count >= REPORTS_OF_A_FILE)
    }

    /// Counts reports that were not made.
    pub fn count_dropped(&mut self, file: FileId, count: usize, worst: Severity) {
        if count > 0 {
            self.drop_more(Some(file), count, worst);
        }
    }

    /// Adds all reports of another stage, and what it has dropped.
    pub fn absorb(&mut self, other: Diagnostics) {
        for dropped in other.dropped {
            self.drop_more(dropped.file, dropped.count, dropped.worst);
        }
        if self.reports.is_empty() && self.counts.is_empty() {
            self.reports = other.reports;
            self.counts = other.counts;
        } else {
            self.extend(other.reports);
        }
    }

    /// Moves all reports of another stage here.
    pub fn append(&mut self, other: &mut Diagnostics) {
        self.absorb(std::mem::take(other));
    }

    /// Keeps the reports for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.reports.retain(keep);
    }

    /// Leaves out reports that are equal to the one before.
    pub fn dedup(&mut self) {
        self.reports.dedup();
    }

    /// Forgets all reports after the first `len`.
    pub fn truncate(&mut self, len: usize) {
        self.reports.truncate(len);
    }

    /// Whether there is a report of this severity or a worse one, shown or dropped.
    #[must_use]
    pub fn any_from(&self, severity: Severity) -> bool {
        self.reports.iter().any(|one| one.severity >= severity)
            || self.dropped.iter().any(|one| one.worst >= severity)
    }

    /// The worst severity among what was dropped.
    #[must_use]
    pub fn worst_dropped(&self) -> Option<Severity> {
        self.dropped.iter().map(|one| one.worst).max()
    }

    /// Adds a report on each file of which some were dropped, in the order of the files. Once, when
    /// no more reports come.
    pub fn tell_dropped(&mut self) {
        let mut dropped = std::mem::take(&mut self.dropped);
        dropped.sort_by_key(|one| one.file);
        for Dropped { file, count, worst } in dropped {
            let others = if count == 1 {
                "one other report is"
            } else {
                "other reports are"
            };
            let number = if count == 1 {
                String::new()
            } else {
                format!("{count} ")
            };
            let message = format!("{number}{others} not shown: this is too much for one file");
            let report = match file {
                Some(file) => TOO_MANY_REPORTS.at(Span::start_of(file), message),
                None => TOO_MANY_REPORTS.without_place(message),
            };
            self.reports.push(
                report
                    .severity(worst)
                    .here("in this file")
                    .note(format!(
                        "of each file, {REPORTS_OF_A_FILE} reports are kept"
                    ))
                    .help("mend those that are shown first; many of the others may come of them"),
            );
        }
    }

    /// How many reports were made, those that were left out included.
    #[must_use]
    pub fn made(&self) -> usize {
        let dropped: usize = self.dropped.iter().map(|one| one.count).sum();
        self.reports.len() + dropped
    }

    /// The reports.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.reports
    }

    /// The reports alone.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.reports
    }

    fn count(&mut self, file: Option<FileId>) -> &mut usize {
        self.counts.entry(file).or_default()
    }

    fn drop_more(&mut self, file: Option<FileId>, count: usize, worst: Severity) {
        match self.dropped.iter_mut().find(|one| one.file == file) {
            Some(known) => {
                known.count += count;
                known.worst = known.worst.max(worst);
            }
            None => self.dropped.push(Dropped { file, count, worst }),
        }
    }
}

/// Cuts texts that are longer than anybody reads.
fn shorten(report: &mut Diagnostic) {
    cut(&mut report.message);
    cut(&mut report.here);
    for label in &mut report.labels {
        cut(&mut label.message);
    }
    report.notes.iter_mut().for_each(cut);
    report.help.iter_mut().for_each(cut);
    report.fixes.retain(|fix| {
        let written: usize = fix.edits.iter().map(|edit| edit.text.len()).sum();
        written <= LONGEST_FIX
    });
    for fix in &mut report.fixes {
        cut(&mut fix.title);
    }
}

fn cut(text: &mut String) {
    if text.len() <= LONGEST_TEXT {
        return;
    }
    let end = (0..=LONGEST_TEXT)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    text.truncate(end);
    text.push('…');
    text.shrink_to_fit();
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.reports
    }
}

impl DerefMut for Diagnostics {
    fn deref_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.reports
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, reports: T) {
        for report in reports {
            self.push(report);
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(reports: T) -> Self {
        let mut all = Self::new();
        all.extend(reports);
        all
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(reports: Vec<Diagnostic>) -> Self {
        reports.into_iter().collect()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(report: Diagnostic) -> Self {
        std::iter::once(report).collect()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.reports.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.reports.iter()
    }
}

impl<'a> IntoIterator for &'a mut Diagnostics {
    type Item = &'a mut Diagnostic;
    type IntoIter = std::slice::IterMut<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.reports.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: Code = Code::warning("odd", "Odd");

    fn odd(file: u32) -> Diagnostic {
        ODD.at(Span::start_of(FileId(file)), "odd")
    }

    #[test]
    fn a_file_has_so_many_reports_and_the_rest_is_counted() {
        let mut all = Diagnostics::new();
        all.push(odd(1));
        for _ in 0..REPORTS_OF_A_FILE + 2 {
            all.push(odd(0));
        }
        all.push(odd(0).severity(Severity::Error));
        assert_eq!(all.len(), REPORTS_OF_A_FILE + 1);
        assert!(all.any_from(Severity::Error));
        let mut joined = Diagnostics::from(odd(0));
        joined.absorb(all);
        assert_eq!(joined.worst_dropped(), Some(Severity::Error));
        joined.tell_dropped();
        let last = joined.last().unwrap();
        assert_eq!(joined.len(), REPORTS_OF_A_FILE + 2);
        assert!(
            last.message.starts_with("4 other reports"),
            "{}",
            last.message
        );
        assert_eq!(last.severity, Severity::Error);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "ä".repeat(LONGEST_TEXT);
        let all = Diagnostics::from(ODD.without_place(&*long).here(&*long).note(&*long));
        for text in [&all[0].message, &all[0].here, &all[0].notes[0]] {
            assert!(text.len() <= LONGEST_TEXT + 3 && text.ends_with("ä…"));
        }
    }
}
