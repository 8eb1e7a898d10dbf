//! `smithyc build`: everything that the configuration describes.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use crate::driver::build::{self, Job, Material, Selection};
use crate::driver::write::{self, Output as Files};

use super::Outcome;
use super::options::ModelArguments;
use super::output::Output;
use super::session::Session;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Build only this projection
    #[arg(long, value_name = "PROJECTION")]
    projection: Option<String>,
    /// Run only this plugin (the name of its artifact)
    #[arg(long, value_name = "PLUGIN")]
    plugin: Option<String>,
    /// Write to this folder instead of `build/smithy` or the `outputDirectory` of the configuration
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    model: ModelArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let mut session = Session::open(&arguments.model, output);
    session.demand_content();
    if session.failed() {
        return session.end(Outcome::Failed);
    }
    let selection = Selection {
        projection: arguments.projection.as_deref(),
        plugin: arguments.plugin.as_deref(),
    };
    let (jobs, reports) = build::plan(&session.config, selection);
    session.reports.absorb(reports);
    if session.failed() {
        return session.end(Outcome::Failed);
    }
    let mut files = Files::new();
    if let Err(outcome) = make_all(&mut session, &jobs, &mut files, output) {
        return session.end(outcome);
    }
    let folder = arguments
        .output
        .clone()
        .unwrap_or_else(|| session.output_folder().to_path_buf());
    let start = Instant::now();
    output.begins("writing files");
    if let Err(report) = write::publish(&folder, &files) {
        session.reports.push(*report);
        return session.end(Outcome::Failed);
    }
    output.timing("write", start);
    let names: Vec<&str> = jobs.iter().map(|job| &*job.name).collect();
    output.wrote(&folder, files.len(), &format!(" ({})", names.join(", ")));
    session.end(Outcome::Done)
}

/// Makes the files of all projections. Projections with the same models share one.
fn make_all(
    session: &mut Session<'_>,
    jobs: &[Job],
    files: &mut Files,
    output: &Output,
) -> Result<(), Outcome> {
    let base = session.files();
    let (model, reports) = session.model(&base);
    session.reports.absorb(reports.clone());
    if session.failed() {
        return Err(Outcome::Unsound);
    }
    for job in jobs {
        let own = if job.imports().is_empty() {
            None
        } else {
            let mut workspace = session.workspace.clone();
            let (found, reports) = workspace.read(job.imports(), &mut session.sources);
            session.reports.absorb(reports);
            if session.failed() {
                return Err(Outcome::Failed);
            }
            let all = base.iter().copied();
            let all: Vec<_> = all.chain(found.iter().map(|found| found.file)).collect();
            let (model, reports) = session.model(&all);
            session.reports.absorb(reports.clone());
            if session.failed() {
                return Err(Outcome::Unsound);
            }
            Some((model, reports))
        };
        let (model, reports) = own
            .as_ref()
            .map_or((&model, &reports), |own| (&own.0, &own.1));
        let material = Material {
            model,
            sources: &session.sources,
            built: &session.built,
            reports,
        };
        let start = Instant::now();
        output.begins("building");
        let made = build::make(job, material, files);
        output.timing(&job.name, start);
        session.reports.absorb(made);
        if session.failed() {
            return Err(Outcome::Failed);
        }
    }
    Ok(())
}
