//! The two streams of a run: results go to one, reports and progress to the other.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use console::Term;

use crate::diag::{Diagnostic, Severity};
use crate::driver::disk;
use crate::explain;
use crate::render::sarif::Run;
use crate::render::{self, Scope, Style, visible};
use crate::text::SourceMap;

use super::options::{Color, Filter, Format, Global};
use super::progress::Progress;
use super::session::is_about_endpoints;
use super::{Outcome, environment};

/// Where and how a run speaks.
pub(super) struct Output {
    color: Color,
    quiet: bool,
    debug: bool,
    started: Instant,
    lost: Cell<bool>,
    ascii: bool,
    progress: RefCell<Option<Progress>>,
}

/// Which stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stream {
    /// For results.
    Results,
    /// For reports and progress.
    Reports,
}

/// The reports of a run, and how much they are about.
pub(super) struct Findings<'a> {
    pub(super) reports: &'a [Diagnostic],
    pub(super) sources: &'a SourceMap,
    pub(super) files: usize,
    pub(super) shapes: usize,
    /// How the run ends.
    pub(super) outcome: Outcome,
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(progress) = self.progress.take() {
            progress.end();
        }
    }
}

impl Output {
    pub(super) fn new(global: &Global) -> Self {
        let mut output = Self {
            color: global.color,
            quiet: global.quiet,
            debug: global.debug,
            started: Instant::now(),
            lost: Cell::new(false),
            ascii: global.ascii,
            progress: RefCell::new(None),
        };
        // Timings and a line that comes and goes would get in each other's way.
        let waits = io::stderr().is_terminal() && !environment::is_dumb() && !environment::is_ci();
        if waits && !global.quiet && !global.debug {
            let ascii = output.style(Stream::Reports).ascii;
            output.progress = RefCell::new(Progress::start(ascii));
        }
        output
    }

    /// Says what the run is at, to somebody who waits for it.
    pub(super) fn begins(&self, stage: &'static str) {
        if let Some(progress) = &*self.progress.borrow() {
            progress.stage(stage);
        }
    }

