//! `smithyc validate`: the report is the result.

use clap::Args;

use super::Outcome;
use super::options::{Filter, ModelArguments};
use super::output::{Output, Stream};
use super::session::Session;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    model: ModelArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let mut session = Session::open(&arguments.model, output);
    if session.failed() {
        session.report(&arguments.filter, Stream::Results);
        return Outcome::Failed;
    }
    let files = session.files();
    let (_, reports) = session.model(&files);
    session.reports.append(reports);
    session.report(&arguments.filter, Stream::Results);
    session.outcome()
}
