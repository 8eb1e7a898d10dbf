//! Reports for people and machines.
//!
//! One renderer a file, each from diagnostics and the source map to text: [`rich`] draws the
//! source with ariadne, [`short`] gives one line each, [`json`] one object each, [`sarif`] one log
//! for code scanning, [`github`] one workflow command each. All of them show
//! the same reports in the same order ([`order`]). A renderer returns text and never prints it;
//! it knows nothing of terminals beyond [`Style`], and no raw control or bidirectional character
//! of a model reaches what it returns ([`visible`]).

mod fingerprint;
mod frame;
pub mod github;
pub mod json;
pub mod order;
pub mod rich;
pub mod sarif;
pub mod short;
mod suggestion;
mod uri;
mod view;
pub mod visible;
mod wrap;

use std::borrow::Cow;
use std::time::Duration;

use crate::diag::{Diagnostic, Severity};

/// How text for people may look.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Style {
    /// Whether to colour it with ANSI sequences.
    pub color: bool,
    /// Whether to use ASCII characters only.
    pub ascii: bool,
    /// How many columns there are, where that is known: text is broken to fit.
    pub width: Option<usize>,
}

/// The ANSI sequences in use: one place, so that heading, excerpt and footer agree.
#[derive(Clone, Copy, Debug)]
enum Paint {
    Bold,
    Dim,
    Red,
    Blue,
    Green,
    BoldRed,
    BoldMagenta,
    BoldYellow,
    BoldBlue,
}

impl Paint {
    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::BoldRed,
            Severity::Danger => Self::BoldMagenta,
            Severity::Warning => Self::BoldYellow,
            Severity::Note => Self::BoldBlue,
            Severity::Suppressed => Self::Dim,
        }
    }

    fn sequence(self) -> &'static str {
        match self {
            Self::Bold => "\u{1b}[1m",
            Self::Dim => "\u{1b}[2m",
            Self::Red => "\u{1b}[31m",
            Self::Blue => "\u{1b}[34m",
            Self::Green => "\u{1b}[32m",
            Self::BoldRed => "\u{1b}[1;31m",
            Self::BoldMagenta => "\u{1b}[1;35m",
            Self::BoldYellow => "\u{1b}[1;33m",
            Self::BoldBlue => "\u{1b}[1;34m",
        }
    }
}

impl Style {
    /// A text that stays on its line and shows what it holds.
    fn line(self, text: &str) -> Cow<'_, str> {
        match visible::line(text) {
            shown if self.ascii && !shown.is_ascii() => Cow::Owned(visible::ascii(&shown)),
            shown => shown,
        }
    }

    /// The text in a colour, where colours are allowed.
    fn paint(self, paint: Paint, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{}{text}\u{1b}[0m", paint.sequence())
        } else {
            text.to_owned()
        }
    }
}

/// The word of a severity in text for people.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Danger => "danger",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Suppressed => "suppressed",
    }
}

/// All that a report says, for those who see the source beside it: the message and what its place
/// reads, then each remark and the title of each fix.
fn lines(diagnostic: &Diagnostic) -> impl Iterator<Item = String> {
    let mut first = visible::line(&diagnostic.message).into_owned();
    if !diagnostic.here.is_empty() && diagnostic.span.is_some() {
        first.push_str(": ");
        first.push_str(&visible::line(&diagnostic.here));
    }
    let notes = diagnostic.notes.iter().map(|note| ("note", note));
    let help = diagnostic.help.iter();
    let fixes = diagnostic.fixes.iter().map(|fix| &fix.title);
    let remarks = notes.chain(help.chain(fixes).map(|help| ("help", help)));
    let remarks = remarks.flat_map(|(head, text)| {
        let lines = text.lines().enumerate();
        lines.map(move |(at, line)| {
            let line = visible::line(line);
            if at == 0 {
                format!("{head}: {line}")
            } else {
                line.into_owned()
            }
        })
    });
    std::iter::once(first).chain(remarks)
}

/// What a run has looked at, and for how long.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Scope {
    /// The files of the model.
    pub files: usize,
    /// The shapes that the files declare.
    pub shapes: usize,
    /// The time since the run began, where somebody waits for it.
    pub time: Option<Duration>,
}

/// The last line of a run: how many reports of which severity, and on what, if anything was read.
pub fn summary(diagnostics: &[Diagnostic], scope: Scope, style: Style) -> String {
    let shown = order::for_people(diagnostics);
    let mut parts = Vec::new();
    for severity in [
        Severity::Error,
        Severity::Danger,
        Severity::Warning,
        Severity::Note,
        Severity::Suppressed,
    ] {
        let count = shown.iter().filter(|d| d.severity == severity).count();
        let plural = match severity {
            _ if count == 0 => continue,
            Severity::Suppressed => "",
            _ if count == 1 => "",
            _ => "s",
        };
        let text = format!("{count} {}{plural}", word(severity));
        parts.push(style.paint(Paint::of(severity), &text));
    }
    if parts.is_empty() {
        parts.push(style.paint(Paint::Green, "no problems"));
    }
    let mut text = parts.join(", ");
    for (joint, count, what) in [("in", scope.files, "file"), ("with", scope.shapes, "shape")] {
        match count {
            0 => break,
            1 => text.push_str(&format!(" {joint} 1 {what}")),
            _ => text.push_str(&format!(" {joint} {count} {what}s")),
        }
    }
    if let Some(time) = scope.time {
        let time = format!(" ({:.2} s)", time.as_secs_f64());
        text.push_str(&style.paint(Paint::Dim, &time));
    }
    text
}

#[cfg(test)]
mod testing {
    use crate::diag::{Code, Severity};

    /// A code that only tests report.
    pub(super) const fn code(slug: &'static str, severity: Severity) -> Code {
        Code {
            slug,
            event: "Target",
            severity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::code;
    use super::*;

    #[test]
    fn a_summary_counts_each_severity_once() {
        let error = code("a", Severity::Error).without_place("x");
        let warning = code("b", Severity::Warning).without_place("y");
        let plain = Style::default();
        let files = |files| Scope {
            files,
            ..Scope::default()
        };
        assert_eq!(summary(&[], files(1), plain), "no problems in 1 file");
        assert_eq!(
            summary(&[warning.clone(), error.clone(), error], files(3), plain),
            "1 error, 1 warning in 3 files"
        );
        assert_eq!(
            summary(std::slice::from_ref(&warning), files(0), plain),
            "1 warning"
        );
        let other = code("b", Severity::Warning).without_place("z");
        let whole = Scope {
            files: 3,
            shapes: 1,
            time: Some(Duration::from_millis(1234)),
        };
        assert_eq!(
            summary(&[warning, other], whole, plain),
            "2 warnings in 3 files with 1 shape (1.23 s)"
        );
    }
}
