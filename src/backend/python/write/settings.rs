//! The settings of clients: what the constructors, `with_options` and `Config` take.
//!
//! One table; a service adds to it what only it needs. The types are those of the runtime.

use super::super::docs::Text;
use super::super::literals::py_string;
use super::super::plan::Plan;
use super::super::printer::{Doc, Printer, call};
use super::super::protocol::bucket_settings;
use super::clients::Side;
use super::imports::Imports;
use super::models::section;

const AWS_CREDENTIALS: &str = "._runtime.aws_credentials";
const CONFIG: &str = "._runtime.config";
const OPERATION: &str = "._runtime.operation";
const TRANSPORT: &str = "._runtime.transport";

/// One of the types that a setting may have.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// A type that needs no import.
    Builtin(&'static str),
    /// A type of a module of the package.
    Local(&'static str, &'static str),
    /// A type that the two clients have in different forms: that of the synchronous one, then that
    /// of the asynchronous one.
    Sided(&'static str, &'static str, &'static str),
}

/// A setting of clients.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Type,
    /// What is said of it.
    pub docs: &'static str,
}

/// Who takes settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taker {
    /// The constructor of one of the clients, or of `Config` where there is no side.
    Constructor(Option<Side>),
    /// `with_options` of one of the clients.
    Change(Side),
}

const BASE: [Setting; 19] = [
    Setting {
        name: "base_url",
        kind: Type::Builtin("str"),
        docs: "Where the service is, as in `http://localhost:8080`.",
    },
    Setting {
        name: "api_key",
        kind: Type::Sided(CONFIG, "ApiKey", "AsyncApiKey"),
        docs: "The credential for the service's way of authentication, or what returns it.",
    },
    Setting {
        name: "timeout",
        kind: Type::Local(OPERATION, "Timeout"),
        docs: "Seconds that one attempt may take to connect, to send a piece of the request, and to \
               receive the whole answer, or a piece of it where it is streamed; `None` for no limit. \
               The default is {timeout}, or what `http_client` says.",
    },
    Setting {
        name: "max_retries",
        kind: Type::Builtin("int"),
        docs: "How often a failed request may be repeated. The default is 2. A request that may \
               have taken effect is repeated only where that is harmless.",
    },
    Setting {
        name: "default_headers",
        kind: Type::Local(OPERATION, "Headers"),
        docs: "Sent with every request.",
    },
    Setting {
        name: "default_query",
        kind: Type::Local(OPERATION, "Query"),
        docs: "Query parameters sent with every request.",
    },
    Setting {
        name: "http_client",
        kind: Type::Sided(TRANSPORT, "SyncHttpClient", "AsyncHttpClient"),
        docs: "An `httpx2` or `httpx` client to send with; it is never closed.",
    },
    Setting {
        name: "transport",
        kind: Type::Sided(TRANSPORT, "Transport", "AsyncTransport"),
        docs: "What to send with in place of `httpx2`.",
    },
    Setting {
        name: "retry_strategy",
        kind: Type::Local("._runtime.retries", "RetryStrategy"),
        docs: "What decides about repeating, such as `Aggressive()`.",
    },
    Setting {
        name: "interceptors",
        kind: Type::Local("._runtime.interceptors", "Interceptors"),
        docs: "What reads and changes every call.",
    },
    Setting {
        name: "proxy",
        kind: Type::Local(CONFIG, "Proxy"),
        docs: "The URL of a proxy.",
    },
    Setting {
        name: "verify",
        kind: Type::Local(CONFIG, "Verify"),
        docs: "The `ssl.SSLContext` to trust, or whether to check certificates at all.",
    },
    Setting {
        name: "cert",
        kind: Type::Local(CONFIG, "Cert"),
        docs: "The client's certificate: a file, or a file and its key.",
    },
    Setting {
        name: "trust_env",
        kind: Type::Builtin("bool"),
        docs: "Whether the environment may name proxies and certificates. The default is `True`.",
    },
    Setting {
        name: "http2",
        kind: Type::Builtin("bool"),
        docs: "Whether to speak HTTP/2, which needs the extra `http2`.",
    },
    Setting {
        name: "max_connections",
        kind: Type::Builtin("int"),
        docs: "How many connections may be open. The default is 100.",
    },
    Setting {
        name: "max_keepalive_connections",
        kind: Type::Builtin("int"),
        docs: "How many of them may be idle. The default is 20; each makes requests a little slower.",
    },
    Setting {
        name: "keepalive_expiry",
        kind: Type::Builtin("float"),
        docs: "Seconds that a connection may be idle. The default is 5.",
    },
    Setting {
        name: "max_response_bytes",
        kind: Type::Builtin("int"),
        docs: "The largest body that is read whole, unpacked; a larger one is an \
               `APIResponseValidationError`. The default is 256 MiB; `http_client` is held to it, a \
               `transport` is not.",
    },
];

