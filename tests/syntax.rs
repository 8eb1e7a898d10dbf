//! The IDL parser, on real models and on hostile text.

use std::path::{Path, PathBuf};

use smithyc::syntax;
use smithyc::text::{FileId, Origin, SourceMap};

/// Models that are not part of this project; tests pass without them.
fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if path.exists() {
        Some(path)
    } else {
        println!("../shared is absent: nothing to read");
        None
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "smithy") {
            found.push(path);
        }
    }
}

#[test]
fn real_models_parse_without_reports() {
    let Some(shared) = shared() else { return };
    let mut files = Vec::new();
    files_below(&shared.join("models"), &mut files);
    files.sort();
    assert!(files.len() > 100);
    let mut bad = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut map = SourceMap::new();
        let id = map.add("x", text.clone(), Origin::User);
        let (tree, reports) = syntax::parse(id, &text);
        let lines = text.lines().filter(|l| l.starts_with("namespace ")).count();
        assert!(tree.namespace.is_some() || lines == 0);
        for report in reports {
            let at = map
                .get(FileId(0))
                .unwrap()
                .line_column(report.span.unwrap().start);
            bad.push(format!(
                "{}:{}: {} {}",
                path.display(),
                at.line,
                report.code,
                report.message
            ));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
