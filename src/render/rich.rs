//! Reports for people: the source with labels, by ariadne, then why and what to do.
//!
//! A report is a heading, an excerpt, and lines of notes, help, changes and the event that a
//! suppression would name. Ariadne draws the excerpt only; it gets texts that are safe to show
//! ([`super::view`]) and spans that fit them, for it panics on others.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use ariadne::{CharSet, Color, Config, IndexType, Label, LabelAttach, Report, ReportKind, Source};

use crate::diag::{Diagnostic, Severity};
use crate::text::{FileId, SourceFile, SourceMap, Span};

use super::frame::{BREAK, MARK, MESSAGE, Margin, broken, digits, joined, named};
use super::view::{Edge, View, is_private};
use super::wrap::wrapped;
use super::{Paint, Style, order, suggestion, word};

/// Ariadne looks at every line between two labels of a file; a site farther away than this many
/// lines becomes a note.
const FARTHEST_LABEL: usize = 200;

/// A label over more lines than this is drawn at its first line only.
const TALLEST_LABEL: usize = 6;

/// Longer lines (in bytes) are cut down to a window where no width is given.
const LONGEST_LINE: usize = 180;

/// How much of a long line is shown at most (in bytes); a third of it stands before the place in
/// question.
const WINDOW: usize = 150;

/// What the margin and the marks of a cut take of the width, and how narrow a window may become.
const BESIDE: usize = 14;
const NARROWEST_WINDOW: usize = 40;

/// What stands beside a label's message but the text it belongs to, and how many columns the
/// message needs at least to stand there.
const BESIDE_LABEL: usize = 7;
const LEAST_ROOM: usize = 24;

/// What the words `note: ` take at the beginning of a remark.
const INDENT: usize = 8;

/// Events that no model can suppress: naming them would only be noise.
const UNSUPPRESSIBLE: &[&str] = &["Model", "SmithyBuild", "PythonClient"];

/// The reports, each followed by an empty line.
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap, style: Style) -> String {
    let renderer = Renderer { sources, style };
    let drawn = |diagnostics: &[&Diagnostic]| {
        let mut out = String::new();
        for diagnostic in diagnostics {
            renderer.report(&mut out, diagnostic);
            out.push('\n');
        }
        out
    };
    let all = order::for_people(diagnostics);
    if all.len() <= DRAWN_AT_ONCE {
        return drawn(&all);
    }
    // Half of the time to check a model with thousands of warnings went into drawing them.
    let parts: Vec<String> = all.par_chunks(DRAWN_AT_ONCE).map(drawn).collect();
    parts.concat()
}

/// How many reports one worker draws at a time; each takes some 10 µs.
const DRAWN_AT_ONCE: usize = 64;

struct Renderer<'a> {
    sources: &'a SourceMap,
    style: Style,
}

/// A place that is drawn.
struct Site<'a> {
    file: FileId,
    lines: (usize, usize),
    bytes: Range<usize>,
    span: Span,
    message: &'a str,
    primary: bool,
}

