//! The generator of typed Python clients.
//!
//! [`plan`] settles every name, type and module from the model; a [`protocol`] writes how calls
//! become bytes; [`write`] turns the rest of the plan into text, one file of Rust per emitted
//! module; `runtime/` is real Python that is copied into each package. Files come out as values:
//! this module touches no disk.

pub mod docs;
pub mod expressions;
pub mod literals;
pub mod names;
pub mod plan;
pub mod printer;
pub mod protocol;
pub mod protocol_tests;
pub mod runtime;
mod settings;
mod shapes;
#[cfg(test)]
mod tests;
pub mod write;

pub use settings::{DEFAULT_VERSION, DefaultTimeout, Runtime, SHARED_RUNTIME, Settings};
pub use shapes::{generate_types, shared_runtime};

use crate::diag::{Code, Diagnostics};
use crate::knowledge::Closure;
use crate::model::Model;
use crate::name::known;

use plan::Plan;
use write::clients::Side;

const LEFT_OUT: Code = Code::warning("python-operation-left-out", "PythonClient.Operation");

/// A file of a package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GeneratedFile {
    /// Its path inside the output folder, with `/`.
    pub path: String,
    /// Its text.
    pub contents: String,
}

/// Makes the package of a service. The same model and settings give the same bytes.
///
/// No files come out where a report is an error; an operation that cannot be made yet is left out
/// with a warning. The model has passed the checks, and the caller has seen to it that it has the
/// service: without it nothing comes out.
pub fn generate(model: &Model, settings: &Settings) -> (Vec<GeneratedFile>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    settings.check(&mut diagnostics);
    let service = model
        .shape(settings.service)
        .filter(|shape| shape.service().is_some());
    let Some(service) = service else {
        return (Vec::new(), diagnostics);
    };
    let is_protocol = |id| {
        model
            .shape(id)
            .is_some_and(|shape| shape.has_trait(known::PROTOCOL_DEFINITION))
    };
    let Some(protocol) =
        protocol::choose(service, settings.protocol, is_protocol, &mut diagnostics)
    else {
        return (Vec::new(), diagnostics);
    };
    if diagnostics.iter().any(|found| found.severity.is_breaking()) {
        return (Vec::new(), diagnostics);
    }
    let closure = Closure::of(model, service.id);
    let carries = plan::Carries {
        http_bindings: protocol.style().uses_bindings(),
        any_payload: protocol.style().has_document_payloads(),
        sent_events: protocol.sends_events(),
        json: protocol.writes_json(),
    };
    let gaps = plan::find_gaps(model, &closure, carries);
    for gap in &gaps {
        if let Some(shape) = model.shape(gap.operation) {
            diagnostics.push(
                LEFT_OUT
                    .at(
                        shape.name_span,
                        format!("`{}` is left out of the Python client", shape.id),
                    )
                    .shape(shape.id)
                    .here(format!("it {}", gap.reason))
                    .note("the rest of the service is made, and the package's README names what is missing"),
            );
        }
    }
    let plan = Plan::new(model, service, settings, gaps);
    (files(&plan, protocol), diagnostics)
}

fn files(plan: &Plan<'_>, protocol: &dyn protocol::Protocol) -> Vec<GeneratedFile> {
    let package = format!("src/{}", plan.settings.module);
    let inside = |name: &str, contents: String| GeneratedFile {
        path: format!("{package}/{name}"),
        contents,
    };
    let root = |name: &str, contents: String| GeneratedFile {
        path: name.to_owned(),
        contents,
    };
    let tested = protocol_tests::has_cases(plan, protocol.id());
    let modules = protocol::write(protocol, plan);
    let mut files = vec![
        root("README.md", write::project::readme(plan)),
        root("pyproject.toml", write::pyproject::client(plan, tested)),
        inside("__init__.py", write::package::init(plan)),
        inside("_async.py", write::clients::write(plan, Side::Async)),
        inside("_client.py", write::package::private_client(plan)),
        inside("_codecs.py", modules.codecs),
        inside("_operations.py", modules.operations),
        inside("_raw.py", write::raw::write(plan)),
        inside("testing.py", write::testing::write(plan)),
        inside("_sync.py", write::clients::write(plan, Side::Sync)),
        inside("auth.py", write::auth::auth(plan)),
        inside("client.py", write::package::client(plan)),
        inside("config.py", write::package::config(plan)),
        inside(
            "errors.py",
            write::package::errors(
                plan,
                format!(
                    "Every error that the clients of {} raise.",
                    plan.service_name
                ),
            ),
        ),
        inside("models.py", write::models::write(plan)),
        inside("py.typed", String::new()),
    ];
    files.extend(write::enums::write(plan).map(|contents| inside("_enums.py", contents)));
    files.extend(
        modules
            .answers
            .map(|contents| inside("_answers.py", contents)),
    );
    let endpoints = write::endpoints::endpoints(plan);
    files.extend(endpoints.map(|contents| inside("_endpoints.py", contents)));
    files.extend(write::paginate::write(plan).map(|text| inside("_paginate.py", text)));
    files.extend(write::waiters::write(plan).map(|text| inside("_waiters.py", text)));
    add_runtime(plan.settings, &mut files);
    files.extend(protocol_tests::files(plan, protocol.id()));
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Adds what the modules need of the runtime, or points them at the runtime that they share.
fn add_runtime(settings: &Settings, files: &mut Vec<GeneratedFile>) {
    let package = format!("src/{}", settings.module);
    match &settings.runtime {
        Runtime::Embedded => {
            let needed = runtime::needed(files.iter().map(|file| file.contents.as_str()));
            files.extend(needed.into_iter().map(|(name, text)| GeneratedFile {
                path: format!("{package}/_runtime/{name}"),
                contents: text.to_owned(),
            }));
        }
        Runtime::Shared(runtime) => {
            let modules = files.iter_mut().filter(|file| file.path.ends_with(".py"));
            for module in modules {
                module.contents = write::link::link(&module.contents, runtime);
                if module.path.ends_with("/__init__.py") {
                    module.contents = write::link::link_places(&module.contents, runtime);
                }
            }
        }
    }
}
