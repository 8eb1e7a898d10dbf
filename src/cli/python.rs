//! `smithyc python`: a Python client without a configuration.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use crate::driver::build::Material;
use crate::driver::build::python::{self, Request};
use crate::driver::write::{self, Output as Files};

use super::Outcome;
use super::options::ModelArguments;
use super::output::Output;
use super::session::Session;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The service, as in `com.example#EchoService`; not needed where the model has one
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The protocol to speak, where the service has several
    #[arg(long, value_name = "ID")]
    protocol: Option<String>,
    /// The name of the Python package
    #[arg(long, value_name = "NAME")]
    module: String,
    /// Its version [default: 0.0.1]
    #[arg(long, value_name = "VERSION")]
    module_version: Option<String>,
    /// One line that says what it is
    #[arg(long, value_name = "TEXT")]
    module_description: Option<String>,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    model: ModelArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let request = Request {
        service: arguments.service.clone().map(Into::into),
        protocol: arguments.protocol.clone().map(Into::into),
        module: Some(arguments.module.clone().into()),
        version: arguments.module_version.clone().map(Into::into),
        description: arguments.module_description.clone().map(Into::into),
        ..Request::default()
    };
    let mut session = Session::open(&arguments.model, output);
    session.demand_content();
    session
        .reports
        .absorb(request.check().into_iter().collect());
    if session.failed() {
        return session.end(Outcome::Failed);
    }
    let all = session.files();
    let (model, reports) = session.model(&all);
    session.reports.absorb(reports);
    if session.has_errors() {
        return session.end(Outcome::Unsound);
    }
    let material = Material {
        model: &model,
        sources: &session.sources,
        built: &session.built,
        reports: &session.reports,
    };
    let start = Instant::now();
    output.begins("writing Python");
    let made = python::package(&request, material);
    output.timing("python", start);
    let files = match made {
        Ok((files, reports)) => {
            session.reports.absorb(reports);
            files
        }
        Err(reports) => {
            session.reports.absorb(reports);
            return session.end(Outcome::Failed);
        }
    };
    let mut folder = Files::new();
    for (path, contents) in files {
        if let Err(report) = folder.add(path, contents) {
            session.reports.push(*report);
            return session.end(Outcome::Failed);
        }
    }
    let start = Instant::now();
    if let Err(report) = write::publish(&arguments.output, &folder) {
        session.reports.push(*report);
        return session.end(Outcome::Failed);
    }
    output.timing("write", start);
    output.wrote(&arguments.output, folder.len(), "");
    session.end(Outcome::Done)
}
