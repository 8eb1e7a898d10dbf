//! Mistakes of the command line, as reports that show the command line and the place in it.
//!
//! The parser of arguments says what is wrong in its own terms; here that becomes a report like
//! those on models, in the form that was asked for as far as that can be told. It knows the commands
//! only by what the parser says of them.

use std::ffi::OsString;
use std::ops::Range;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, ValueEnum};

use crate::diag::{Code, Diagnostic};
use crate::text::{FileId, Origin, SourceMap, Span};

use super::Outcome;
use super::options::{Color, Filter, Format, Global};
use super::output::{Findings, Output, Stream};

const COMMAND_LINE: Code = Code::error("command-line", "Model");

/// What the command line is called in reports.
const NAME: &str = "command line";

/// Whether the parser was asked for a text, such as that of `--help`, and nothing is wrong.
pub(super) fn is_answer(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// Shows what is wrong with a command line.
pub(super) fn refuse(error: &Error, arguments: &[OsString]) -> Outcome {
    let line = Line::of(arguments);
    let output = Output::new(&line.global());
    let mut sources = SourceMap::new();
    let file = sources.add(NAME, line.text.as_str(), Origin::CommandLine);
    let report = line.report(error, file);
    let findings = Findings {
        reports: &[report],
        sources: &sources,
        files: 0,
        shapes: 0,
        outcome: Outcome::Failed,
    };
    let format = line.value_of("--format").unwrap_or(Format::Rich);
    output.report(&findings, format, &Filter::default(), Stream::Reports);
    Outcome::Failed
}

/// The command line as one would type it.
struct Line {
    text: String,
    /// Its words, and where they are in the text.
    words: Vec<(String, Range<usize>)>,
}

impl Line {
    fn of(arguments: &[OsString]) -> Self {
        let mut line = Self {
            text: env!("CARGO_PKG_NAME").to_owned(),
            words: Vec::new(),
        };
        for argument in arguments.iter().skip(1) {
            let word = argument.to_string_lossy().into_owned();
            line.text.push(' ');
            let start = line.text.len();
            let plain = |c: char| c.is_alphanumeric() || "-_=./:,@+%#".contains(c);
            if word.is_empty() || !word.chars().all(plain) {
                line.text
                    .push_str(&format!("'{}'", word.replace('\'', r"'\''")));
            } else {
                line.text.push_str(&word);
            }
            let end = line.text.len();
            line.words.push((word, start..end));
        }
        line
    }

    /// The value of an option, whatever else is wrong.
    fn value_of<T: ValueEnum>(&self, option: &str) -> Option<T> {
        let at = self
            .words
            .iter()
            .position(|(word, _)| names(word, option))?;
        let (word, _) = self.words.get(at)?;
        let value = match word.split_once('=') {
            Some((_, value)) => value,
            None => self.words.get(at + 1).map(|(word, _)| word.as_str())?,
        };
        T::from_str(value, true).ok()
    }

    fn has(&self, flag: &str) -> bool {
        self.words.iter().any(|(word, _)| word == flag)
    }

    fn global(&self) -> Global {
        Global {
            color: self.value_of("--color").unwrap_or(Color::Auto),
            ascii: self.has("--ascii"),
            quiet: self.has("--quiet"),
            debug: self.has("--debug"),
        }
    }

    /// The command, as far as one is named.
    fn command(&self) -> String {
        let command = self.words.iter().find(|(word, _)| !word.starts_with('-'));
        match command {
            Some((word, _)) if is_command(word) => format!("{} {word}", env!("CARGO_PKG_NAME")),
            _ => env!("CARGO_PKG_NAME").to_owned(),
        }
    }

    /// Where a word is: the last one, since what comes again is what is wrong.
    fn find(&self, is_it: impl Fn(&str) -> bool) -> Option<Range<usize>> {
        let mut words = self.words.iter().rev();
        words
            .find(|(word, _)| is_it(word))
            .map(|(_, place)| place.clone())
    }

    fn end(&self) -> Range<usize> {
        self.text.len()..self.text.len()
    }

    fn report(&self, error: &Error, file: FileId) -> Diagnostic {
        let written = texts(error, ContextKind::InvalidArg);
        let option = written.first().map_or("", |text| bare(text));
        let value = texts(error, ContextKind::InvalidValue);
        let value = value.first().map_or("", |text| text.as_str());
        let command = self.command();
        let at = |place: Range<usize>, message: String| {
            COMMAND_LINE.at(Span::new(file, place.start, place.end), message)
        };
        let of_option = || self.find(|word| names(word, option));
        let mut report = match error.kind() {
            ErrorKind::UnknownArgument if option.starts_with('-') => {
                let place = of_option().unwrap_or(self.end());
                at(place, format!("there is no option `{option}`"))
                    .here(format!("not an option of `{command}`"))
            }
            ErrorKind::UnknownArgument => {
                let place = of_option().unwrap_or(self.end());
                at(place, format!("`{option}` is one argument too many"))
                    .here(format!("`{command}` takes none here"))
            }
            ErrorKind::InvalidSubcommand => {
                let word = texts(error, ContextKind::InvalidSubcommand);
                let word = word.first().map_or("", |text| text.as_str());
                let place = self.find(|one| one == word).unwrap_or(self.end());
                at(place, format!("there is no command `{word}`")).here("not a command")
            }
            ErrorKind::MissingSubcommand => {
                at(self.end(), "there is no command".to_owned()).here("expected a command")
            }
            ErrorKind::InvalidValue if value.is_empty() => {
                let place = of_option().unwrap_or(self.end());
                at(place, format!("`{option}` has no value")).here("expected a value behind it")
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                let place = self.find(|word| {
                    word == value || word.split_once('=').is_some_and(|(_, text)| text == value)
                });
                let place = place.or_else(of_option).unwrap_or(self.end());
                let reason = std::error::Error::source(error).map(ToString::to_string);
                let message = if value.is_empty() {
                    format!("nothing is no value for `{option}`")
                } else {
                    format!("`{value}` is no value for `{option}`")
                };
                at(place, message)
                    .here(reason.unwrap_or_else(|| "not one of its values".to_owned()))
            }
            ErrorKind::MissingRequiredArgument => {
                let missing: Vec<String> = written.iter().map(|one| format!("`{one}`")).collect();
                let verb = if missing.len() == 1 { "is" } else { "are" };
                at(
                    self.end(),
                    format!("{} {verb} missing", missing.join(" and ")),
                )
                .here(format!("`{command}` needs more"))
            }
            ErrorKind::ArgumentConflict => {
                let others = texts(error, ContextKind::PriorArg);
                let place = of_option().unwrap_or(self.end());
                let other = others.first().map_or("", |other| bare(other));
                if other.is_empty() || other == option {
                    at(place, format!("`{option}` is there twice")).here("once is enough")
                } else {
                    let message = format!("`{option}` and `{other}` exclude each other");
                    let report = at(place, message).here("leave out this one");
                    match self.find(|word| names(word, other)) {
                        Some(place) => {
                            report.label(Span::new(file, place.start, place.end), "or this one")
                        }
                        None => report,
                    }
                }
            }
            _ => {
                let text = error.to_string();
                let first = text.lines().next().unwrap_or_default();
                let first = first.strip_prefix("error: ").unwrap_or(first);
                at(self.end(), first.to_owned()).here("here")
            }
        };
        for kind in [
            ContextKind::SuggestedArg,
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedValue,
        ] {
            if let [near, ..] = &texts(error, kind)[..] {
                report = report.help(format!("did you mean `{near}`?"));
            }
        }
        if let valid @ [_, ..] = &texts(error, ContextKind::ValidValue)[..] {
            let valid: Vec<String> = valid.iter().map(|one| format!("`{one}`")).collect();
            report = report.help(format!("the values are {}", valid.join(", ")));
        }
        report.help(format!("`{command} --help` lists what there is"))
    }
}

fn is_command(word: &str) -> bool {
    use clap::CommandFactory;
    super::Arguments::command().find_subcommand(word).is_some()
}

/// The name of an option without the name of its value, as in `--severity <SEVERITY>`.
fn bare(text: &str) -> &str {
    text.split([' ', '=']).next().unwrap_or(text)
}

/// Whether a word is an option of this name, with or without a value.
fn names(word: &str, option: &str) -> bool {
    let rest = word.strip_prefix(option);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
}

/// What the parser says of a thing.
fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
