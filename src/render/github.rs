//! Workflow annotations: the commands that GitHub Actions reads from the log of a run and shows
//! beside the lines of a change.
//!
//! One command a report. Lines and columns start at 1; `endColumn` is the last column that is
//! marked, and columns are left out where a report covers several lines, since the reader ignores
//! them there.

use crate::diag::{Diagnostic, Severity};
use crate::text::{Origin, SourceMap};

use super::{order, visible};

/// The reports as workflow commands, one a line.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = String::new();
    for diagnostic in order::for_people(diagnostics) {
        command(&mut out, diagnostic, sources);
    }
    out
}

fn command(out: &mut String, diagnostic: &Diagnostic, sources: &SourceMap) {
    out.push_str(match diagnostic.severity {
        Severity::Error | Severity::Danger => "::error ",
        Severity::Warning => "::warning ",
        Severity::Note | Severity::Suppressed => "::notice ",
    });
    let place = diagnostic
        .span
        .and_then(|span| Some((span, sources.get(span.file)?)))
        .filter(|(_, file)| file.origin() != Origin::CommandLine);
    if let Some((span, file)) = place {
        let start = file.line_column(span.start);
        let end = file.line_column(span.end.max(span.start));
        out.push_str(&format!(
            "file={},line={},endLine={}",
            property(file.name()),
            start.line,
            end.line
        ));
        if start.line == end.line {
            let last = end.column.saturating_sub(1).max(start.column);
            out.push_str(&format!(",col={},endColumn={last}", start.column));
        }
        out.push(',');
    }
    let title = format!("{} ({})", diagnostic.code, diagnostic.id);
    out.push_str(&format!("title={}::", property(&title)));
    let lines: Vec<String> = super::lines(diagnostic).collect();
    let text = lines.join("\n");
    out.push_str(&data(&text));
    out.push('\n');
}

/// The text of a command: line breaks and the escape itself are escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property, in which commas and colons mean something, too.
fn property(text: &str) -> String {
    visible::line(text)
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::testing::code;
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_report_is_one_command() {
        let mut sources = SourceMap::new();
        let file = sources.add("model/a,b.smithy", "ä: Sting\n", Origin::User);
        let report = code("unresolved-target", Severity::Error)
            .at(Span::new(file, 4, 9), "100% wrong")
            .here("no such shape")
            .note("first")
            .help("second\nline");
        assert_eq!(
            render(&[report], &sources),
            "::error file=model/a%2Cb.smithy,line=1,endLine=1,col=4,endColumn=8,\
             title=unresolved-target (Target)::100%25 wrong: no such shape%0Anote: first%0Ahelp: second%0Aline\n"
        );
    }

    #[test]
    fn several_lines_have_no_columns_and_no_place_has_no_file() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.smithy", "list A {\n}\n", Origin::User);
        let far = code("a", Severity::Warning).at(Span::new(file, 0, 10), "m");
        let none = code("b", Severity::Note).without_place("::error::m");
        assert_eq!(
            render(&[far, none], &sources),
            "::warning file=a.smithy,line=1,endLine=2,title=a (Target)::m\n\
             ::notice title=b (Target)::::error::m\n"
        );
    }
}