impl Renderer<'_> {
    fn report(&self, out: &mut String, diagnostic: &Diagnostic) {
        let heading = format!("{}[{}]", word(diagnostic.severity), diagnostic.code);
        out.push_str(&self.style.paint(Paint::of(diagnostic.severity), &heading));
        let message = format!(": {}", self.style.line(&diagnostic.message));
        out.push_str(&self.style.paint(Paint::Bold, &message));
        out.push('\n');
        let far = self.excerpt(out, diagnostic);
        for text in far.iter().chain(&diagnostic.notes) {
            self.remark(out, "note", Paint::Blue, text);
        }
        for text in &diagnostic.help {
            self.remark(out, "help", Paint::Green, text);
        }
        let home = diagnostic.span.map(|span| span.file);
        for fix in &diagnostic.fixes {
            self.remark(out, "help", Paint::Green, &fix.title);
            out.push_str(&suggestion::render(fix, self.sources, home, self.style));
        }
        let event = match diagnostic.shape {
            Some(shape) => format!("  {} on {shape}", diagnostic.id),
            None if UNSUPPRESSIBLE.contains(&&*diagnostic.id) => return,
            None => format!("  {}", diagnostic.id),
        };
        out.push_str(&self.style.paint(Paint::Dim, &self.style.line(&event)));
        out.push('\n');
    }

    fn remark(&self, out: &mut String, head: &str, paint: Paint, text: &str) {
        let width = self.style.width.map(|width| width.saturating_sub(INDENT));
        for (i, line) in text.lines().enumerate() {
            let line = self.style.line(line);
            for (j, part) in wrapped(&line, width).into_iter().enumerate() {
                if i + j == 0 {
                    out.push_str("  ");
                    out.push_str(&self.style.paint(paint, head));
                    out.push_str(": ");
                } else {
                    out.push_str(&" ".repeat(INDENT));
                }
                out.push_str(part);
                out.push('\n');
            }
        }
    }

    /// Draws the excerpt and returns notes on the sites that are too far away to be in it.
    fn excerpt(&self, out: &mut String, diagnostic: &Diagnostic) -> Vec<String> {
        let mut notes = Vec::new();
        let Some(primary) = diagnostic
            .span
            .and_then(|span| self.site(span, &diagnostic.here, true))
        else {
            for label in &diagnostic.labels {
                notes.extend(self.note(label.span, &label.message));
            }
            return notes;
        };
        let mut sites = Vec::with_capacity(diagnostic.labels.len() + 1);
        for label in &diagnostic.labels {
            match self.site(label.span, &label.message, false) {
                Some(site) if self.is_drawable(&primary, &sites, &site) => sites.push(site),
                _ => notes.extend(self.note(label.span, &label.message)),
            }
        }
        let home = primary.file;
        sites.insert(0, primary);
        // Ariadne starts a new excerpt wherever a label is not below the one before.
        sites.sort_by_key(|site| (site.file != home, site.file, site.lines.1, site.lines.0));
        let mut apart = self.draw(out, diagnostic.severity, &sites);
        apart.append(&mut notes);
        apart
    }

    fn note(&self, span: Span, message: &str) -> Option<String> {
        let file = self.sources.get(span.file)?;
        let at = file.line_column(span.start);
        let name = file.name();
        Some(format!("{name}:{}:{}: {message}", at.line, at.column))
    }

    /// The place of a span, made to fit its file.
    fn site<'m>(&self, span: Span, message: &'m str, primary: bool) -> Option<Site<'m>> {
        let file = self.sources.get(span.file)?;
        let start = file.clamp(span.start) as usize;
        let mut end = (file.clamp(span.end) as usize).max(start);
        let covered = file.text().get(start..end).unwrap_or("");
        end = start + covered.trim_end().len();
        if end == start {
            // One character is easier to see than the gap before it.
            let next = file
                .text()
                .get(start..)
                .and_then(|rest| rest.chars().next());
            end += next
                .filter(|c| !c.is_whitespace())
                .map_or(0, char::len_utf8);
        }
        let top = line_of(file, start);
        let mut bottom = line_of(file, end.saturating_sub(1).max(start));
        if bottom - top >= TALLEST_LABEL {
            bottom = top;
            end = file.line_range(top).end.max(start);
        }
        Some(Site {
            file: span.file,
            lines: (top, bottom),
            bytes: start..end,
            span,
            message: if message.is_empty() { "here" } else { message },
            primary,
        })
    }

    /// Whether a site can stand in the excerpt beside those already there.
    fn is_drawable(&self, primary: &Site<'_>, others: &[Site<'_>], site: &Site<'_>) -> bool {
        let anchor = if site.file == primary.file {
            primary
        } else {
            match others.iter().find(|other| other.file == site.file) {
                Some(other) => other,
                None => return true,
            }
        };
        if anchor.lines.0.abs_diff(site.lines.0) > FARTHEST_LABEL {
            return false;
        }
        // A long line shows one window, around its first site.
        let Some(file) = self.sources.get(site.file) else {
            return false;
        };
        let long = file.line_range(site.lines.0).len() > self.longest_line();
        let same_line =
            |other: &&Site<'_>| other.file == site.file && other.lines.0 == site.lines.0;
        !long
            || [primary]
                .into_iter()
                .chain(others)
                .find(same_line)
                .is_none_or(|other| {
                    let window = self.window(file, other.lines.0, other.bytes.start);
                    window.start <= site.bytes.start && site.bytes.end <= window.end
                })
    }

    /// Draws sites, and returns notes on those whose message does not fit beside them.
    fn draw(&self, out: &mut String, severity: Severity, sites: &[Site<'_>]) -> Vec<String> {
        let (mut files, mut places) = (Vec::new(), Vec::new());
        for site in sites {
            if files.last().is_none_or(|(file, _)| *file != site.file) {
                let Some(view) = self.view(site.file, sites) else {
                    return Vec::new();
                };
                files.push((site.file, view));
                places.push(self.place(site, sites));
            }
        }
        let color = |primary: bool| match (primary, severity) {
            (false, _) => Color::Cyan,
            (true, Severity::Error) => Color::Red,
            (true, Severity::Danger) => Color::Magenta,
            (true, Severity::Warning) => Color::Yellow,
            (true, _) => Color::Blue,
        };
        let mut labels = Vec::with_capacity(sites.len());
        let mut apart = Vec::new();
        let mut anchor = (0, 0..0);
        for site in sites {
            let Some(id) = files.iter().position(|(file, _)| *file == site.file) else {
                continue;
            };
            let Some((_, view)) = files.get(id) else {
                continue;
            };
            let start = view.character(site.bytes.start, Edge::Start);
            let end = view.character(site.bytes.end, Edge::End);
            let span = (id, start..end.max(start));
            if site.primary {
                anchor = span.clone();
            }
            let mut message = site.message;
            let mut room = self.room(site, view, sites);
            if room.is_some_and(|room| room < message.len().min(LEAST_ROOM)) {
                apart.extend(self.note(site.span, message));
                (message, room) = ("here", None);
            }
            labels.push(
                Label::new(span)
                    .with_message(self.label(message, room))
                    .with_color(color(site.primary))
                    .with_priority(i32::from(site.primary)),
            );
        }
        let config = Config::default()
            .with_color(self.style.color)
            // It mixes up bytes and characters of all files but that of the report.
            .with_index_type(IndexType::Char)
            .with_label_attach(LabelAttach::Middle)
            .with_char_set(if self.style.ascii {
                CharSet::Ascii
            } else {
                CharSet::Unicode
            });
        let report = Report::build(ReportKind::Error, anchor)
            .with_config(config)
            .with_labels(labels)
            .finish();
        let mut drawn = Vec::new();
        if report.write(Views(&files), &mut drawn).is_ok() {
            let drawn = String::from_utf8_lossy(&drawn);
            // The heading is ours; the first line is ariadne's, without a message.
            let excerpt = drawn.split_once('\n').map_or("", |(_, excerpt)| excerpt);
            let widest = sites.iter().map(|site| site.lines.1 + 1).max();
            let mut margin = Margin::new(excerpt, widest.unwrap_or(1));
            let mut view = None;
            let mut lines = Vec::new();
            let mut next = files.iter();
            for line in excerpt.lines() {
                if line.contains(MARK) {
                    view = next.next().map(|(_, view)| view);
                    margin.first = view.map_or(0, |view| view.first_line);
                }
                let line = margin.widened(&named(line, &places));
                let line = view.map_or(Cow::Borrowed(&*line), |view| view.restored(&line));
                lines.push(joined(&line).trim_end().to_owned());
            }
            for line in broken(lines) {
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
        apart
    }

    /// The message of a label, with nothing in it that stands for something else, broken to fit
    /// into `room`.
    fn label(&self, message: &str, room: Option<usize>) -> String {
        let message = self.style.line(message).replace(is_private, "\u{fffd}");
        match &wrapped(&message, room)[..] {
            [_] => message,
            parts => format!("{MESSAGE}{}", parts.join(&BREAK.to_string())),
        }
    }

    /// How many columns there are for the message of a site; `None` where any number will do.
    fn room(&self, site: &Site<'_>, view: &View, sites: &[Site<'_>]) -> Option<usize> {
        let width = self.style.width?;
        let in_file = || sites.iter().filter(|one| one.file == site.file);
        let is_tall = |one: &&Site<'_>| one.lines.0 != one.lines.1;
        let beside = in_file().filter(|one| one.lines.1 == site.lines.1);
        let end = beside.map(|one| view.columns_up_to(one.bytes.end, is_tall(&one)));
        let highest = sites.iter().map(|one| one.lines.1 + 1).max();
        let margin = digits(highest.unwrap_or(1)) + 2 * in_file().filter(is_tall).count();
        Some(width.saturating_sub(margin + end.max().unwrap_or(0) + BESIDE_LABEL))
    }

    /// `file:line:column` as the heading of an excerpt gives it: the primary site where the file
    /// has it, else the first.
    fn place(&self, first: &Site<'_>, sites: &[Site<'_>]) -> String {
        let site = sites
            .iter()
            .find(|site| site.primary && site.file == first.file)
            .unwrap_or(first);
        let Some(file) = self.sources.get(site.file) else {
            return String::new();
        };
        let at = file.line_column(u32::try_from(site.bytes.start).unwrap_or(u32::MAX));
        let name = self.style.line(file.name()).replace(is_private, "\u{fffd}");
        format!("{name}:{}:{}", at.line, at.column)
    }

    /// What is shown of a file: its lines from the first site to the last.
    fn view(&self, id: FileId, sites: &[Site<'_>]) -> Option<View> {
        let file = self.sources.get(id)?;
        // The primary site, first in its line or not, decides on the window.
        let here = || sites.iter().filter(|site| site.file == id);
        let mut shown: BTreeMap<usize, usize> = BTreeMap::new();
        for site in here().filter(|site| site.primary).chain(here()) {
            shown.entry(site.lines.0).or_insert(site.bytes.start);
        }
        for site in here() {
            shown.entry(site.lines.1).or_insert(site.bytes.end);
        }
        let (first, last) = (*shown.keys().next()?, *shown.keys().next_back()?);
        let parts: Vec<(usize, Range<usize>)> = (first..=last)
            .map(|line| {
                let at = shown.get(&line).copied();
                (line, self.window(file, line, at.unwrap_or(0)))
            })
            .collect();
        Some(View::parts(file, &parts, self.style.ascii))
    }

    fn longest_line(&self) -> usize {
        let width = self.style.width;
        width.map_or(LONGEST_LINE, |width| {
            width.saturating_sub(BESIDE).max(NARROWEST_WINDOW)
        })
    }

    /// What is shown of a line where `at` is the place in question.
    fn window(&self, file: &SourceFile, line: usize, at: usize) -> Range<usize> {
        let whole = file.line_range(line);
        let longest = self.longest_line();
        if whole.len() <= longest {
            return whole;
        }
        let clamp = |byte: usize| file.clamp(u32::try_from(byte).unwrap_or(u32::MAX)) as usize;
        let size = longest.min(WINDOW);
        let latest = whole.end.saturating_sub(size);
        let start = at.saturating_sub(size / 3).min(latest).max(whole.start);
        clamp(start)..clamp((start + size).min(whole.end))
    }
}

fn line_of(file: &SourceFile, byte: usize) -> usize {
    file.line_of(u32::try_from(byte).unwrap_or(u32::MAX))
}

/// The views of one report, by their number.
struct Views<'a>(&'a [(FileId, View)]);

