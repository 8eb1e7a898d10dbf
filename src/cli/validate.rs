//! `smithyc validate`: the report is the result.

use clap::Args;

use super::options::{Filter, ModelArguments};
use super::output::{Output, Stream};
use super::session::Session;
use super::{Outcome, fix};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Apply the changes that reports offer, where that leaves fewer problems, and report the rest
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    model: ModelArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let unwritten = if arguments.fix {
        fix::run(&arguments.model, output).err()
    } else {
        None
    };
    let mut session = Session::open(&arguments.model, output);
    session.reports.absorb(unwritten.unwrap_or_default().into());
    if session.failed() {
        session.report(&arguments.filter, Stream::Results, Outcome::Failed);
        return Outcome::Failed;
    }
    let files = session.files();
    let (model, reports) = session.model(&files);
    // The process ends after this; to take a large model apart takes a tenth of the whole time.
    std::mem::forget(model);
    session.reports.absorb(reports);
    let outcome = session.outcome();
    session.report(&arguments.filter, Stream::Results, outcome);
    std::mem::forget(session);
    outcome
}
