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

/// The files, by name.
pub const FILES: [(&str, &str); 41] = [
    ("__init__.py", include_str!("runtime/__init__.py")),
    ("alloy.py", include_str!("runtime/alloy.py")),
    ("buckets.py", include_str!("runtime/buckets.py")),
    ("call.py", include_str!("runtime/call.py")),
    ("cbor.py", include_str!("runtime/cbor.py")),
    ("checksums.py", include_str!("runtime/checksums.py")),
    ("client.py", include_str!("runtime/client.py")),
    ("compression.py", include_str!("runtime/compression.py")),
    ("config.py", include_str!("runtime/config.py")),
    ("decode.py", include_str!("runtime/decode.py")),
    ("decode_cbor.py", include_str!("runtime/decode_cbor.py")),
    ("decode_json.py", include_str!("runtime/decode_json.py")),
    ("deprecation.py", include_str!("runtime/deprecation.py")),
    ("documents.py", include_str!("runtime/documents.py")),
    ("encode.py", include_str!("runtime/encode.py")),
    ("enums.py", include_str!("runtime/enums.py")),
    ("errors.py", include_str!("runtime/errors.py")),
    ("event_frames.py", include_str!("runtime/event_frames.py")),
    ("event_stream.py", include_str!("runtime/event_stream.py")),
    ("event_writer.py", include_str!("runtime/event_writer.py")),
    ("glacier.py", include_str!("runtime/glacier.py")),
    ("headers.py", include_str!("runtime/headers.py")),
    ("jsontext.py", include_str!("runtime/jsontext.py")),
    ("metadata.py", include_str!("runtime/metadata.py")),
    ("models.py", include_str!("runtime/models.py")),
    ("operation.py", include_str!("runtime/operation.py")),
    ("paths.py", include_str!("runtime/paths.py")),
    (
        "pipeline_async.py",
        include_str!("runtime/pipeline_async.py"),
    ),
    ("pipeline_sync.py", include_str!("runtime/pipeline_sync.py")),
    ("plain.py", include_str!("runtime/plain.py")),
    ("pools.py", include_str!("runtime/pools.py")),
    ("retries.py", include_str!("runtime/retries.py")),
    ("streams.py", include_str!("runtime/streams.py")),
    ("timestamps.py", include_str!("runtime/timestamps.py")),
    ("transport.py", include_str!("runtime/transport.py")),
    ("uri.py", include_str!("runtime/uri.py")),
    ("wire.py", include_str!("runtime/wire.py")),
    ("wire_cbor.py", include_str!("runtime/wire_cbor.py")),
    ("wire_json.py", include_str!("runtime/wire_json.py")),
    ("wire_xml.py", include_str!("runtime/wire_xml.py")),
    ("xmltext.py", include_str!("runtime/xmltext.py")),
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
