//! The settings of the plugins that write Python packages.
//!
//! Reads an object of a configuration and reports what is no setting, has the wrong type or says
//! nothing that a package can be; it looks at no model.

use crate::backend::python::{DefaultTimeout, SHARED_RUNTIME};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::node::{Node, Value};
use crate::text::{Span, Spanned};

use super::{at, ticked};

const UNKNOWN_SETTING: Code = Code::error("unknown-setting", "SmithyBuild");
const MISSING_SETTING: Code = Code::error("missing-setting", "SmithyBuild");
const SETTING_TYPE: Code = Code::error("setting-type", "SmithyBuild");
pub(super) const INVALID_SETTING: Code = Code::error("invalid-setting", "SmithyBuild");
const INVALID_VERSION: Code = Code::error("invalid-version", "SmithyBuild");

/// A plugin that writes a Python package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plugin {
    /// Its name.
    pub name: &'static str,
    /// What it makes.
    makes: &'static str,
    settings: &'static [&'static str],
}

/// Makes clients.
pub const CLIENT: Plugin = Plugin {
    name: "python-client-codegen",
    makes: "Python client",
    settings: &[
        "service",
        "module",
        "moduleVersion",
        "moduleDescription",
        "moduleLicense",
        "protocol",
        "defaultTimeout",
        "runtime",
        "runtimeModule",
    ],
};

/// Makes shapes alone.
pub const TYPES: Plugin = Plugin {
    name: "python-type-codegen",
    makes: "Python package of shapes",
    settings: &[
        "service",
        "module",
        "moduleVersion",
        "moduleDescription",
        "moduleLicense",
        "selector",
        "generateInputsAndOutputs",
        "runtime",
        "runtimeModule",
    ],
};

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
    /// The service; may be left out where the model has one, and for shapes alone.
    pub service: Option<Given>,
    /// The protocol; may be left out.
    pub protocol: Option<Given>,
    /// The name of the package.
    pub module: Option<Given>,
    /// Its version.
    pub version: Option<Given>,
    /// What it is.
    pub description: Option<Given>,
    /// Its license, an SPDX expression.
    pub license: Option<Given>,
    /// The timeout of clients that are given none.
    pub default_timeout: Option<DefaultTimeout>,
    /// The module of the runtime, where the package shares one with others.
    pub runtime: Option<Given>,
    /// Which shapes to make, where there is no service.
    pub selector: Option<Given>,
    /// Whether inputs and outputs are among them.
    pub inputs_and_outputs: bool,
}

impl Request {
    /// Reads the settings of the plugin: an object.
    pub fn read(plugin: Plugin, settings: &Node, reports: &mut Diagnostics) -> Self {
        let mut request = Self::default();
        let Some(object) = settings.as_object() else {
            return request;
        };
        let mut shared = None;
        let mut runtime_module = None;
        for entry in object.iter() {
            let (key, value) = (&*entry.key, &entry.value);
            if !plugin.settings.contains(&key) {
                reports.push(unknown_setting(plugin, key, entry.key_span));
                continue;
            }
            match key {
                "defaultTimeout" => match timeout(value) {
                    Ok(timeout) => request.default_timeout = Some(timeout),
                    Err(report) => reports.push(*report),
                },
                "generateInputsAndOutputs" => match value.as_bool() {
                    Some(wanted) => request.inputs_and_outputs = wanted,
                    None => reports.push(wrong_type(key, value, "true or false", "a boolean")),
                },
                _ => {
                    let slot = match key {
                        "service" => &mut request.service,
                        "protocol" => &mut request.protocol,
                        "module" => &mut request.module,
                        "moduleVersion" => &mut request.version,
                        "moduleDescription" => &mut request.description,
                        "moduleLicense" => &mut request.license,
                        "selector" => &mut request.selector,
                        "runtime" => &mut shared,
                        _ => &mut runtime_module,
                    };
                    match value.as_str() {
                        Some(text) => *slot = Some(Spanned::new(text, value.span).into()),
                        None => reports.push(wrong_type(key, value, "a string", "a string")),
                    }
                }
            }
        }
        if !object.contains("module") {
            reports.push(
                MISSING_SETTING
                    .at(
                        settings.span.start_point(),
                        format!("the {} has no `module`", plugin.makes),
                    )
                    .here("expected `module` in this object")
                    .help("add the name of the package to write, as in `\"module\": \"echo\"`"),
            );
        }
        match runtime(shared, runtime_module) {
            Ok(runtime) => request.runtime = runtime,
            Err(report) => reports.push(*report),
        }
        reports.extend(request.check());
        request
    }

    /// The report on what is wrong without looking at a model.
    pub fn check(&self) -> Option<Diagnostic> {
        if let Some(version) = &self.version
            && !is_version(&version.value)
        {
            let message = format!("`{}` is not a version of a Python package", version.value);
            return Some(
                at(INVALID_VERSION, version, message)
                    .here("not a version")
                    .help("write it as in `1.0.0`, `1.2rc1` or `2.0.dev3` (PEP 440)"),
            );
        }
        if let Some(license) = &self.license
            && !is_license(&license.value)
        {
            let message = format!("`{}` is not a license expression", license.value);
            return Some(
                at(INVALID_SETTING, license, message)
                    .here("not an SPDX expression")
                    .help(
                        "write it as in `MIT`, `Apache-2.0 OR MIT` or `LicenseRef-Acme` (PEP 639)",
                    ),
            );
        }
        None
    }
}

