//! `smithy-build.json`.

use super::*;

/// A configuration that `build` refuses, and what it says.
#[track_caller]
fn refuses(config: &str, says: &[&str]) {
    let folder = Folder::project(config);
    folder.run(&["build"]).expect(2).says(says);
    assert!(!folder.has("build"));
}

#[test]
fn every_mistake_has_its_place() {
    refuses("{\n  \"version\": \"1.0\",\n", &["smithy-build.json:"]);
    refuses("[]", &["error[config-type]", "smithy-build.json:1:1"]);
    refuses("{}", &["error[config-missing]", "`version`"]);
    refuses(
        "{\n  \"version\": 1\n}",
        &[
            "error[config-type]",
            "smithy-build.json:2:14",
            "a string, not a number",
        ],
    );
    refuses(
        "{\"version\": \"1.0\",\n  \"sources\": \"model\"\n}",
        &["smithy-build.json:2:14", "an array, not a string"],
    );
    refuses(
        "{\"version\": \"1.0\", \"sources\": [\"model\",\n \"modle\"]}",
        &["error[missing-path]", "`modle`", "smithy-build.json:2:2"],
    );
    refuses(
        "{\"version\": \"1.0\", \"projections\": {\n\"a/b\": {}}}",
        &["error[config-name]", "smithy-build.json:2:1"],
    );
    refuses(
        "{\"version\": \"1.0\", \"projections\": {\"a\": {\n\"abstract\": true,\n\"plugins\": {\"model\": {}}}}}",
        &["error[config-abstract]", "smithy-build.json:3:1"],
    );
    refuses(
        "{\"version\": \"1.0\", \"outputDirectory\": \"\"}",
        &["error[config-empty-output]"],
    );
}

#[test]
fn what_is_not_there_is_named() {
    refuses(
        "{\"version\": \"1.0\", \"sources\": [\"model\"], \"projections\": {\"a\": {\"transforms\": [\n{\"name\": \"includeServices\"}]}}}",
        &[
            "error[unknown-transform]",
            "`includeServices` is not available yet",
            ":2:10",
        ],
    );
    refuses(
        "{\"version\": \"1.0\", \"sources\": [\"model\"], \"projections\": {\"a\": {\"transforms\": [{\"name\": \"includeService\"}]}}}",
        &[
            "error[unknown-transform]",
            "did you mean `includeServices`?",
        ],
    );
    refuses(
        "{\"version\": \"1.0\", \"sources\": [\"model\"], \"plugins\": {\n\"openapi\": {}}}",
        &[
            "error[unknown-plugin]",
            "`openapi`",
            "smithy-build.json:2:1",
            "ignoreMissingPlugins",
        ],
    );
    refuses(
        "{\"version\": \"1.0\", \"sources\": [\"model\"], \"plugins\": {\"python-client-codgen\": {}}}",
        &["did you mean `python-client-codegen`?"],
    );
    refuses(
        "{\"version\": \"1.0\", \"maven\": {\"dependencies\": [\n\"com.acme:traits:1.0\"]}}",
        &[
            "error[unknown-dependency]",
            "`com.acme:traits`",
            "smithy-build.json:2:1",
        ],
    );
    refuses(
        "{\"version\": \"1.0\", \"maven\": {\"dependencies\": [\"software.amazon.smithy:smithy-aws-trait:1.0\"]}}",
        &["did you mean `software.amazon.smithy:smithy-aws-traits`?"],
    );
    refuses(
        "{\"version\": \"1.0\", \"maven\": {\"dependencies\": [\"smithy-aws-traits\"]}}",
        &["error[malformed-dependency]"],
    );
}

#[test]
fn missing_plugins_can_be_ignored() {
    let folder = Folder::project(
        r#"{"version": "1.0", "sources": ["model"], "ignoreMissingPlugins": true, "plugins": {"openapi": {}}}"#,
    );
    folder
        .run(&["build"])
        .expect(0)
        .says(&["warning[skipped-plugin]"]);
    assert!(folder.has("build/smithy/source/model/model.json"));
}

#[test]
fn variables_come_from_the_environment() {
    let config = r#"{
  // Where the model is.
  "version": "1.0",
  "sources": ["${MODELS}"],
  "outputDirectory": "${OUT}${OUT}/\\${x}"
}"#;
    let folder = Folder::project(config);
    folder.run(&["build"]).expect(2).says(&[
        "error[unknown-variable]",
        "`MODELS`",
        "smithy-build.json:4:16",
    ]);
    let output = folder
        .command(&["build"])
        .envs([("MODELS", "model"), ("OUT", "o")])
        .output()
        .unwrap();
    Done::of(output).expect(0);
    assert!(folder.has("oo/${x}/source/model/model.json"));
}

#[test]
fn several_files_are_merged() {
    let folder = Folder::project(ANNOUNCED);
    folder.put(
        "more/config.json",
        r#"{"version": "1.0", "sources": ["extra"], "projections": {"python-client": {}}, "outputDirectory": "elsewhere"}"#,
    );
    folder.put(
        "more/extra/b.smithy",
        "$version: \"2\"\nnamespace b\nstring B\n",
    );
    let first = "smithy-build.json";
    let second = "more/config.json";
    folder.run(&["build", "-c", first, "-c", second]).expect(0);
    let model = folder.text("elsewhere/source/model/model.json");
    assert!(model.contains("b#B") && model.contains("com.example#EchoService"));
    assert!(!folder.has("elsewhere/python-client/python-client-codegen"));
    assert_eq!(
        folder.text("elsewhere/source/sources/manifest"),
        "b.smithy\nmain.smithy\n"
    );
}

#[test]
fn a_slip_in_a_key_is_a_warning() {
    let folder = Folder::project(r#"{"version": "1.0", "source": ["model"], "$schema": "x"}"#);
    folder
        .run(&["validate", "model"])
        .expect(0)
        .says(&["warning[config-unknown-key]", "did you mean `sources`?"]);
}
