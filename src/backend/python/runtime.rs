//! The runtime, of which every package gets what it needs, byte for byte.

use rustc_hash::FxHashSet;

/// The folder of the runtime inside a package, as modules of the package name it.
const FOLDER: &str = "_runtime.";

/// The files that modules with these texts import, and that those files import in turn, by name.
/// Linear in the texts.
pub fn needed<'a>(modules: impl Iterator<Item = &'a str>) -> Vec<(&'static str, &'static str)> {
    let mut found: FxHashSet<&'static str> = FxHashSet::default();
    let mut waiting = vec!["__init__.py"];
    let file = |module: &str| {
        let name =
            |(name, _): &&(&'static str, &'static str)| name.strip_suffix(".py") == Some(module);
        FILES.iter().find(name).map(|(name, _)| *name)
    };
    for text in modules {
        for (at, _) in text.match_indices(FOLDER) {
            waiting.extend(file(identifier(
                text.get(at + FOLDER.len()..).unwrap_or(""),
            )));
        }
    }
    while let Some(name) = waiting.pop() {
        let text = FILES.iter().find(|(file, _)| *file == name);
        let Some((_, text)) = text.filter(|_| found.insert(name)) else {
            continue;
        };
        for line in text.lines().map(str::trim_start) {
            let Some(rest) = line.strip_prefix("from .") else {
                continue;
            };
            match rest.strip_prefix(" import ") {
                Some(list) => waiting.extend(
                    list.split(',')
                        .filter_map(|one| file(identifier(one.trim_start()))),
                ),
                None => waiting.extend(file(identifier(rest))),
            }
        }
    }
    let is_needed = |(name, _): &&(&'static str, &'static str)| found.contains(name);
    FILES.iter().filter(is_needed).copied().collect()
}

/// The name at the start of a text.
fn identifier(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

macro_rules! files {
    ($($name:literal,)*) => {
        &[$((concat!($name, ".py"), include_str!(concat!("runtime/", $name, ".py"))),)*]
    };
}

/// The files, by name.
pub const FILES: &[(&str, &str)] = files![
    "__init__",
    "aiohttp_transport",
    "alloy",
    "answers",
    "auth",
    "auth_http",
    "aws_auth",
    "aws_chunked",
    "aws_config",
    "aws_credentials",
    "bodies",
    "buckets",
    "building",
    "call",
    "cbor",
    "checks",
    "checksums",
    "client",
    "compression",
    "config",
    "deadlines",
    "decode",
    "decode_cbor",
    "decode_json",
    "deferred",
    "deprecation",
    "digest",
    "documents",
    "encode",
    "endpoints",
    "enums",
    "errors",
    "event_frames",
    "event_messages",
    "event_signing",
    "event_stream",
    "event_writer",
    "events",
    "fastjson",
    "glacier",
    "headers",
    "http",
    "interceptors",
    "jmespath",
    "jsontext",
    "lazy",
    "lines",
    "locks",
    "log",
    "metadata",
    "models",
    "operation",
    "outcomes",
    "pages",
    "partial",
    "paths",
    "pipeline_async",
    "pipeline_sync",
    "plain",
    "pools",
    "presign",
    "raw",
    "refusal",
    "retries",
    "s3_auth",
    "sigv4",
    "sse",
    "sse_events",
    "stepwise",
    "streams",
    "stub",
    "timestamps",
    "tracing",
    "trailers",
    "transport",
    "unpacking",
    "uri",
    "waiters",
    "wire",
    "wire_cbor",
    "wire_json",
    "wire_xml",
    "xmltext",
];

#[cfg(test)]
mod tests {
    use super::{FILES, needed};

    #[test]
    fn a_package_gets_what_it_imports() {
        let names = |text: &str| -> Vec<&str> {
            needed(std::iter::once(text))
                .iter()
                .map(|(name, _)| *name)
                .collect()
        };
        assert_eq!(names(""), ["__init__.py"]);
        assert_eq!(
            names("from ._runtime.uri import escape"),
            ["__init__.py", "uri.py"]
        );
        let frames = names("X = \"_runtime.encode\"");
        assert_eq!(
            frames,
            [
                "__init__.py",
                "deferred.py",
                "encode.py",
                "paths.py",
                "timestamps.py",
                "uri.py"
            ]
        );
    }

    #[test]
    fn the_table_holds_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/backend/python/runtime");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".py"))
            .collect();
        names.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, names);
    }
}