    fn style(&self, stream: Stream) -> Style {
        let (terminal, size) = match stream {
            Stream::Results => (io::stdout().is_terminal(), Term::stdout().size_checked()),
            Stream::Reports => (io::stderr().is_terminal(), Term::stderr().size_checked()),
        };
        let size = size.map(|(_, columns)| usize::from(columns));
        Style {
            color: match self.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => environment::wants_color(terminal),
            },
            ascii: self.ascii || (terminal && !environment::is_utf8()),
            width: environment::columns().or(size).filter(|_| terminal),
        }
    }

    /// Writes reports that pass the filter, and below those for people a summary. Where they are
    /// not the result themselves, milder reports on the model are only counted.
    pub(super) fn report(
        &self,
        findings: &Findings<'_>,
        format: Format,
        filter: &Filter,
        stream: Stream,
    ) {
        let passing = findings.reports.iter();
        let passing = passing.filter(|report| filter.passes(report, self.quiet));
        let mut passing: Vec<Diagnostic> = passing.cloned().collect();
        for report in &mut passing {
            // Machines are told what the reference has no event for when they ask for it.
            report.beyond &= !filter.asks_for(report);
        }
        let (shown, counted): (Vec<Diagnostic>, Vec<Diagnostic>) = passing
            .into_iter()
            .partition(|report| stream == Stream::Results || self.is_pressing(report));
        let style = self.style(stream);
        let text = match format {
            Format::Rich => render::rich::render(&shown, findings.sources, style),
            Format::Short => render::short::render(&shown, findings.sources, style),
            Format::Json => render::json::render(&shown, findings.sources),
            Format::Sarif => {
                let run = Run {
                    exit: findings.outcome.status(),
                    about: &about,
                };
                render::sarif::render(&shown, findings.sources, run)
            }
            Format::Github => render::github::render(&shown, findings.sources),
        };
        self.write(stream, &text);
        let told = stream == Stream::Results || !shown.is_empty() || !counted.is_empty();
        if format.is_for_people() && !self.quiet && told {
            let style = self.style(Stream::Reports);
            let scope = Scope {
                files: findings.files,
                shapes: findings.shapes,
                time: io::stderr().is_terminal().then(|| self.started.elapsed()),
            };
            let (summary, hint) = if counted.is_empty() {
                let summary = render::summary(&shown, scope, style);
                let asked = format == Format::Rich && io::stderr().is_terminal();
                let hint = asked.then(|| hint(&shown)).flatten();
                (summary, hint.unwrap_or_default())
            } else {
                let all = [shown, counted].concat();
                let summary = render::summary(&all, scope, style);
                (summary, "; `smithyc validate` shows them all".to_owned())
            };
            self.write(Stream::Reports, &format!("{summary}{hint}\n"));
        }
    }

    /// Whether a report concerns somebody who asked for something else.
    fn is_pressing(&self, report: &Diagnostic) -> bool {
        let on_task = matches!(&*report.id, "SmithyBuild" | "Selector")
            || report.id.starts_with("PythonClient");
        (report.severity >= Severity::Danger && !is_about_endpoints(report))
            || (on_task && !self.quiet)
    }

    /// Whether a stream takes colours.
    pub(super) fn is_coloured(&self, stream: Stream) -> bool {
        self.style(stream).color
    }

    /// Whether only what is wrong is said.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says what was written, unless quiet.
    pub(super) fn wrote(&self, folder: &Path, files: usize, what: &str) {
        if !self.quiet {
            let plural = if files == 1 { "" } else { "s" };
            let folder = folder.to_string_lossy();
            let folder = visible::line(&folder);
            let text = format!("wrote {files} file{plural} to {folder}{what}\n");
            self.write(Stream::Reports, &text);
        }
    }

    /// Says how many files were formatted, unless quiet or there were none.
    pub(super) fn formatted(&self, files: usize) {
        if !self.quiet && files > 0 {
            let plural = if files == 1 { "" } else { "s" };
            self.write(
                Stream::Reports,
                &format!("formatted {files} file{plural}\n"),
            );
        }
    }

    /// With `--debug`, says how long a stage took.
    pub(super) fn timing(&self, stage: &str, since: Instant) {
        if self.debug {
            let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
            let text = format!(
                "debug: {stage}: {:.1} ms (at {:.1} ms)\n",
                milliseconds(since.elapsed()),
                milliseconds(self.started.elapsed()),
            );
            self.write(Stream::Reports, &text);
        }
    }

    /// Writes text. A reader that went away has read enough; any other failure to write a result
    /// is one of the run.
    pub(super) fn write(&self, stream: Stream, text: &str) {
        if let Some(progress) = self.progress.take() {
            progress.end();
        }
        let written = match stream {
            Stream::Results => {
                let mut out = io::stdout().lock();
                out.write_all(text.as_bytes()).and_then(|()| out.flush())
            }
            Stream::Reports => io::stderr().lock().write_all(text.as_bytes()),
        };
        let Err(error) = written else { return };
        if stream == Stream::Results && error.kind() != io::ErrorKind::BrokenPipe {
            let reason = disk::reason(&error);
            let text = format!("error: the standard output cannot be written: {reason}\n");
            let _ = io::stderr().lock().write_all(text.as_bytes());
            self.lost.set(true);
        }
    }

    /// Whether a result could not be written.
    pub(super) fn has_lost_results(&self) -> bool {
        self.lost.get()
    }
}

/// What the page of a code says, for programs that show it beside the reports.
fn about(code: &str) -> Option<render::sarif::About> {
    let page = explain::page(code)?;
    Some(render::sarif::About {
        summary: page.summary(),
        text: page.markdown(),
    })
}

/// Where to read more on the worst of these reports, the first of them where several are as bad.
fn hint(shown: &[Diagnostic]) -> Option<String> {
    let shown = render::order::for_people(shown);
    let worst = shown.iter().map(|report| report.severity).max()?;
    let first = shown.iter().find(|report| report.severity == worst)?;
    explain::page(first.code)?;
    Some(format!("; `smithyc explain {}` says more", first.code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn the_worst_report_is_the_one_to_read_on() {
        let report = |code: Code| code.without_place("x");
        let first = report(Code::warning("unknown-code", "Model"));
        let second = report(Code::error("no-input", "Model"));
        let hinted = hint(&[first.clone(), second.clone()]);
        assert_eq!(hinted.unwrap(), "; `smithyc explain no-input` says more");
        assert!(hint(&[first]).is_some());
        assert_eq!(hint(&[]), None);
        assert_eq!(hint(&[report(Code::error("no-page", "Model"))]), None);
    }
}
