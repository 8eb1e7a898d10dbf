//! `smithyc ast`: what the model holds, as JSON AST.

use clap::Args;

use crate::emit::{self, JsonOptions};

use super::Outcome;
use super::options::{Filter, ModelArguments};
use super::output::{Output, Stream};
use super::session::Session;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Copy what mixins bring into the shapes that use them, and leave the mixins out
    #[arg(long)]
    flatten: bool,
    /// Print the shapes of the prelude too
    #[arg(long)]
    include_prelude: bool,
    #[command(flatten)]
    model: ModelArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let mut session = Session::open(&arguments.model, output);
    if session.failed() {
        return session.end(Outcome::Failed);
    }
    let files = session.files();
    let (model, reports) = session.model(&files);
    session.reports.absorb(reports);
    let outcome = session.outcome_of_printing();
    session.report(&Filter::default(), Stream::Reports, outcome);
    let options = JsonOptions {
        flatten: arguments.flatten,
        include_prelude: arguments.include_prelude,
        include_packages: false,
    };
    let ast = emit::json_ast(&model, &session.sources, &options);
    let text = serde_json::to_string_pretty(&ast).unwrap_or_default();
    output.write(Stream::Results, &format!("{text}\n"));
    outcome
}
