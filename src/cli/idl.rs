//! `smithyc idl`: what the model holds, as IDL.
//!
//! What is wrong with a model is written as well as what is right, as long as all of it could be
//! read; of a model with holes, nothing is.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use crate::driver::write::{self, Output as Files};
use crate::emit;

use super::Outcome;
use super::options::ModelArguments;
use super::output::Output;
use super::session::Session;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder to write to: one file a namespace, and `metadata.smithy` where there is metadata
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Replace files of the same names that say something else
    #[arg(long)]
    overwrite: bool,
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
    if !session.whole {
        return session.end(Outcome::Unsound);
    }
    let start = Instant::now();
    output.begins("writing IDL");
    let texts = match emit::idl(&model, &session.sources) {
        Ok(texts) => texts,
        Err(reports) => {
            session.reports.absorb(reports);
            return session.end(Outcome::Unsound);
        }
    };
    output.timing("idl", start);
    let mut folder = Files::new();
    for (path, text) in texts {
        if let Err(report) = folder.add(path, text) {
            session.reports.push(*report);
            return session.end(Outcome::Failed);
        }
    }
    let start = Instant::now();
    if let Err(report) = write::place(&arguments.output, &folder, arguments.overwrite) {
        session.reports.push(*report);
        return session.end(Outcome::Failed);
    }
    output.timing("write", start);
    output.wrote(&arguments.output, folder.len(), "");
    session.end(session.outcome_of_printing())
}
