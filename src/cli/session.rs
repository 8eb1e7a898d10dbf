//! From arguments to a checked model.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::check;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::driver::config::{self, Config};
use crate::driver::workers;
use crate::driver::workspace::{self, Found, Input, Overlay, Workspace};
use crate::load;
use crate::model::Model;
use crate::text::{FileId, SourceMap};

use super::Outcome;
use super::options::{Filter, ModelArguments};
use super::output::{Findings, Output, Stream};

const NO_INPUT: Code = Code::error("no-input", "Model");

/// What a command knows of its model's files.
pub(super) struct Session<'a> {
    arguments: &'a ModelArguments,
    output: &'a Output,
    pub(super) sources: SourceMap,
    pub(super) config: Config,
    pub(super) reports: Diagnostics,
    pub(super) workspace: Workspace,
    /// The files that are built, and those that are only needed.
    pub(super) built: Vec<Found>,
    pub(super) needed: Vec<Found>,
    /// What models were made of, freed with the session.
    remains: Vec<load::Remains>,
    /// Whether all that the files say is in the model, be it good or bad.
    pub(super) whole: bool,
    /// How many shapes the files declare, as far as that is known.
    shapes: usize,
}

impl<'a> Session<'a> {
    /// Reads the configuration and the files of the model. Whether that went well, the reports
    /// say.
    pub(super) fn open(arguments: &'a ModelArguments, output: &'a Output) -> Self {
        Self::open_with(arguments, output, Overlay::default())
    }

    /// As [`Session::open`], with other texts for some of the files than the disk holds.
    pub(super) fn open_with(
        arguments: &'a ModelArguments,
        output: &'a Output,
        overlay: Overlay,
    ) -> Self {
        let mut session = Self {
            arguments,
            output,
            sources: SourceMap::new(),
            config: Config::default(),
            reports: Diagnostics::new(),
            workspace: Workspace::with_overlay(overlay),
            built: Vec::new(),
            needed: Vec::new(),
            remains: Vec::new(),
            whole: true,
            shapes: 0,
        };
        let start = Instant::now();
        output.begins("reading files");
        session.read_config();
        if !session.failed() {
            session.read_files();
        }
        let texts = session.sources.iter().map(|(_, file)| file.text().len());
        workers::prepare(texts.sum());
        output.timing("read", start);
        session
    }

    fn read_config(&mut self) {
        let paths = config_files(self.arguments);
        let environment = |name: &str| std::env::var(name).ok();
        let (config, reports) = config::load(&paths, &environment, &mut self.sources);
        self.config = config;
        self.reports.absorb(reports);
    }

    fn read_files(&mut self) {
        let given: Vec<Input> = self
            .arguments
            .paths
            .iter()
            .cloned()
            .map(Input::from)
            .collect();
        let inputs = if given.is_empty() {
            &self.config.sources
        } else {
            &given
        };
        if inputs.is_empty() && self.config.imports.is_empty() {
            self.reports
                .push(NO_INPUT.without_place("there is no model to read").help(
                    "name files or folders, or list them under `sources` in `smithy-build.json`",
                ));
            return;
        }
        let output = self.output_folder().to_path_buf();
        self.workspace.skip_output(&output);
        let (built, reports) = self.workspace.read(inputs, &mut self.sources);
        self.reports.absorb(reports);
        let (needed, reports) = self.workspace.read(&self.config.imports, &mut self.sources);
        self.reports.absorb(reports);
        self.built = built;
        self.needed = needed;
    }

    /// Reports files that hold nothing, which is sound and yet nothing to make anything of.
    pub(super) fn demand_content(&mut self) {
        if !self.failed() && self.needed.is_empty() {
            let reports = workspace::check_not_empty(&self.built, &self.sources);
            self.reports.absorb(reports);
        }
    }

    /// Where a build writes.
    pub(super) fn output_folder(&self) -> &Path {
        self.config
            .output_directory
            .as_deref()
            .unwrap_or(Path::new("build/smithy"))
    }

    /// Whether a report stands in the way of going on.
    pub(super) fn failed(&self) -> bool {
        self.reports
            .iter()
            .any(|report| report.severity.is_breaking() && !is_about_endpoints(report))
    }

    /// The files of the model.
    pub(super) fn files(&self) -> Vec<FileId> {
        self.built
            .iter()
            .chain(&self.needed)
            .map(|found| found.file)
            .collect()
    }

    /// Builds and checks the model of these files; the reports tell how it is.
    pub(super) fn model(&mut self, files: &[FileId]) -> (Model, Diagnostics) {
        let options = load::Options {
            allow_unknown_traits: self.arguments.allow_unknown_traits,
        };
        let start = Instant::now();
        self.output.begins("loading the model");
        let (model, reports, remains) = load::load_keeping(&mut self.sources, files, &options);
        self.remains.push(remains);
        self.whole = !reports.iter().any(is_error);
        self.shapes = declared(&model, &self.sources);
        self.output.timing("load", start);
        let start = Instant::now();
        self.output.begins("checking the model");
        let reports = check::check_loaded(&model, &self.sources, reports);
        self.output.timing("check", start);
        (model, reports)
    }

    /// Shows the reports of a run that ends here without a result.
    pub(super) fn end(&mut self, outcome: Outcome) -> Outcome {
        self.report(&Filter::default(), Stream::Reports, outcome);
        outcome
    }

    /// Shows the reports of a run that ends so.
    pub(super) fn report(&mut self, filter: &Filter, stream: Stream, outcome: Outcome) {
        self.reports.tell_dropped();
        let findings = Findings {
            reports: &self.reports,
            sources: &self.sources,
            files: self.built.len() + self.needed.len(),
            shapes: self.shapes,
            outcome,
        };
        let start = Instant::now();
        self.output.begins("drawing reports");
        self.output
            .report(&findings, self.arguments.format, filter, stream);
        self.output.timing("report", start);
    }

    /// How the run stands once what a model holds was printed or written: a DANGER is for people to
    /// judge, and takes nothing from that.
    pub(super) fn outcome_of_printing(&self) -> Outcome {
        if self.reports.iter().any(is_error) {
            Outcome::Unsound
        } else {
            Outcome::Done
        }
    }

    /// How the run stands once the model was read.
    pub(super) fn outcome(&self) -> Outcome {
        let breaking = |report: &Diagnostic| report.severity.is_breaking();
        if self.reports.iter().any(breaking) {
            Outcome::Unsound
        } else {
            Outcome::Done
        }
    }
}

/// How many shapes do not come with the compiler.
fn declared(model: &Model, sources: &SourceMap) -> usize {
    let shapes = model.shapes.values();
    let broken = model.broken.keys();
    shapes
        .filter(|shape| !sources.is_bundled(shape.span))
        .count()
        + broken.filter(|id| model.shape(**id).is_none()).count()
}

fn is_error(report: &Diagnostic) -> bool {
    report.severity == Severity::Error
}

/// Whether a report is about an endpoint test that fails. Tests written for the partitions of
/// another year fail in most models of AWS, and nothing that is made of a model depends on them;
/// so they are for those who ask how the model is.
pub(super) fn is_about_endpoints(report: &Diagnostic) -> bool {
    report.id == "RuleSetTestCase"
}

/// The configuration files to read: those given, else the one of the current folder.
fn config_files(arguments: &ModelArguments) -> Vec<PathBuf> {
    if arguments.no_config || !arguments.config.is_empty() {
        return arguments.config.clone();
    }
    let default = PathBuf::from(config::DEFAULT_FILE);
    if default.exists() {
        vec![default]
    } else {
        Vec::new()
    }
}