const AUTH: Setting = Setting {
    name: "auth",
    kind: Type::Local("._runtime.auth", "AuthInput"),
    docs: "An identity of the module `auth` or several, or an object that signs requests on its own; \
           `[]` signs none.",
};

/// The settings of clients that may have to log in.
const LOGIN: [Setting; 2] = [
    Setting {
        name: "username",
        kind: Type::Builtin("str"),
        docs: "The name of the caller.",
    },
    Setting {
        name: "password",
        kind: Type::Sided(CONFIG, "ApiKey", "AsyncApiKey"),
        docs: "The password that goes with it, or what returns it.",
    },
];

/// The settings of clients that sign for Amazon Web Services.
const AWS: [Setting; 5] = [
    Setting {
        name: "credentials",
        kind: Type::Sided(AWS_CREDENTIALS, "Credentials", "AsyncCredentials"),
        docs: "An access key, or what returns it; else that of the environment.",
    },
    Setting {
        name: "region",
        kind: Type::Builtin("str"),
        docs: "The region; else that of the environment.",
    },
    Setting {
        name: "profile",
        kind: Type::Builtin("str"),
        docs: "The profile of `~/.aws` to take both from where they are not given.",
    },
    Setting {
        name: "use_fips_endpoint",
        kind: Type::Builtin("bool"),
        docs: "Whether to call the endpoints that follow the rules of FIPS.",
    },
    Setting {
        name: "use_dualstack_endpoint",
        kind: Type::Builtin("bool"),
        docs: "Whether to call the endpoints that have IPv6 addresses too.",
    },
];

/// Settings that only `Config` takes.
const ONLY_CONFIG: [Setting; 4] = [
    Setting {
        name: "endpoint_uri",
        kind: Type::Builtin("str"),
        docs: "Another name of `base_url`.",
    },
    Setting {
        name: "new_idempotency_token",
        kind: Type::Local(CONFIG, "MakeToken"),
        docs: "Makes the token of a call that has one and was given none.",
    },
    Setting {
        name: "disable_request_compression",
        kind: Type::Builtin("bool"),
        docs: "Whether nothing is compressed, whatever the model says.",
    },
    Setting {
        name: "request_min_compression_size_bytes",
        kind: Type::Builtin("int"),
        docs: "Smaller bodies are never compressed. The default is 10240.",
    },
];

/// The settings of the clients of a service, in the order of parameters.
pub fn settings(plan: &Plan<'_>) -> Vec<Setting> {
    let mut all = Vec::new();
    for setting in BASE {
        all.push(setting);
        if setting.name == "api_key" {
            all.push(AUTH);
            all.extend(LOGIN.iter().filter(|_| plan.has_logins()));
            all.extend(AWS.iter().filter(|_| plan.signs_for_aws()));
        }
    }
    all.extend(bucket_settings(plan));
    all
}

/// What a module needs to write about settings.
pub struct SettingsWriter<'w, 'm> {
    /// The plan.
    pub plan: &'w Plan<'m>,
    /// The imports of the module.
    pub imports: &'w mut Imports,
    /// Whether the module gives builtins other meanings.
    pub hidden_builtins: bool,
    /// The text.
    pub out: &'w mut Printer,
}

impl SettingsWriter<'_, '_> {
    fn builtin(&mut self, name: &str) -> String {
        if self.hidden_builtins {
            self.imports.module_as("builtins", "_b");
            format!("_b.{name}")
        } else {
            name.to_owned()
        }
    }

    fn name(&mut self, kind: Type, side: Option<Side>) -> String {
        match (kind, side) {
            (Type::Builtin(name), _) => self.builtin(name),
            (Type::Local(module, name), _) | (Type::Sided(module, name, _), Some(Side::Sync)) => {
                self.imports.local(module, name)
            }
            (Type::Sided(module, _, name), Some(Side::Async)) => self.imports.local(module, name),
            (Type::Sided(module, sync, asynchronous), None) => {
                let names = [sync, asynchronous].map(|name| self.imports.local(module, name));
                names.join(" | ")
            }
        }
    }

    fn parameter(&mut self, setting: &Setting, taker: Taker) -> Doc {
        let side = match taker {
            Taker::Constructor(side) => side,
            Taker::Change(side) => Some(side),
        };
        let name = setting.name;
        let kind = self.name(setting.kind, side);
        if name == "timeout" {
            let not_given = self.imports.local(OPERATION, "NOT_GIVEN");
            return format!("{name}: {kind} = {not_given}").into();
        }
        if matches!(taker, Taker::Change(_)) {
            let kind = match name {
                "default_headers" => self.imports.local(OPERATION, "HeaderChanges"),
                "default_query" => self.imports.local(OPERATION, "QueryChanges"),
                _ => kind,
            };
            let missing = self.imports.local(OPERATION, "NotGiven");
            let not_given = self.imports.local(OPERATION, "NOT_GIVEN");
            return format!("{name}: {kind} | {missing} | None = {not_given}").into();
        }
        format!("{name}: {kind} | None = None").into()
    }

