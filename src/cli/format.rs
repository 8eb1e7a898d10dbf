//! `smithyc format`: canonical text for `.smithy` files.
//!
//! Each file stands for itself: one with a syntax error is reported and left as it is, the others
//! are formatted.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use crate::diag::{Code, Diagnostics};
use crate::driver::{archives, disk, write};
use crate::format;
use crate::text::{FileId, SourceMap};

use super::Outcome;
use super::options::{Filter, Format, ModelArguments};
use super::output::{Findings, Output, Stream};
use super::session::Session;

const NOT_IDL: Code = Code::error("not-idl", "Model");

/// The path that stands for the standard input.
const STANDARD_INPUT: &str = "-";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Change nothing; list the files that would change, and fail if there are any
    #[arg(long)]
    check: bool,
    /// Read this configuration instead of `smithy-build.json` (repeatable; files are merged)
    #[arg(short, long, value_name = "FILE", conflicts_with = "no_config")]
    config: Vec<PathBuf>,
    /// Ignore `smithy-build.json`
    #[arg(long)]
    no_config: bool,
    /// How to report: with the source, in one line each, or as one JSON object each
    #[arg(long, value_name = "FORMAT", default_value = "rich")]
    format: Format,
    /// Files and folders, or `-` for the standard input; without any, the sources of the
    /// configuration
    #[arg(value_name = "PATH", help_heading = "Arguments")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    match arguments.paths.as_slice() {
        [path] if path == Path::new(STANDARD_INPUT) => format_input(arguments, output),
        _ => format_files(arguments, output),
    }
}

/// Formats the standard input to the standard output.
fn format_input(arguments: &Arguments, output: &Output) -> Outcome {
    let mut sources = SourceMap::new();
    let show = |sources: &SourceMap, reports: &Diagnostics, outcome: Outcome| {
        let findings = Findings {
            reports,
            sources,
            files: 1,
            shapes: 0,
            outcome,
        };
        let filter = Filter::default();
        output.report(&findings, arguments.format, &filter, Stream::Reports);
    };
    output.begins("reading the standard input");
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        let report = disk::unreadable(Path::new(STANDARD_INPUT), &error);
        show(&sources, &report.into(), Outcome::Failed);
        return Outcome::Failed;
    }
    let file = match disk::add(STANDARD_INPUT.to_owned(), bytes, &mut sources) {
        Ok(file) => file,
        Err(report) => {
            show(&sources, &(*report).into(), Outcome::Failed);
            return Outcome::Failed;
        }
    };
    let text = text(&sources, file);
    match format::format(file, text) {
        Err(mut reports) => {
            reports.tell_dropped();
            show(&sources, &reports, Outcome::Unsound);
            Outcome::Unsound
        }
        Ok(formatted) if arguments.check => {
            if formatted == text {
                return Outcome::Done;
            }
            output.write(Stream::Results, &format!("{STANDARD_INPUT}\n"));
            Outcome::Unsound
        }
        Ok(formatted) => {
            output.write(Stream::Results, &formatted);
            Outcome::Done
        }
    }
}

/// Formats files in their places.
fn format_files(arguments: &Arguments, output: &Output) -> Outcome {
    let model = ModelArguments {
        config: arguments.config.clone(),
        no_config: arguments.no_config,
        allow_unknown_traits: false,
        format: arguments.format,
        paths: arguments.paths.clone(),
    };
    let mut session = Session::open(&model, output);
    refuse_others(arguments, &mut session.reports);
    if session.failed() {
        return session.end(Outcome::Failed);
    }
    let files: Vec<FileId> = session.built.iter().map(|found| found.file).collect();
    output.begins("formatting files");
    let results: Vec<(FileId, Result<String, Diagnostics>)> = files
        .into_par_iter()
        .filter(|file| is_idl(name(&session.sources, *file)))
        .filter(|file| !name(&session.sources, *file).contains(archives::SEPARATOR))
        .map(|file| (file, format::format(file, text(&session.sources, file))))
        .collect();
    let mut outcome = Outcome::Done;
    let mut changed = Vec::new();
    for (file, result) in results {
        match result {
            Err(reports) => {
                session.reports.absorb(reports);
                outcome = Outcome::Unsound;
            }
            Ok(formatted) if formatted != text(&session.sources, file) => {
                changed.push((name(&session.sources, file).to_owned(), formatted));
            }
            Ok(_) => {}
        }
    }
    if arguments.check {
        for (name, _) in &changed {
            output.write(Stream::Results, &format!("{name}\n"));
        }
        if !changed.is_empty() {
            outcome = Outcome::Unsound;
        }
        return session.end(outcome);
    }
    let mut written = 0;
    for (name, formatted) in &changed {
        match write::rewrite(Path::new(name), formatted) {
            Ok(()) => written += 1,
            Err(report) => {
                session.reports.push(*report);
                outcome = Outcome::Failed;
            }
        }
    }
    output.formatted(written);
    session.end(outcome)
}

/// A folder may hold JSON and archives, which are passed over; one that is asked for by its name
/// is a mistake.
fn refuse_others(arguments: &Arguments, reports: &mut Diagnostics) {
    for path in &arguments.paths {
        let name = disk::shown(path);
        if path.is_file() && archives::is_archive(path) {
            let message =
                format!("`{name}` is an archive, and files in archives are not formatted");
            let report = NOT_IDL.without_place(message);
            reports.push(report.help("leave it out: archives in folders are passed over"));
        }
        if path.is_file() && name.to_lowercase().ends_with(".json") {
            let message = format!("`{name}` is JSON, and only `.smithy` files are formatted");
            reports.push(
                NOT_IDL
                    .without_place(message)
                    .help("leave it out, or give its folder: JSON in folders is passed over"),
            );
        }
    }
}

fn is_idl(name: &str) -> bool {
    name.to_lowercase().ends_with(".smithy")
}

fn text(sources: &SourceMap, file: FileId) -> &str {
    sources.get(file).map_or("", |source| source.text())
}

fn name(sources: &SourceMap, file: FileId) -> &str {
    sources.get(file).map_or("", |source| source.name())
}
