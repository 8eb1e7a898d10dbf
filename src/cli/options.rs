//! Arguments that commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diag::{Diagnostic, Severity};

/// What every command takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "General options")]
pub(super) struct Global {
    /// When to colour; `auto` is on a terminal, unless `NO_COLOR` or `CLICOLOR_FORCE` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// Use ASCII characters only in reports for people
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// Say only what is wrong
    #[arg(long, global = true)]
    pub(super) quiet: bool,
    /// Say how long each stage takes, and more on faults of smithyc itself
    #[arg(long, global = true)]
    pub(super) debug: bool,
}

/// When to colour.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Color {
    // On a terminal, unless `NO_COLOR` is set. (Documented variants make `--help` long.)
    Auto,
    Always,
    Never,
}

/// What commands that read a model take.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Model options")]
pub(super) struct ModelArguments {
    /// Read this configuration instead of `smithy-build.json` (repeatable; files are merged)
    #[arg(short, long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Vec<PathBuf>,
    /// Ignore `smithy-build.json`
    #[arg(long)]
    pub(super) no_config: bool,
    /// Take traits that are not declared anywhere for a warning, not an error
    #[arg(long)]
    pub(super) allow_unknown_traits: bool,
    /// How to report: with the source, in one line each, as one JSON object each, as a SARIF log,
    /// or as annotations of GitHub Actions
    #[arg(long, value_name = "FORMAT", default_value = "rich")]
    pub(super) format: Format,
    /// Files and folders of the model; without any, the sources of the configuration
    #[arg(value_name = "PATH", help_heading = "Arguments")]
    pub(super) paths: Vec<PathBuf>,
}

/// How reports look.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    // With the source, for people.
    Rich,
    // One line each.
    Short,
    // One JSON object each.
    Json,
    // One log for code scanning.
    Sarif,
    // One workflow command each.
    Github,
}

impl Format {
    /// Whether people read it, and not only programs.
    pub(super) fn is_for_people(self) -> bool {
        matches!(self, Self::Rich | Self::Short)
    }
}

/// Which reports are shown.
#[derive(Args, Clone, Default, Debug)]
pub(super) struct Filter {
    /// Show reports of this severity and worse: note, warning (with --quiet: danger), error
    /// (or suppressed: also those that the model suppresses)
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(super) severity: Option<Severity>,
    /// Show only these events (ids, separated by commas; an id stands for those below it too)
    #[arg(long, value_name = "IDS", value_delimiter = ',', value_parser = id, conflicts_with = "hide_validators")]
    pub(super) show_validators: Vec<String>,
    /// Hide these events
    #[arg(long, value_name = "IDS", value_delimiter = ',', value_parser = id)]
    pub(super) hide_validators: Vec<String>,
}

impl Filter {
    /// Whether it lets a report through. Events are meant by their ids, ours by their codes too.
    pub(super) fn passes(&self, report: &Diagnostic, quiet: bool) -> bool {
        let least = self.severity.unwrap_or(if quiet {
            Severity::Danger
        } else {
            Severity::Warning
        });
        report.severity >= least
            && (self.show_validators.is_empty() || self.asks_for(report))
            && !names(&self.hide_validators, report)
    }

    /// Whether a report is asked for by name.
    pub(super) fn asks_for(&self, report: &Diagnostic) -> bool {
        names(&self.show_validators, report)
    }
}

fn names(ids: &[String], report: &Diagnostic) -> bool {
    ids.iter().any(|id| {
        let below = report.id.strip_prefix(id.as_str());
        report.code == id || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

fn id(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("an event id must not be empty".to_owned()),
        id => Ok(id.to_owned()),
    }
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::parse(text)
        .ok_or_else(|| "expected note, warning, danger, error or suppressed".to_owned())
}
