//! Writes the small modules: `__init__`, `client`, `_client`, `config` and `errors`.

use super::super::plan::Plan;
use super::super::printer::Printer;
use super::super::protocol::{BUCKETS, CONFIG, has_buckets};
use super::clients::Side;
use super::imports::{Imports, from_import, import_as, sort_key};
use super::module;
use super::settings::SettingsWriter;

/// The errors that every package has, in the order of import statements.
pub const FIXED_ERRORS: [&str; 23] = [
    "APIConnectionError",
    "ApiError",
    "APIResponseValidationError",
    "APIStatusError",
    "APIStreamError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "SDKError",
    "SerializationError",
    "ServiceError",
    "SmithyError",
    "UnprocessableEntityError",
    "WaiterError",
    "WaiterFailureError",
    "WaiterTimeoutError",
];

/// A name of the package's root and the module that it comes from; none for a module itself.
type Export = (String, &'static str);

/// Names of the runtime that a package offers at its root, with where they come from.
const FIXED: [(&str, &str); 17] = [
    ("Aggressive", "_runtime.retries"),
    ("AiohttpTransport", "_runtime.aiohttp_transport"),
    ("AsyncTransport", "_runtime.transport"),
    ("Context", "_runtime.interceptors"),
    ("Failure", "_runtime.retries"),
    ("HttpRequest", "_runtime.http"),
    ("HttpResponse", "_runtime.http"),
    ("Interceptor", "_runtime.interceptors"),
    ("OpenTelemetryInterceptor", "_runtime.tracing"),
    ("RawResponse", "_runtime.raw"),
    ("ResponseMetadata", "_runtime.metadata"),
    ("RetryStrategy", "_runtime.retries"),
    ("Standard", "_runtime.retries"),
    ("Transport", "_runtime.transport"),
    ("TransportFailure", "_runtime.transport"),
    ("testing", ""),
    ("response_metadata", "_runtime.metadata"),
];

/// The modeled errors whose names are free.
fn modeled_errors(plan: &Plan<'_>) -> Vec<String> {
    let clients: Vec<String> = client_exports(plan)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let fixed = [
        "AsyncEventStream",
        "AsyncPages",
        "Config",
        "EventStream",
        "Pages",
        "ServerSentEvent",
        "errors",
        "models",
    ];
    let mut names: Vec<String> = plan
        .errors()
        .map(|class| class.name.clone())
        .filter(|name| {
            !FIXED_ERRORS.contains(&name.as_str())
                && !fixed.contains(&name.as_str())
                && FIXED.iter().all(|(taken, _)| taken != name)
                && !clients.contains(name)
        })
        .collect();
    names.sort_unstable();
    names
}

/// The names that `client` has, each with where it comes from.
fn client_exports(plan: &Plan<'_>) -> Vec<Export> {
    let mut names: Vec<Export> = Vec::new();
    let classes = [
        (Side::Async.class(&plan.client), "_async"),
        (plan.client.clone(), "_sync"),
        ("Client".to_owned(), "client"),
        ("AsyncClient".to_owned(), "client"),
    ];
    for (name, home) in classes {
        if names.iter().all(|(taken, _)| *taken != name) {
            names.push((name, home));
        }
    }
    let own = &plan.service_name;
    let taken = own == "Config" || names.iter().any(|(name, _)| name == own);
    if !taken {
        names.push((own.clone(), "client"));
    }
    names
}

/// `__all__` of a module.
pub fn all_list(names: &mut [String], printer: &mut Printer) {
    names.sort_unstable();
    printer.line("__all__ = [");
    for name in names {
        printer.line(format!("    \"{name}\","));
    }
    printer.line("]");
}

/// The text of `__init__.py`.
pub fn init(plan: &Plan<'_>) -> String {
    let docs = plan.docs.docstring(
        &format!("The service {}.", plan.service_name),
        super::super::printer::LINE_LENGTH,
    );
    let mut out = module(plan, &docs);
    let mut exports: Vec<Export> = vec![
        ("errors".into(), ""),
        ("models".into(), ""),
        ("Config".into(), "config"),
    ];
    exports.extend(client_exports(plan));
    for (name, home) in FIXED {
        if exports.iter().all(|(taken, _)| taken != name) {
            exports.push((name.into(), home));
        }
    }
    for (name, home) in super::streams::exports(plan) {
        if exports.iter().all(|(taken, _)| taken != name) {
            exports.push((name.into(), home));
        }
    }
    if !plan.paginated().is_empty() {
        for name in ["AsyncPages", "Pages"] {
            exports.push((name.into(), "_runtime.pages"));
        }
    }
    exports.extend(
        FIXED_ERRORS
            .iter()
            .map(|name| ((*name).to_owned(), "errors")),
    );
    exports.extend(
        modeled_errors(plan)
            .into_iter()
            .map(|name| (name, "models")),
    );
    out.line("TYPE_CHECKING = False");
    out.line("if TYPE_CHECKING:");
    out.indent();
    // The order of import statements: modules, then names as `ruff` sorts them.
    exports.sort_by_cached_key(|(name, home)| (*home, sort_key(name)));
    for (name, home) in &exports {
        import_as(&format!(".{home}"), name, name, &mut out);
    }
    out.dedent();
    out.line("else:");
    out.indent();
    out.line("_LAZY = {");
    exports.sort_unstable();
    for (name, home) in &exports {
        // A client is found without the module that would import the other one, too.
        let place = match (*home, client_class(plan, name)) {
            ("client", Some((module, class))) => format!(".{module}:{class}"),
            ("", _) => String::new(),
            _ => format!(".{home}"),
        };
        out.line(format!("    \"{name}\": \"{place}\","));
    }
    out.line("}");
    out.blank(1);
    out.lines(LAZY);
    out.dedent();
    out.blank(2);
    let version = super::super::literals::py_string(&plan.settings.version);
    out.line(format!("__version__ = {version}"));
    out.finish()
}

/// Where the client of a name that `client` has really is.
fn client_class(plan: &Plan<'_>, name: &str) -> Option<(&'static str, String)> {
    let asynchronous = Side::Async.class(&plan.client);
    match name {
        _ if name == plan.client => Some(("_sync", plan.client.clone())),
        _ if name == asynchronous => Some(("_async", asynchronous)),
        "Client" => Some(("_sync", plan.client.clone())),
        "AsyncClient" => Some(("_async", asynchronous)),
        _ if name == plan.service_name => Some(("_async", asynchronous)),
        _ => None,
    }
}

const LAZY: &str = r#"def __getattr__(name: str) -> object:
    place = _LAZY.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home, _, other = place.partition(":")
    if home:
        value = getattr(import_module(home, __name__), other or name)
    else:
        value = import_module(f".{name}", __name__)
    globals()[name] = value
    return value

def __dir__() -> list[str]:
    return sorted([*globals(), *_LAZY])
"#;

/// The text of `client.py`.
pub fn client(plan: &Plan<'_>) -> String {
    let mut out = module(plan, &[format!("The clients of {}.", plan.service_name)]);
    let exports = client_exports(plan);
    let (sync, asynchronous) = (&plan.client, Side::Async.class(&plan.client));
    out.line("TYPE_CHECKING = False");
    out.line("if TYPE_CHECKING:");
    out.indent();
    import_as("._async", &asynchronous, &asynchronous, &mut out);
    import_as("._sync", sync, sync, &mut out);
    let mut first = true;
    for (name, home) in &exports {
        if *home != "client" {
            continue;
        }
        if std::mem::take(&mut first) {
            out.blank(1);
        }
        let value = if name == "Client" {
            sync
        } else {
            &asynchronous
        };
        out.line(format!("{name} = {value}"));
    }
    out.dedent();
    out.line("else:");
    out.indent();
    out.line("_HOMES = {");
    let mut sorted: Vec<&String> = exports.iter().map(|(name, _)| name).collect();
    sorted.sort_unstable();
    for name in sorted {
        if let Some((module, _)) = client_class(plan, name) {
            out.line(format!("    \"{name}\": \".{module}\","));
        }
    }
    out.line("}");
    out.line("_CLASSES = {");
    out.line(format!("    \"._async\": \"{asynchronous}\","));
    out.line(format!("    \"._sync\": \"{sync}\","));
    out.line("}");
    out.blank(1);
    out.lines(LAZY_CLIENTS);
    out.dedent();
    out.blank(2);
    let mut names: Vec<String> = exports.into_iter().map(|(name, _)| name).collect();
    all_list(&mut names, &mut out);
    out.finish()
}

const LAZY_CLIENTS: &str = r#"def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = _HOMES[name]
    value = getattr(import_module(module, __package__), _CLASSES[module])
    globals()[name] = value
    return value
"#;

/// The text of `_client.py`.
pub fn private_client(plan: &Plan<'_>) -> String {
    let docstring = format!(
        "The clients of {} and the errors that they raise.",
        plan.service_name
    );
    let mut out = module(plan, &[docstring]);
    let mut clients: Vec<String> = client_exports(plan)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    clients.sort_by_cached_key(|name| sort_key(name));
    let mut errors = modeled_errors(plan);
    errors.extend(FIXED_ERRORS.iter().map(|name| (*name).to_owned()));
    errors.sort_by_cached_key(|name| sort_key(name));
    let borrowed = |names: &[String]| -> Vec<String> { names.to_vec() };
    for (module, names) in [
        (".client", borrowed(&clients)),
        (".errors", borrowed(&errors)),
    ] {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        from_import(module, &names, &mut out);
    }
    out.blank(1);
    let mut names = clients;
    names.extend(errors);
    all_list(&mut names, &mut out);
    out.finish()
}

/// The text of `config.py`.
pub fn config(plan: &Plan<'_>) -> String {
    let docstring = format!("The settings of the clients of {}.", plan.service_name);
    let mut out = module(plan, &[docstring]);
    let (home, base) = if has_buckets(plan) {
        (BUCKETS, CONFIG)
    } else if plan.signs_for_aws() {
        ("._runtime.aws_config", "AwsConfig")
    } else {
        ("._runtime.config", "BaseConfig")
    };
    let mut imports = Imports::new(std::iter::once("Config".to_owned()).collect());
    let base = imports.local(home, base);
    let class_var = imports.standard("typing", "ClassVar");
    let mut body = Printer::new();
    body.raw("\n\n");
    body.line(format!("class Config({base}):"));
    body.indent();
    body.docstring(&[format!(
        "Settings of `{}` and `{}`.",
        plan.client,
        Side::Async.class(&plan.client)
    )]);
    body.blank(1);
    let timeout = plan.settings.timeout_override();
    if let Some(timeout) = timeout {
        body.line(format!(
            "default_timeout: {class_var}[float | None] = {timeout}"
        ));
    }
    for (name, value) in [
        ("module", plan.settings.module.clone()),
        ("environment", plan.environment()),
    ] {
        let value = super::super::literals::py_string(&value);
        body.line(format!("{name}: {class_var}[str] = {value}"));
    }
    body.blank(1);
    SettingsWriter {
        plan,
        imports: &mut imports,
        hidden_builtins: false,
        out: &mut body,
    }
    .config();
    if plan.has_endpoints() {
        let kind = imports.local("._runtime.endpoints", "Endpoints");
        body.blank(1);
        body.line(format!("def endpoints(self) -> {kind}:"));
        body.indent();
        body.docstring(&["Return where the service is, by region.".to_owned()]);
        body.line("from ._endpoints import ENDPOINTS");
        body.blank(1);
        body.line("return ENDPOINTS");
        body.dedent();
    }
    body.dedent();
    imports.write(true, &mut out);
    out.raw(&body.finish());
    out.blank(2);
    out.line(format!("{}Config = Config", plan.service_name));
    out.line(format!("Async{}Config = Config", plan.service_name));
    out.finish()
}

/// The text of `errors.py`; `docstring` says whose errors they are.
pub fn errors(plan: &Plan<'_>, docstring: String) -> String {
    let mut out = module(plan, &[docstring]);
    from_import("._runtime.errors", &FIXED_ERRORS, &mut out);
    let mut modeled = modeled_errors(plan);
    if !modeled.is_empty() {
        out.blank(1);
        out.line("TYPE_CHECKING = False");
        out.line("if TYPE_CHECKING:");
        let mut sorted = modeled.clone();
        sorted.sort_by_cached_key(|name| sort_key(name));
        out.indent();
        for name in &sorted {
            import_as(".models", name, name, &mut out);
        }
        out.dedent();
        out.line("else:");
        out.indent();
        let set = super::super::printer::Doc::Bracket {
            open: "{".into(),
            items: modeled
                .iter()
                .map(|name| format!("\"{name}\"").into())
                .collect(),
            close: "}".into(),
        };
        let flat = format!("frozenset({})", set.flat());
        if flat.len() + "_MODELED = ".len() <= out.width() {
            out.line(format!("_MODELED = {flat}"));
        } else {
            out.line("_MODELED = frozenset(");
            out.indent();
            out.broken("", &set, "");
            out.dedent();
            out.line(")");
        }
        out.blank(1);
        out.lines(LAZY_ERRORS);
        out.dedent();
        out.blank(1);
    }
    out.blank(1);
    let mut names: Vec<String> = FIXED_ERRORS.iter().map(|name| (*name).to_owned()).collect();
    names.append(&mut modeled);
    all_list(&mut names, &mut out);
    out.finish()
}

const LAZY_ERRORS: &str = r#"def __getattr__(name: str) -> object:
    if name not in _MODELED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import models

    value = getattr(models, name)
    globals()[name] = value
    return value
"#;
