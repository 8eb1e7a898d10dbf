//! The runtime that is copied into every package, byte for byte.

/// The files, by name.
pub const FILES: [(&str, &str); 27] = [
    ("__init__.py", include_str!("runtime/__init__.py")),
    ("call.py", include_str!("runtime/call.py")),
    ("client.py", include_str!("runtime/client.py")),
    ("config.py", include_str!("runtime/config.py")),
    ("decode.py", include_str!("runtime/decode.py")),
    ("deprecation.py", include_str!("runtime/deprecation.py")),
    ("documents.py", include_str!("runtime/documents.py")),
    ("encode.py", include_str!("runtime/encode.py")),
    ("enums.py", include_str!("runtime/enums.py")),
    ("errors.py", include_str!("runtime/errors.py")),
    ("event_frames.py", include_str!("runtime/event_frames.py")),
    ("event_stream.py", include_str!("runtime/event_stream.py")),
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
];

#[cfg(test)]
mod tests {
    use super::FILES;

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
