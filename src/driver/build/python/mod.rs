//! The plugins `python-client-codegen` and `python-type-codegen`, and the command that does the same
//! as the first in one line.
//!
//! Settles which service and protocol is meant, and says what there is where that fails; the
//! generator does the rest.

mod request;
mod types;

use crate::backend::python::protocol::PROTOCOLS;
use crate::backend::python::{self, GeneratedFile, Runtime, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::model::{Model, Shape};
use crate::name::{ShapeId, ShapeType};

use super::super::write::Refusal;
use super::{Files, Material};

pub use request::{CLIENT, Given, Request, TYPES};

const UNKNOWN_SERVICE: Code = Code::error("unknown-service", "SmithyBuild");
const NO_SERVICE: Code = Code::error("no-service", "SmithyBuild");
const AMBIGUOUS_SERVICE: Code = Code::error("ambiguous-service", "SmithyBuild");
const INVALID_PROTOCOL: Code = Code::error("invalid-protocol", "SmithyBuild");

fn at(code: Code, given: &Given, message: String) -> Diagnostic {
    match given.span {
        Some(span) => code.at(span, message),
        None => code.without_place(message),
    }
}

fn ticked(names: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    let ticked: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    ticked.join(", ")
}

/// The files of a client, with reports on what is not quite as somebody may expect.
///
/// # Errors
/// Reports of what stands in the way.
pub fn package(
    request: &Request,
    material: Material<'_>,
) -> Result<(Files, Diagnostics), Diagnostics> {
    let service = service(request, material.model).map_err(|report| vec![*report])?;
    let protocol = protocol(request, service).map_err(|report| vec![*report])?;
    let mut settings = settings(request, service.id);
    settings.protocol = protocol;
    finish(request, python::generate(material.model, &settings))
}

/// The files of a package that has the shapes alone.
///
/// # Errors
/// Reports of what stands in the way.
pub fn types(
    request: &Request,
    material: Material<'_>,
) -> Result<(Files, Diagnostics), Diagnostics> {
    let model = material.model;
    if request.service.is_some() {
        let service = service(request, model).map_err(|report| vec![*report])?;
        let settings = settings(request, service.id);
        return finish(request, python::generate_types(model, &settings, None));
    }
    let shapes = types::shapes(request, material)?;
    let settings = settings(request, types::whole(request, &shapes));
    finish(
        request,
        python::generate_types(model, &settings, Some(&shapes)),
    )
}

/// The files of a runtime that several packages share.
pub fn runtime(module: &str) -> Files {
    bytes(python::shared_runtime(module))
}

fn settings(request: &Request, service: ShapeId) -> Settings {
    let module = request.module.as_ref();
    let mut settings = Settings::new(
        service,
        module.map_or_else(String::new, |module| module.value.clone()),
    );
    if let Some(version) = &request.version {
        settings.version.clone_from(&version.value);
    }
    settings.description = request
        .description
        .as_ref()
        .map(|given| given.value.trim().to_owned())
        .filter(|text| !text.is_empty());
    settings.license = request.license.as_ref().map(|given| given.value.clone());
    settings.timeout.clone_from(&request.default_timeout);
    if let Some(runtime) = &request.runtime {
        settings.runtime = Runtime::Shared(runtime.value.clone());
    }
    settings
}

fn finish(
    request: &Request,
    (files, mut reports): (Vec<GeneratedFile>, Diagnostics),
) -> Result<(Files, Diagnostics), Diagnostics> {
    for report in &mut reports {
        // The generator does not know where its settings are written.
        if report.span.is_none() && report.severity.is_breaking() {
            report.span = request.module.as_ref().and_then(|module| module.span);
        }
    }
    if reports.iter().any(|report| report.severity.is_breaking()) {
        return Err(reports);
    }
    Ok((bytes(files), reports))
}

fn bytes(files: Vec<GeneratedFile>) -> Files {
    let files = files.into_iter();
    let files = files.map(|file| (file.path, file.contents.into_bytes()));
    files.collect()
}

fn services(model: &Model) -> Vec<&Shape> {
    let mut services: Vec<&Shape> = model.of_type(ShapeType::Service).collect();
    services.sort_by_key(|shape| shape.id.to_string());
    services
}

fn service<'m>(request: &Request, model: &'m Model) -> Result<&'m Shape, Refusal> {
    let services = services(model);
    let ids: Vec<String> = services.iter().map(|shape| shape.id.to_string()).collect();
    if let Some(given) = &request.service {
        let found = ids.iter().position(|id| *id == given.value);
        let found = found.and_then(|at| services.get(at));
        return found
            .copied()
            .ok_or_else(|| Box::new(unknown_service(given, model, &ids)));
    }
    match services[..] {
        [service] => Ok(service),
        [] => Err(Box::new(
            NO_SERVICE
                .without_place("the model has no service to make a client for")
                .help("a client needs a `service` shape"),
        )),
        _ => Err(Box::new(
            AMBIGUOUS_SERVICE
                .without_place(format!("the model has {} services", services.len()))
                .note(format!("they are {}", ticked(&ids)))
                .help(
                    "say which one is meant with `--service`, or `service` in `smithy-build.json`",
                ),
        )),
    }
}

fn unknown_service(given: &Given, model: &Model, ids: &[String]) -> Diagnostic {
    let wanted = &given.value;
    let other = ShapeId::parse(wanted).and_then(|id| Some((id, model.shape_type(id)?)));
    let message = match other {
        Some((id, found)) => {
            let found = found.to_string();
            let vowel = found.starts_with(['a', 'e', 'i', 'o', 'u']);
            let an = if vowel { "an" } else { "a" };
            format!("`{id}` is {an} {found}, not a service")
        }
        None => format!("the model has no service `{wanted}`"),
    };
    let report = at(UNKNOWN_SERVICE, given, message).here("no such service");
    let report = match ids {
        [] => return report.note("the model has no service at all"),
        [one] => report.note(format!("its service is `{one}`")),
        _ => report.note(format!("its services are {}", ticked(ids))),
    };
    // A bare name is as good a hint as an id with another namespace.
    let name = wanted.rsplit('#').next().unwrap_or(wanted);
    let same_name = ids
        .iter()
        .map(String::as_str)
        .find(|id| id.ends_with(&format!("#{name}")));
    let near = nearest(wanted, ids.iter().map(String::as_str));
    let Some(near) = same_name.or_else(|| near.first().copied()) else {
        return report;
    };
    let title = format!("did you mean `{near}`?");
    match given.span {
        Some(span) => report.fix(Fix::replace(title, span, format!("\"{near}\""))),
        None => report.help(title),
    }
}

/// The protocol that is asked for; a bare name is that of a trait of the service, or of a
/// protocol that clients can speak. Whether both sides know it, the generator says.
fn protocol(request: &Request, service: &Shape) -> Result<Option<ShapeId>, Refusal> {
    let Some(given) = &request.protocol else {
        return Ok(None);
    };
    let wanted = &given.value;
    if let Some(id) = ShapeId::parse(wanted).filter(|id| !id.is_member()) {
        return Ok(Some(id));
    }
    let spoken = PROTOCOLS.iter().map(|protocol| protocol.id());
    let traits = service.traits.iter().map(|applied| applied.id);
    let named = traits.chain(spoken).find(|id| id.name.as_str() == wanted);
    named.map(Some).ok_or_else(|| {
        let message = format!("`{wanted}` is not the id of a protocol");
        let report = at(INVALID_PROTOCOL, given, message).here("not the id of a trait");
        Box::new(report.help("write it as in `aws.protocols#restJson1`"))
    })
}
