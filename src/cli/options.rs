//! Arguments that commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diag::Severity;

/// What every command takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "General options")]
pub(super) struct Global {
    /// When to colour; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
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
#[derive(Args, Clone, Debug)]
pub(super) struct Filter {
    /// Show reports of this severity and worse: note, warning, danger, error (or suppressed)
    #[arg(long, value_name = "SEVERITY", default_value = "warning", value_parser = severity)]
    pub(super) severity: Severity,
    /// Show only these events (ids, separated by commas; an id stands for those below it too)
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(super) show_validators: Vec<String>,
    /// Hide these events
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(super) hide_validators: Vec<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            severity: Severity::Warning,
            show_validators: Vec::new(),
            hide_validators: Vec::new(),
        }
    }
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::parse(text)
        .ok_or_else(|| "expected note, warning, danger, error or suppressed".to_owned())
}