impl ariadne::Cache<usize> for Views<'_> {
    type Storage = String;

    fn fetch(&mut self, id: &usize) -> Result<&Source<String>, impl std::fmt::Debug> {
        self.0
            .get(*id)
            .map(|(_, view)| &view.source)
            .ok_or("no such file")
    }

    fn display<'a>(&self, id: &'a usize) -> Option<impl std::fmt::Display + 'a> {
        Some(format!("{MARK}{id}{MARK}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::code;
    use super::super::visible;
    use super::*;
    use crate::diag::{Code, Fix};
    use crate::name::ShapeId;
    use crate::text::Origin;

    const CODE: Code = code("unresolved-target", Severity::Error);

    fn sources(files: &[(&str, &str)]) -> SourceMap {
        let mut sources = SourceMap::new();
        for (name, text) in files {
            sources.add(*name, *text, Origin::User);
        }
        sources
    }

    fn span(file: u32, start: usize, end: usize) -> Span {
        Span::new(FileId(file), start, end)
    }

    fn plain(report: Diagnostic, sources: &SourceMap) -> String {
        render(&[report], sources, Style::default())
    }

    #[test]
    fn the_whole_layout() {
        let sources = sources(&[
            (
                "a.smithy",
                "namespace a\n\nstructure A {\n    b: Sting\n}\n",
            ),
            ("b.smithy", "namespace b\nstring String2\n"),
        ]);
        let report = CODE
            .at(span(0, 34, 39), "`Sting` is not a shape")
            .shape(ShapeId::parse("a#A$b").unwrap())
            .here("no such shape")
            .label(span(0, 13, 24), "in this structure")
            .label(span(1, 12, 26), "a similar one")
            .note("names are\nresolved in order")
            .help("look for it")
            .fix(Fix::replace(
                "did you mean `String`?",
                span(0, 34, 39),
                "String",
            ));
        assert_eq!(
            plain(report, &sources),
            "\
error[unresolved-target]: `Sting` is not a shape
   ╭─[ a.smithy:4:8 ]
   │
 3 │ structure A {
   │ ─────┬─────
   │      ╰─────── in this structure
 4 │     b: Sting
   │        ──┬──
   │          ╰──── no such shape
   │
   ├─[ b.smithy:2:1 ]
   │
 2 │ string String2
   │ ───────┬──────
   │        ╰──────── a similar one
───╯
  note: names are
        resolved in order
  help: look for it
  help: did you mean `String`?
     4 -     b: Sting
     4 +     b: String
  Target on a#A$b

"
        );
    }

    #[test]
    fn no_span_makes_it_panic() {
        let texts = [
            "",
            "\n",
            "a",
            "ä😀\r\n\tb\u{1b}[31m\u{202e}\u{0b}x\ry\u{2028}z\u{85}",
            "a\r\n\r\n\r\n",
            "\u{feff}x\n",
        ];
        for text in texts {
            let sources = sources(&[("a", text)]);
            for start in 0..text.len() + 3 {
                for end in start..text.len() + 3 {
                    let report = CODE
                        .at(span(0, start, end), "m")
                        .label(span(0, end, end + 1), "l")
                        .label(span(7, 0, 1), "lost");
                    for color in [false, true] {
                        let style = Style {
                            color,
                            ascii: start % 2 == 0,
                            width: (end % 2 == 0).then_some(40),
                        };
                        let out = render(std::slice::from_ref(&report), &sources, style);
                        let raw =
                            |c: char| visible::is_deceptive(c) && !matches!(c, '\n' | '\u{1b}');
                        assert!(!out.contains(raw), "{out:?}");
                        assert!(color || !out.contains('\u{1b}'), "{out:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_place_at_the_end_of_the_file_is_on_its_own_line() {
        let sources = sources(&[("a", "structure A {\n")]);
        let out = plain(CODE.at(span(0, 14, 14), "m").here("end"), &sources);
        assert!(out.contains("a:2:1"), "{out}");
        assert!(out.contains(" 2 │"), "{out}");
    }

    #[test]
    fn a_long_line_is_a_window_with_the_true_column() {
        let line = format!("{}Sting{}\n", "x".repeat(100_000), "y".repeat(100_000));
        let sources = sources(&[("a.json", &line)]);
        let report = CODE
            .at(span(0, 100_000, 100_005), "m")
            .label(span(0, 3, 5), "the other site");
        let out = plain(report, &sources);
        assert!(out.contains("a.json:1:100001"), "{out}");
        assert!(out.contains("note: a.json:1:4: the other site"), "{out}");
        assert!(out.contains("xSting"), "{out}");
        assert!(out.lines().all(|line| line.chars().count() < 300), "{out}");
    }

    #[test]
    fn a_far_site_is_a_note() {
        let text = "a\n".repeat(5000);
        let sources = sources(&[("a", &text)]);
        let report = CODE
            .at(span(0, 0, 1), "m")
            .label(span(0, 9000, 9001), "far");
        let out = plain(report, &sources);
        assert!(out.contains("  note: a:4501:1: far"), "{out}");
        assert!(!out.contains("4501 │"), "{out}");
    }

    #[test]
    fn no_place_gives_heading_and_remarks() {
        let report = CODE.without_place("m\u{7}").help("h");
        let out = plain(report, &SourceMap::new());
        assert_eq!(
            out,
            "error[unresolved-target]: m\\u{7}\n  help: h\n  Target\n\n"
        );
    }
}