fn unknown_setting(plugin: Plugin, key: &str, span: Span) -> Diagnostic {
    let report = UNKNOWN_SETTING
        .at(span, format!("`{}` has no setting `{key}`", plugin.name))
        .here("no such setting");
    match nearest(key, plugin.settings.iter().copied())[..] {
        [near, ..] => report.fix(Fix::replace(
            format!("did you mean `{near}`?"),
            span,
            format!("\"{near}\""),
        )),
        [] => report.help(format!(
            "the settings are {}",
            ticked(plugin.settings.iter().copied())
        )),
    }
}

fn wrong_type(key: &str, value: &Node, must_be: &str, expected: &str) -> Diagnostic {
    let found = value.describe();
    let message = format!("`{key}` must be {must_be}, not {found}");
    let report = SETTING_TYPE.at(value.span, message);
    report.here(format!("expected {expected}"))
}

fn timeout(value: &Node) -> Result<DefaultTimeout, Box<Diagnostic>> {
    match &value.value {
        Value::Null => Ok(DefaultTimeout::Unlimited),
        Value::Number(number) => DefaultTimeout::of_seconds(number.as_f64()).ok_or_else(|| {
            let message = format!("`{}` is not a timeout", number.as_str());
            let report = INVALID_SETTING.at(value.span, message);
            Box::new(
                report
                    .here("not more than zero")
                    .help("give seconds, or `null` for no limit"),
            )
        }),
        _ => Err(Box::new(wrong_type(
            "defaultTimeout",
            value,
            "a number of seconds or `null`",
            "a number",
        ))),
    }
}

/// The module of the runtime, where it is shared.
fn runtime(shared: Option<Given>, module: Option<Given>) -> Result<Option<Given>, Box<Diagnostic>> {
    match (shared.as_ref().map(|given| &*given.value), module) {
        (Some("shared"), Some(module)) => Ok(Some(module)),
        (Some("shared"), None) => Ok(shared.map(|given| Given {
            value: SHARED_RUNTIME.to_owned(),
            ..given
        })),
        (None | Some("embedded"), None) => Ok(None),
        (None | Some("embedded"), Some(module)) => {
            let message = "`runtimeModule` names a runtime that is not shared".to_owned();
            let report = at(INVALID_SETTING, &module, message);
            let report = report.here("of no use without `\"runtime\": \"shared\"`");
            Err(Box::new(report.help("set `runtime` to `shared`")))
        }
        (Some(other), _) => {
            let message = format!("`{other}` is no place for the runtime");
            let report = match shared.as_ref().and_then(|given| given.span) {
                Some(span) => INVALID_SETTING.at(span, message),
                None => INVALID_SETTING.without_place(message),
            };
            let report = report.here("expected `embedded` or `shared`");
            Err(Box::new(report.note(
                "`embedded`, which is the default, copies what a package needs into it; `shared` \
                 makes a package of its own that several depend on",
            )))
        }
    }
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

/// Whether a text has the form of an SPDX license expression. Which licenses there are, builders
/// of packages know, with lists that grow. (PEP 639.)
fn is_license(text: &str) -> bool {
    /// How deep parentheses nest in anything that a person wrote.
    const DEEPEST: usize = 20;
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let mut depth = 0;
    let mut operand = true;
    let mut exception = false;
    for word in spaced.split_ascii_whitespace() {
        match word {
            "(" if operand && !exception => depth += 1,
            ")" if !operand && depth > 0 => depth -= 1,
            "AND" | "OR" if !operand => operand = true,
            "WITH" if !operand && !exception => (operand, exception) = (true, true),
            "(" | ")" | "AND" | "OR" | "WITH" => return false,
            _ if operand && is_license_id(word) => (operand, exception) = (false, false),
            _ => return false,
        }
        if depth > DEEPEST {
            return false;
        }
    }
    !operand && depth == 0
}

fn is_license_id(word: &str) -> bool {
    let word = word.strip_suffix('+').unwrap_or(word);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    word.bytes().all(plain) && word.starts_with(|first: char| first.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{is_license, is_version};

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

    #[test]
    fn license_expressions() {
        for text in [
            "MIT",
            "Apache-2.0 OR MIT",
            "(MIT AND BSD-3-Clause) OR LicenseRef-Acme",
            "GPL-2.0+ WITH Classpath-exception-2.0",
        ] {
            assert!(is_license(text), "{text}");
        }
        for text in [
            "",
            "MIT MIT",
            "OR MIT",
            "MIT OR",
            "(MIT",
            "MIT)",
            "()",
            "a\"b",
            "MIT WITH (x)",
            "see the file LICENSE",
        ] {
            assert!(!is_license(text), "{text}");
        }
    }
}
