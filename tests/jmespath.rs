//! JMESPath: the compliance tests of jmespath.org where they are present, laws and hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use smithyc::jmespath::Expression;

fn compliance_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/jmespath");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    if files.is_empty() {
        println!("skipped: {} is absent", folder.display());
    }
    files
}

#[test]
fn the_parser_refuses_what_the_compliance_tests_call_a_syntax_error_and_nothing_else() {
    let mut wrong = Vec::new();
    for file in compliance_files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let suites: serde_json::Value = serde_json::from_str(&text).unwrap();
        for case in suites
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|suite| suite["cases"].as_array().unwrap())
        {
            let expression = case["expression"].as_str().unwrap();
            let parsed = Expression::parse(expression);
            if parsed.is_err() != (case["error"] == "syntax") {
                wrong.push(format!("{expression:?}: {parsed:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
