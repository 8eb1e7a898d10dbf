//! What the caller decides about a package.

use crate::diag::{Code, Diagnostic, Diagnostics};
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
    /// The license of the package, an SPDX expression; none is said where it is left out.
    pub license: Option<String>,
    /// Seconds that one attempt may take unless a user says otherwise; 60 where it is left out.
    pub timeout: Option<DefaultTimeout>,
    /// Where the package finds the runtime.
    pub runtime: Runtime,
    /// Whether every shape gets both a serializer and a deserializer, though no message needs
    /// them: for tests of codecs.
    pub both_ways: bool,
}

/// The timeout of a client that is given none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DefaultTimeout {
    /// There is no limit.
    Unlimited,
    /// Seconds, as Python writes them.
    Seconds(String),
}

impl DefaultTimeout {
    /// The timeout of so many seconds; `None` where that is no time.
    pub fn of_seconds(seconds: f64) -> Option<Self> {
        let some = seconds.is_finite() && seconds > 0.0;
        some.then(|| Self::Seconds(format!("{seconds:?}")))
    }
}

/// The module of a shared runtime whose users name none.
pub const SHARED_RUNTIME: &str = "smithyc_runtime";

/// Where a package finds the runtime.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub enum Runtime {
    /// In itself: the files that it needs are copied into its folder `_runtime`.
    #[default]
    Embedded,
    /// In a package of its own, by the name of its module, which several packages depend on.
    Shared(String),
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
            license: None,
            timeout: None,
            runtime: Runtime::Embedded,
            both_ways: false,
        }
    }

    /// What is said of the timeout of clients that are given none.
    pub(super) fn default_timeout(&self) -> String {
        match &self.timeout {
            None => "60".to_owned(),
            Some(DefaultTimeout::Unlimited) => "`None`, which is no limit".to_owned(),
            Some(DefaultTimeout::Seconds(seconds)) => {
                seconds.strip_suffix(".0").unwrap_or(seconds).to_owned()
            }
        }
    }

    /// The same in a table: `60 s`, or `none`.
    pub(super) fn shown_timeout(&self) -> String {
        match &self.timeout {
            Some(DefaultTimeout::Unlimited) => "none".to_owned(),
            _ => format!("{} s", self.default_timeout()),
        }
    }

    /// The value that the class of the settings has in place of its base's; `None` where it is the
    /// same.
    pub(super) fn timeout_override(&self) -> Option<&str> {
        match self.timeout.as_ref()? {
            DefaultTimeout::Unlimited => Some("None"),
            DefaultTimeout::Seconds(seconds) if seconds == "60.0" => None,
            DefaultTimeout::Seconds(seconds) => Some(seconds),
        }
    }

    /// Refuses what no package can have.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        diagnostics.extend(check_module(&self.module));
        let Runtime::Shared(runtime) = &self.runtime else {
            return;
        };
        if *runtime == self.module {
            diagnostics.push(
                BAD_MODULE
                    .without_place(format!("`{runtime}` is the package and its runtime, too"))
                    .help("give the shared runtime a module of its own, with `runtimeModule`"),
            );
        } else {
            diagnostics.extend(check_module(runtime));
        }
    }
}

fn check_module(module: &str) -> Option<Diagnostic> {
    if names::is_identifier(module) {
        return None;
    }
    Some(
        BAD_MODULE
            .without_place(format!("`{module}` cannot be a Python module"))
            .note(
                "a module is named by letters, digits and underscores, does not begin with a \
                 digit, and is no keyword of Python",
            )
            .help(format!(
                "name it `{}`",
                names::escape(names::snake_case(module))
            )),
    )
}
