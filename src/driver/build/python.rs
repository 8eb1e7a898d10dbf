//! The plugin `python-client-codegen`, and the command that does the same in one line.
//!
//! Settles which service and protocol is meant, and says what there is where that fails; the
//! generator does the rest.

use crate::backend::python::protocol::PROTOCOLS;
use crate::backend::python::{self, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::model::{Model, Shape};
use crate::name::{ShapeId, ShapeType};
use crate::node::Node;
use crate::text::{Span, Spanned};

use super::super::write::Refusal;
use super::{Files, Material};

const UNKNOWN_SETTING: Code = Code::error("unknown-setting", "SmithyBuild");
const MISSING_SETTING: Code = Code::error("missing-setting", "SmithyBuild");
const SETTING_TYPE: Code = Code::error("setting-type", "SmithyBuild");
const UNKNOWN_SERVICE: Code = Code::error("unknown-service", "SmithyBuild");
const NO_SERVICE: Code = Code::error("no-service", "SmithyBuild");
const AMBIGUOUS_SERVICE: Code = Code::error("ambiguous-service", "SmithyBuild");
const INVALID_PROTOCOL: Code = Code::error("invalid-protocol", "SmithyBuild");
const INVALID_VERSION: Code = Code::error("invalid-version", "SmithyBuild");

const SETTINGS: &[&str] = &[
    "service",
    "module",
    "moduleVersion",
    "moduleDescription",
    "protocol",
];

/// A value and where it is written, if that is in a file.
#[derive(Clone, Debug)]
pub struct Given {
    /// The value.
    pub value: String,
    /// Its place.
    pub span: Option<Span>,
}

impl From<String> for Given {
    fn from(value: String) -> Self {
        Self { value, span: None }
    }
}

impl From<Spanned<&str>> for Given {
    fn from(spanned: Spanned<&str>) -> Self {
        Self {
            value: spanned.value.to_owned(),
            span: Some(spanned.span),
        }
    }
}

/// What somebody wants a package to be.
#[derive(Clone, Default, Debug)]
pub struct Request {
    /// The service; may be left out where the model has one.
    pub service: Option<Given>,
    /// The protocol; may be left out.
    pub protocol: Option<Given>,
    /// The name of the package.
    pub module: Option<Given>,
    /// Its version.
    pub version: Option<Given>,
    /// What it is.
    pub description: Option<Given>,
}

impl Request {
    /// Reads the settings of the plugin: an object.
    pub fn read(settings: &Node, reports: &mut Diagnostics) -> Self {
        let mut request = Self::default();
        let Some(object) = settings.as_object() else {
            return request;
        };
        for entry in object.iter() {
            let slot = match &*entry.key {
                "service" => &mut request.service,
                "protocol" => &mut request.protocol,
                "module" => &mut request.module,
                "moduleVersion" => &mut request.version,
                "moduleDescription" => &mut request.description,
                key => {
                    reports.push(unknown_setting(key, entry.key_span));
                    continue;
                }
            };
            match entry.value.as_str() {
                Some(text) => *slot = Some(Spanned::new(text, entry.value.span).into()),
                None => {
                    let found = entry.value.describe();
                    let message = format!("`{}` must be a string, not {found}", entry.key);
                    let report = SETTING_TYPE.at(entry.value.span, message);
                    reports.push(report.here("expected a string"));
                }
            }
        }
        if !object.contains("module") {
            reports.push(
                MISSING_SETTING
                    .at(
                        settings.span.start_point(),
                        "the Python client has no `module`",
                    )
                    .here("expected `module` in this object")
                    .help("add the name of the package to write, as in `\"module\": \"echo\"`"),
            );
        }
        reports.extend(request.check());
        request
    }

    /// The report on what is wrong without looking at a model.
    pub fn check(&self) -> Option<Diagnostic> {
        let version = self.version.as_ref()?;
        if is_version(&version.value) {
            return None;
        }
        let message = format!("`{}` is not a version of a Python package", version.value);
        Some(
            at(INVALID_VERSION, version, message)
                .here("not a version")
                .help("write it as in `1.0.0`, `1.2rc1` or `2.0.dev3` (PEP 440)"),
        )
    }
}

fn unknown_setting(key: &str, span: Span) -> Diagnostic {
    let report = UNKNOWN_SETTING
        .at(
            span,
            format!("`python-client-codegen` has no setting `{key}`"),
        )
        .here("no such setting");
    match nearest(key, SETTINGS.iter().copied())[..] {
        [near, ..] => report.fix(Fix::replace(
            format!("did you mean `{near}`?"),
            span,
            format!("\"{near}\""),
        )),
        [] => report.help(format!(
            "the settings are {}",
            ticked(SETTINGS.iter().copied())
        )),
    }
}

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

/// The files of a package, with reports on what is not quite as somebody may expect.
///
/// # Errors
/// Reports of what stands in the way.
pub fn package(
    request: &Request,
    material: Material<'_>,
) -> Result<(Files, Diagnostics), Diagnostics> {
    let service = service(request, material.model).map_err(|report| vec![*report])?;
    let protocol = protocol(request, service).map_err(|report| vec![*report])?;
    let module = request.module.as_ref();
    let mut settings = Settings::new(
        service.id,
        module.map_or_else(String::new, |module| module.value.clone()),
    );
    settings.protocol = protocol;
    if let Some(version) = &request.version {
        settings.version.clone_from(&version.value);
    }
    settings.description = request
        .description
        .as_ref()
        .map(|given| given.value.trim().to_owned())
        .filter(|text| !text.is_empty());
    let (files, mut reports) = python::generate(material.model, &settings);
    for report in &mut reports {
        // The generator does not know where its settings are written.
        if report.span.is_none() && report.severity.is_breaking() {
            report.span = module.and_then(|module| module.span);
        }
    }
    if reports.iter().any(|report| report.severity.is_breaking()) {
        return Err(reports);
    }
    let files = files.into_iter();
    let files = files.map(|file| (file.path, file.contents.into_bytes()));
    Ok((files.collect(), reports))
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

/// Whether a text is a version as PEP 440 has it.
fn is_version(text: &str) -> bool {
    const PATTERN: &str = r"(?xi-u) \A v? ([0-9]+!)? [0-9]+(\.[0-9]+)*
        ([-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?[0-9]*)?
        (-[0-9]+ | [-_.]?(post|rev|r)[-_.]?[0-9]*)?
        ([-_.]?dev[-_.]?[0-9]*)?
        (\+[a-z0-9]+([-_.][a-z0-9]+)*)? \z";
    regex::bytes::Regex::new(PATTERN).is_ok_and(|pattern| pattern.is_match(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_of_python_packages() {
        for text in [
            "1",
            "0.0.1",
            "1.0rc1",
            "1!2.0.post1.dev3+local.7",
            "2024.1",
            "1.0-1",
        ] {
            assert!(is_version(text), "{text}");
        }
        for text in ["", "one", "1.0-", "1..0", "1.0 ", "1.0+", "../x", "1.0\n"] {
            assert!(!is_version(text), "{text}");
        }
    }
}
