//! Tests of the protocol that go into a package: the model's own cases (`smithy.test`) as pytest
//! modules, run against both clients.
//!
//! [`case`] finds the cases, [`values`] writes parameters as expressions, [`write`] the functions
//! and [`events`] those of event streams. What runs them is real Python in `testing/`, copied into
//! the package's `tests/`. This module must not know how a protocol turns values into bytes.

mod case;
mod events;
mod setup;
pub mod values;
mod write;

use crate::name::ShapeId;

use super::GeneratedFile;
use super::plan::Plan;

use case::cases;

/// The files that every set of tests needs, by name.
const FILES: [(&str, &str); 4] = [
    ("__init__.py", include_str!("../testing/__init__.py")),
    ("comparing.py", include_str!("../testing/comparing.py")),
    ("loopback.py", include_str!("../testing/loopback.py")),
    ("sides.py", include_str!("../testing/sides.py")),
];

/// The folder `tests/`; nothing where the model has no case for this protocol.
pub fn files(plan: &Plan<'_>, protocol: ShapeId) -> Vec<GeneratedFile> {
    let all = cases(plan, protocol);
    if all.is_empty() {
        return Vec::new();
    }
    let file = |name: &str, contents: String| GeneratedFile {
        path: format!("tests/{name}"),
        contents,
    };
    let mut files: Vec<GeneratedFile> = FILES
        .iter()
        .map(|(name, text)| file(name, (*text).to_owned()))
        .collect();
    files.push(file("conftest.py", setup::conftest(plan)));
    for (order, name) in ["requests", "responses", "events"].into_iter().enumerate() {
        let mut wanted = all
            .iter()
            .filter(|case| case.subject.order() == order)
            .peekable();
        if wanted.peek().is_some() {
            let text = write::module_of(plan, protocol, name, wanted);
            files.push(file(&format!("test_{name}.py"), text));
        }
    }
    files
}

/// Whether there is a case at all, and so a folder `tests/`.
pub fn has_cases(plan: &Plan<'_>, protocol: ShapeId) -> bool {
    !cases(plan, protocol).is_empty()
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn the_table_holds_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/backend/python/testing");
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
