//! The order in which reports are shown: that of the source, each once.

use crate::diag::Diagnostic;

/// The reports in the order of the files and, inside one, of the text; those without a place come
/// last. Equal reports are shown once; a report and its echo are not equal. `O(n log n)`.
pub fn sorted(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |d: &Diagnostic| (d.span.is_none(), d.span.map(|s| (s.file, s.start, s.end)));
        place(a)
            .cmp(&place(b))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.code.cmp(b.code))
            .then_with(|| a.id.cmp(&b.id))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| a.echo.cmp(&b.echo))
    });
    sorted.dedup_by(|a, b| {
        a.span == b.span
            && a.code == b.code
            && a.id == b.id
            && a.severity == b.severity
            && a.shape == b.shape
            && a.message == b.message
            && a.echo == b.echo
    });
    sorted
}

/// As [`sorted`], without the reports that only repeat another for machines.
pub fn for_people(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut shown = sorted(diagnostics);
    shown.retain(|diagnostic| !diagnostic.echo);
    shown
}

/// As [`sorted`], without the reports that the reference has no events for.
pub fn for_machines(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut shown = sorted(diagnostics);
    shown.retain(|diagnostic| !diagnostic.beyond);
    shown
}

#[cfg(test)]
mod tests {
    use super::super::testing::code;
    use super::*;
    use crate::diag::Severity;
    use crate::text::{FileId, Span};

    #[test]
    fn source_order_and_each_report_once() {
        let code = code("a", Severity::Error);
        let at = |file, start| Span::new(FileId(file), start, start + 1);
        let all = [
            code.without_place("nowhere"),
            code.at(at(1, 0), "second file"),
            code.at(at(0, 9), "later"),
            code.at(at(0, 2), "early"),
            code.at(at(0, 9), "later"),
        ];
        let shown: Vec<&str> = sorted(&all).iter().map(|d| &*d.message).collect();
        assert_eq!(shown, ["early", "later", "second file", "nowhere"]);
    }

    #[test]
    fn people_see_no_echoes() {
        let code = code("a", Severity::Error);
        let all = [
            code.without_place("once"),
            code.without_place("again").echo(),
        ];
        assert_eq!(sorted(&all).len(), 2);
        assert_eq!(for_people(&all).len(), 1);
        assert_eq!(for_machines(&all).len(), 2);
    }

    #[test]
    fn machines_see_nothing_beyond_the_events() {
        let mut report = code("a", Severity::Error).without_place("more");
        report.beyond = true;
        assert_eq!(for_people(&[report.clone()]).len(), 1);
        assert!(for_machines(&[report]).is_empty());
    }
}
