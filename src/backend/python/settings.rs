//! What the caller decides about a package.

use crate::diag::{Code, Diagnostics};
use crate::name::ShapeId;

use super::names;

const BAD_MODULE: Code = Code::error("python-module-name", "PythonClient");

/// What the caller decides about a package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The service to make a client for.
    pub service: ShapeId,
    /// The name of the package, which is also the name of its folder and project.
    pub module: String,
    /// The version of the package.
    pub version: String,
    /// One line about the package; the documentation of the service where it is left out.
    pub description: Option<String>,
    /// The protocol to speak, where the service has several.
    pub protocol: Option<ShapeId>,
    /// Whether every shape gets both a serializer and a deserializer, though no message needs
    /// them: for tests of codecs.
    pub both_ways: bool,
}

/// The version of a package whose caller names none.
pub const DEFAULT_VERSION: &str = "0.0.1";

impl Settings {
    /// The settings of a package of this name for this service; everything else as usual.
    pub fn new(service: ShapeId, module: impl Into<String>) -> Self {
        Self {
            service,
            module: module.into(),
            version: DEFAULT_VERSION.to_owned(),
            description: None,
            protocol: None,
            both_ways: false,
        }
    }

    /// What is said of the timeout of calls where the user gives none.
    pub(super) fn default_timeout(&self) -> String {
        "60".to_owned()
    }

    /// Refuses what no package can have.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        if !names::is_identifier(&self.module) {
            diagnostics.push(
                BAD_MODULE
                    .without_place(format!("`{}` cannot be a Python module", self.module))
                    .note(
                        "a module is named by letters, digits and underscores, does not begin \
                         with a digit, and is no keyword of Python",
                    )
                    .help(format!(
                        "name it `{}`",
                        names::escape(names::snake_case(&self.module))
                    )),
            );
        }
    }
}
