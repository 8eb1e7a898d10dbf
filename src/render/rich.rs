//! Reports for people: the source with labels, by ariadne, then why and what to do.
//!
//! A report is a heading, an excerpt, and lines of notes, help, changes and the event that a
//! suppression would name. Ariadne draws the excerpt only; it gets texts that are safe to show
//! ([`super::view`]) and spans that fit them, for it panics on others.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use ariadne::{CharSet, Color, Config, IndexType, Label, LabelAttach, Report, ReportKind, Source};

use crate::diag::{Diagnostic, Severity};
use crate::text::{FileId, SourceFile, SourceMap, Span};

use super::view::View;
use super::{Paint, Style, order, suggestion, visible, word};

/// Ariadne looks at every line between two labels of a file; a site farther away than this many
/// lines becomes a note.
const FARTHEST_LABEL: usize = 200;

/// A label over more lines than this is drawn at its first line only.
const TALLEST_LABEL: usize = 6;

/// Longer lines (in bytes) are cut down to a window.
const LONGEST_LINE: usize = 180;

/// How much of a long line is shown before the place in question, and in all (in bytes).
const WINDOW_BEFORE: usize = 50;
const WINDOW: usize = 150;

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
    message: &'a str,
    primary: bool,
}

impl Renderer<'_> {
    fn report(&self, out: &mut String, diagnostic: &Diagnostic) {
        let heading = format!("{}[{}]", word(diagnostic.severity), diagnostic.code);
        out.push_str(&self.style.paint(Paint::of(diagnostic.severity), &heading));
        let message = format!(": {}", visible::line(&diagnostic.message));
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
        out.push_str(&self.style.paint(Paint::Dim, &visible::line(&event)));
        out.push('\n');
    }

    fn remark(&self, out: &mut String, head: &str, paint: Paint, text: &str) {
        for (i, line) in text.lines().enumerate() {
            if i == 0 {
                out.push_str("  ");
                out.push_str(&self.style.paint(paint, head));
                out.push_str(": ");
            } else {
                out.push_str("        ");
            }
            out.push_str(&visible::line(line));
            out.push('\n');
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
        self.draw(out, diagnostic.severity, &sites);
        notes
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
        let long = file.line_range(site.lines.0).len() > LONGEST_LINE;
        let same_line =
            |other: &&Site<'_>| other.file == site.file && other.lines.0 == site.lines.0;
        !long
            || [primary]
                .into_iter()
                .chain(others)
                .find(same_line)
                .is_none_or(|other| {
                    let window = window(file, other.lines.0, other.bytes.start);
                    window.start <= site.bytes.start && site.bytes.end <= window.end
                })
    }

    fn draw(&self, out: &mut String, severity: Severity, sites: &[Site<'_>]) {
        let (mut files, mut places) = (Vec::new(), Vec::new());
        for site in sites {
            if files.last().is_none_or(|(file, _)| *file != site.file) {
                let Some(view) = self.view(site.file, sites) else {
                    return;
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
        let mut anchor = (0, 0..0);
        for site in sites {
            let Some(id) = files.iter().position(|(file, _)| *file == site.file) else {
                continue;
            };
            let Some((_, view)) = files.get(id) else {
                continue;
            };
            let start = view.locate(site.bytes.start);
            let span = (id, start..view.locate(site.bytes.end).max(start));
            if site.primary {
                anchor = span.clone();
            }
            labels.push(
                Label::new(span)
                    .with_message(visible::line(site.message))
                    .with_color(color(site.primary))
                    .with_priority(i32::from(site.primary)),
            );
        }
        let config = Config::default()
            .with_color(self.style.color)
            .with_index_type(IndexType::Byte)
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
            let widest = sites.iter().map(|site| digits(site.lines.1 + 1)).max();
            let mut margin = Margin::new(excerpt, widest.unwrap_or(1));
            let mut next = files.iter();
            for line in excerpt.lines() {
                let line = line.trim_end();
                if line.contains(MARK) {
                    margin.first = next.next().map_or(0, |(_, view)| view.first_line);
                    margin.widen(&named(line, &places), out);
                } else {
                    margin.widen(line, out);
                }
                out.push('\n');
            }
        }
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
        format!("{}:{}:{}", visible::line(file.name()), at.line, at.column)
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
                (line, window(file, line, at.unwrap_or(0)))
            })
            .collect();
        Some(View::parts(file, &parts))
    }
}

fn line_of(file: &SourceFile, byte: usize) -> usize {
    file.line_of(u32::try_from(byte).unwrap_or(u32::MAX))
}

/// What is shown of a line where `at` is the place in question.
fn window(file: &SourceFile, line: usize, at: usize) -> Range<usize> {
    let whole = file.line_range(line);
    if whole.len() <= LONGEST_LINE {
        return whole;
    }
    let clamp = |byte: usize| file.clamp(u32::try_from(byte).unwrap_or(u32::MAX)) as usize;
    let latest = whole.end.saturating_sub(WINDOW);
    let start = at
        .saturating_sub(WINDOW_BEFORE)
        .min(latest)
        .max(whole.start);
    clamp(start)..clamp((start + WINDOW).min(whole.end))
}

/// Ariadne counts columns in what it was given; what stands in its place says the true ones.
fn named(line: &str, places: &[String]) -> String {
    let mut parts = line.splitn(3, MARK);
    let (Some(before), Some(id), Some(after)) = (parts.next(), parts.next(), parts.next()) else {
        return line.to_owned();
    };
    let place = id.parse().ok().and_then(|id: usize| places.get(id));
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?'));
    format!("{before}{}{rest}", place.map_or("", |place| place))
}

/// The number of digits of a line's number.
fn digits(line: usize) -> usize {
    line.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// The left edge of an excerpt. Ariadne numbers the lines of a view from 1.
struct Margin {
    /// How many columns the true numbers take, and how many ariadne gave them.
    width: usize,
    given: usize,
    /// The line of the file, from 0, with which its view begins.
    first: usize,
}

impl Margin {
    /// For an excerpt, whose first line stands behind the place for the numbers and two blanks.
    fn new(excerpt: &str, width: usize) -> Self {
        let blanks = excerpt.len() - excerpt.trim_start_matches(' ').len();
        let given = blanks.saturating_sub(2);
        Self {
            width: width.max(given),
            given,
            first: 0,
        }
    }

    /// Writes a line with its true number, and as far to the right as the widest number demands.
    fn widen(&self, line: &str, out: &mut String) {
        let more = self.width - self.given;
        let (before, rest) = split_blanks(line);
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (number, behind) = rest.split_at(end);
        match number.parse::<usize>() {
            Ok(number) => {
                let escape = before.trim_start_matches(' ').trim_end_matches(' ');
                let number = (number + self.first).to_string();
                out.push(' ');
                out.push_str(escape);
                out.extend(std::iter::repeat_n(
                    ' ',
                    self.width.saturating_sub(number.len()),
                ));
                out.push_str(&number);
                out.push_str(behind);
            }
            // The last line is drawn through.
            Err(_) if before.contains(' ') => {
                out.extend(std::iter::repeat_n(' ', more));
                out.push_str(line);
            }
            Err(_) => {
                out.push_str(before);
                let stroke = rest.chars().next();
                out.extend(
                    stroke
                        .into_iter()
                        .flat_map(|c| std::iter::repeat_n(c, more)),
                );
                out.push_str(rest);
            }
        }
    }
}

/// Splits off the blanks and escape sequences with which a line begins.
fn split_blanks(line: &str) -> (&str, &str) {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(' ');
        let Some(sequence) = rest.strip_prefix("\u{1b}[") else {
            break;
        };
        let Some((_, behind)) = sequence.split_once('m') else {
            break;
        };
        rest = behind;
    }
    line.split_at(line.len() - rest.len())
}

/// Brackets the number of a file in what ariadne writes; views hold no such character.
const MARK: char = '\u{1}';

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
                        let style = Style { color, ascii: true };
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
