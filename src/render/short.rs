//! One line a report: `file:line:column: error[code]: message`, by codespan-reporting.

use std::io;
use std::ops::Range;

use codespan_reporting::diagnostic::{self as codespan, LabelStyle};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Config, DisplayStyle, WriteStyle};

use crate::diag::{Diagnostic, Severity};
use crate::text::{FileId, SourceFile, SourceMap};

use super::{Paint, Style, order, word};

/// The reports, one line each.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, style: Style) -> String {
    let config = Config {
        display_style: DisplayStyle::Short,
        ..Config::default()
    };
    let files = Sources(sources, style);
    let mut out = Painter {
        text: Vec::new(),
        severity: Severity::Note,
        style,
        heading: false,
    };
    for diagnostic in order::for_people(diagnostics) {
        out.severity = diagnostic.severity;
        let place = diagnostic
            .span
            .filter(|span| sources.get(span.file).is_some());
        let label = place.map(|span| codespan::Label::primary(span.file, span.range()));
        let report = codespan::Diagnostic::error()
            .with_code(diagnostic.code)
            .with_message(style.line(&diagnostic.message))
            .with_labels(label.into_iter().collect());
        if term::emit_to_write_style(&mut out, &config, &files, &report).is_err() {
            let plain = format!(
                "{}[{}]: {}\n",
                word(diagnostic.severity),
                diagnostic.code,
                style.line(&diagnostic.message)
            );
            out.text.extend_from_slice(plain.as_bytes());
        }
    }
    String::from_utf8_lossy(&out.text).into_owned()
}

/// The source map as codespan-reporting asks for it.
struct Sources<'a>(&'a SourceMap, Style);

impl Sources<'_> {
    fn file(&self, id: FileId) -> Result<&SourceFile, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Sources<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(self.1.line(self.file(id)?.name()).into_owned())
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(self.file(id)?.text())
    }

    fn line_index(&'a self, id: FileId, byte: usize) -> Result<usize, Error> {
        let file = self.file(id)?;
        let at = u32::try_from(byte).unwrap_or(u32::MAX);
        Ok(file.line_of(file.clamp(at)))
    }

    fn column_number(&'a self, id: FileId, _: usize, byte: usize) -> Result<usize, Error> {
        let at = u32::try_from(byte).unwrap_or(u32::MAX);
        Ok(self.file(id)?.line_column(at).column)
    }

    fn line_range(&'a self, id: FileId, line: usize) -> Result<Range<usize>, Error> {
        Ok(self.file(id)?.line_range(line))
    }
}

/// Collects the text and says the severity in our own words: codespan-reporting has no `danger`.
struct Painter {
    text: Vec<u8>,
    severity: Severity,
    style: Style,
    heading: bool,
}

impl Painter {
    fn sequence(&mut self, sequence: &str) {
        if self.style.color {
            self.text.extend_from_slice(sequence.as_bytes());
        }
    }
}

impl io::Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.heading) {
            self.text.extend_from_slice(word(self.severity).as_bytes());
        } else {
            self.text.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, _: codespan::Severity) -> io::Result<()> {
        self.sequence(Paint::of(self.severity).sequence());
        self.heading = true;
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.sequence("\u{1b}[0m");
        self.sequence(Paint::Bold.sequence());
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_label(&mut self, _: codespan::Severity, _: LabelStyle) -> io::Result<()> {
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        self.sequence("\u{1b}[0m");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::code;
    use super::*;
    use crate::text::{Origin, Span};

    #[test]
    fn one_line_each_with_columns_in_characters() {
        let mut sources = SourceMap::new();
        let file = sources.add("a\u{1b}.smithy", "x\nää!b\n", Origin::User);
        let all = [
            code("odd", Severity::Error).at(Span::new(file, 6, 7), "odd\nthing"),
            code("bad", Severity::Danger).at(Span::new(file, 900, 901), "beyond"),
            code("none", Severity::Warning).without_place("nowhere"),
        ];
        assert_eq!(
            render(&all, &sources, Style::default()),
            "a\\u{1b}.smithy:2:3: error[odd]: odd\\nthing\n\
             a\\u{1b}.smithy:3:1: danger[bad]: beyond\n\
             warning[none]: nowhere\n"
        );
        let color = Style {
            color: true,
            ..Style::default()
        };
        assert!(render(&all, &sources, color).contains("\u{1b}[1;31merror[odd]\u{1b}[0m"));
    }
}