    fn described(&self, settings: &[Setting]) -> Vec<(String, Text)> {
        let timeout = self.plan.settings.default_timeout();
        settings
            .iter()
            .map(|setting| {
                let text = setting.docs.replace("{timeout}", &timeout);
                (setting.name.to_owned(), Text::plain(text))
            })
            .collect()
    }

    fn docstring(&mut self, first: &str, more: &[&str], entries: &[(String, Text)]) {
        let width = self.out.width();
        let mut lines = vec![first.to_owned()];
        if !more.is_empty() {
            lines.push(String::new());
            lines.extend(more.iter().map(|line| (*line).to_owned()));
        }
        section(&mut lines, "Args:", entries, width);
        let raised = [(
            "ConfigurationError".to_owned(),
            Text::plain("If a setting cannot work; the message names it."),
        )];
        section(&mut lines, "Raises:", &raised, width);
        self.out.docstring(&lines);
    }

    fn plugins(&mut self) -> Doc {
        let plugins = self.imports.local(OPERATION, "Plugins");
        format!("plugins: {plugins} | None = None").into()
    }

    /// `__init__` of a client; what follows the settings is the caller's to write.
    pub fn constructor(&mut self, side: Side, pipeline: &str) {
        let config = self.imports.local(".config", "Config");
        let settings = settings(self.plan);
        let mut parameters: Vec<Doc> = vec![
            "self".into(),
            format!("config: {config} | None = None").into(),
            "*".into(),
        ];
        for setting in &settings {
            parameters.push(self.parameter(setting, Taker::Constructor(Some(side))));
        }
        parameters.push(self.plugins());
        self.out
            .split_signature("def __init__(", &parameters, &"None".into(), false);
        self.out.indent();
        let mut entries = vec![(
            "config".to_owned(),
            Text::plain("Settings as an object; the keywords are put over it."),
        )];
        entries.extend(self.described(&settings));
        entries.push(plugins_entry());
        self.docstring("Make a client; nothing is sent yet.", &[], &entries);
        let head = format!("settings = {config}.of(config).");
        self.out
            .broken(&head, &call("merged", given(&settings)), "");
        let own = self.plan.settings;
        let agent = py_string(&format!("{}/{}", own.module, own.version));
        let made = call(pipeline, vec!["settings".into(), agent.into()]);
        self.out.statement("super().__init__(", &made, ")");
        self.out.dedent();
    }

    /// `with_options` of a client, and `copy`, which is the same.
    pub fn change(&mut self, side: Side) {
        let this = self.imports.standard("typing", "Self");
        let settings = settings(self.plan);
        let mut parameters: Vec<Doc> = vec!["self".into(), "*".into()];
        for setting in &settings {
            parameters.push(self.parameter(setting, Taker::Change(side)));
        }
        parameters.push(self.plugins());
        self.out
            .split_signature("def with_options(", &parameters, &this.into(), false);
        self.out.indent();
        let mut entries = self.described(&settings);
        entries.push(plugins_entry());
        let more = [
            "What is not given stays as it is; `None` takes a setting back to its default. Headers",
            "and query parameters are merged, and those that are `None` are left out. Connections",
            "are shared unless a setting of theirs changes, and closing one client never closes",
            "the other.",
        ];
        self.docstring(
            "Make a client like this one with other settings.",
            &more,
            &entries,
        );
        self.out
            .broken("return ", &call("self._changed", given(&settings)), "");
        self.out.dedent();
        self.out.blank(1);
        self.out.line("copy = with_options");
    }

    /// `__init__` of `Config`.
    pub fn config(&mut self) {
        let mut settings = settings(self.plan);
        settings.extend(ONLY_CONFIG);
        let mut parameters: Vec<Doc> = vec!["self".into(), "*".into()];
        for setting in &settings {
            parameters.push(self.parameter(setting, Taker::Constructor(None)));
        }
        self.out
            .split_signature("def __init__(", &parameters, &"None".into(), false);
        self.out.indent();
        let entries = self.described(&settings);
        self.docstring(
            "Make settings; what is not given has its default.",
            &[],
            &entries,
        );
        let mut items = given(&settings);
        items.remove(0);
        self.out.broken("", &call("super().__init__", items), "");
        self.out.dedent();
    }
}

fn plugins_entry() -> (String, Text) {
    (
        "plugins".to_owned(),
        Text::plain("Callables that may change the settings, in order."),
    )
}

/// The arguments that hand settings on, after the plugins.
fn given(settings: &[Setting]) -> Vec<Doc> {
    let named = settings
        .iter()
        .map(|setting| format!("{0}={0}", setting.name).into());
    std::iter::once("plugins".into()).chain(named).collect()
}
