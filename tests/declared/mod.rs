//! Reads the source tree: its files, and the codes that they declare.

use std::fs;
use std::path::{Path, PathBuf};

/// A code as its file declares it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    pub slug: String,
    /// The event id; `None` where it is a constant of another file.
    pub event: Option<String>,
    /// As in `ERROR`.
    pub severity: &'static str,
}

/// Every file of this kind below a folder, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The codes that a source text declares, outside of its tests.
pub fn declared(text: &str) -> Vec<Declared> {
    let code: Vec<&str> = text
        .split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(str::split_whitespace)
        .collect();
    let flat = code.join(" ");
    let mut found = Vec::new();
    for (word, severity) in [
        ("error", "ERROR"),
        ("danger", "DANGER"),
        ("warning", "WARNING"),
        ("note", "NOTE"),
    ] {
        for (at, call) in flat.match_indices(&format!("Code::{word}(")) {
            let rest = flat[at + call.len()..].trim_start();
            let Some((slug, rest)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            let rest = rest.trim_start_matches([',', ' ']);
            let event = rest.strip_prefix('"').or_else(|| {
                let name = rest.split([',', ')']).next()?.trim();
                let (_, value) = flat.split_once(&format!("const {name}: &str = \""))?;
                Some(value)
            });
            found.push(Declared {
                slug: slug.to_owned(),
                event: event
                    .and_then(|event| event.split('"').next())
                    .map(str::to_owned),
                severity,
            });
        }
    }
    found
}
