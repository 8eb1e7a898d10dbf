//! Projections and plugins.

use super::*;

const CLIENT: &str = "build/smithy/python-client/python-client-codegen";

#[test]
fn the_announced_project_builds_as_it_stands() {
    let folder = Folder::project(ANNOUNCED);
    folder.run(&["build"]).expect(0);
    let pyproject = folder.text(&format!("{CLIENT}/pyproject.toml"));
    assert!(pyproject.contains("0.1.0"), "{pyproject}");
    assert!(folder.has(&format!("{CLIENT}/src/echo/__init__.py")));
    for projection in ["source", "python-client"] {
        let model = folder.text(&format!("build/smithy/{projection}/model/model.json"));
        let model: serde_json::Value = serde_json::from_str(&model).unwrap();
        assert!(model["shapes"].get("com.example#EchoService").is_some());
        assert!(model["shapes"].get("aws.protocols#restJson1").is_some());
        assert!(model["shapes"].get("smithy.api#String").is_none());
        let info = format!("build/smithy/{projection}/build-info/smithy-build-info.json");
        let info: serde_json::Value = serde_json::from_str(&folder.text(&info)).unwrap();
        assert_eq!(info["projectionName"], *projection);
        assert_eq!(info["version"], "1.0");
        assert_eq!(info["serviceShapeIds"][0], "com.example#EchoService");
    }
    assert_eq!(
        folder.text("build/smithy/source/sources/manifest"),
        "main.smithy\n"
    );
    assert_eq!(folder.text("build/smithy/source/sources/main.smithy"), ECHO);
    let manifest = "build/smithy/python-client/sources/manifest";
    assert_eq!(folder.text(manifest), "model.json\n");
    let sources = folder.text("build/smithy/python-client/sources/model.json");
    assert!(sources.contains("com.example#EchoMessage"));
    assert!(!sources.contains("\"aws.protocols#restJson1\": {\n            \"type\""));
}

#[test]
fn the_configuration_of_the_readme_builds_too() {
    let folder = Folder::project(
        &ANNOUNCED
            .replace("smithy-model:1.34.0", "smithy-model:[1.54.0,2.0)")
            .replace("smithy-aws-traits:1.34.0", "smithy-aws-traits:[1.54.0,2.0)")
            .replace(
                "software.amazon.smithy.python:smithy-python-codegen:0.1.0",
                "software.amazon.smithy.python.codegen:core:0.0.1",
            ),
    );
    folder.run(&["build"]).expect(0);
    assert!(folder.has(&format!("{CLIENT}/pyproject.toml")));
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_lies() {
    let (one, two) = (Folder::project(ANNOUNCED), Folder::project(ANNOUNCED));
    one.run(&["build"]).expect(0);
    two.run(&["build"]).expect(0);
    let first = one.tree("build");
    assert!(first == two.tree("build"));
    one.run(&["build"]).expect(0);
    assert!(first == one.tree("build"));
}

#[test]
fn a_model_with_errors_leaves_earlier_output_alone() {
    let folder = Folder::project(ANNOUNCED);
    folder.run(&["build"]).expect(0);
    let before = folder.tree("build");
    folder.put(
        "model/main.smithy",
        ECHO.replace("message: String", "message: Strin"),
    );
    folder.run(&["build"]).expect(1);
    assert!(before == folder.tree("build"));
    assert!(!folder.0.join("build").read_dir().unwrap().any(|entry| {
        entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("stage")
    }));
}

#[test]
fn what_was_not_generated_is_never_deleted() {
    let folder = Folder::project(ANNOUNCED);
    folder.run(&["build"]).expect(0);
    folder.put("build/smithy/mine.txt", "1");
    folder.put(&format!("{CLIENT}/mine.txt"), "2");
    folder.put(&format!("{CLIENT}/src/echo/mine.py"), "3");
    folder.put("model/main.smithy", ECHO.replace("EchoMessage", "Repeat"));
    folder.run(&["build"]).expect(0);
    assert_eq!(folder.text("build/smithy/mine.txt"), "1");
    assert_eq!(folder.text(&format!("{CLIENT}/mine.txt")), "2");
    assert_eq!(folder.text(&format!("{CLIENT}/src/echo/mine.py")), "3");
    let models = folder.text(&format!("{CLIENT}/src/echo/models.py"));
    assert!(models.contains("Repeat") && !models.contains("EchoMessage"));
}

#[test]
fn a_projection_or_a_plugin_alone_leaves_the_others() {
    let folder = Folder::project(ANNOUNCED);
    folder.run(&["build"]).expect(0);
    let before = folder.tree("build");
    folder.put("model/main.smithy", ECHO.replace("EchoMessage", "Repeat"));
    folder
        .run(&["build", "--projection", "source", "--plugin", "model"])
        .expect(0);
    let after = folder.tree("build");
    let changed: Vec<&str> = before
        .iter()
        .zip(&after)
        .filter(|(a, b)| a != b)
        .map(|(a, _)| &*a.0)
        .collect();
    assert_eq!(changed, ["smithy/source/model/model.json"]);
    folder
        .run(&["build", "--projection", "python-clint"])
        .expect(2)
        .says(&["error[unknown-projection]", "did you mean `python-client`?"]);
    folder
        .run(&["build", "--plugin", "nope"])
        .expect(2)
        .says(&["error[unused-plugin]"]);
}

#[test]
fn settings_are_checked_at_their_place() {
    for (from, to, says) in [
        (
            "\"moduleVersion\"",
            "\"modulVersion\"",
            "did you mean `moduleVersion`?",
        ),
        ("\"echo\"", "\"../echo\"", "cannot be a Python module"),
        ("\"echo\"", "\"class\"", "cannot be a Python module"),
        ("\"echo\"", "7", "must be a string"),
        ("\"module\": \"echo\",", "", "error[missing-setting]"),
        ("\"0.1.0\"", "\"one\"", "error[invalid-version]"),
        (
            "#EchoService\"",
            "#EchoServise\"",
            "did you mean `com.example#EchoService`?",
        ),
        (
            "#EchoService\"",
            "#EchoMessage\"",
            "is an operation, not a service",
        ),
    ] {
        let folder = Folder::project(&ANNOUNCED.replace(from, to));
        folder
            .run(&["build"])
            .expect(2)
            .says(&[says, "smithy-build.json:"]);
        assert!(!folder.has("build"), "{to}");
    }
}

#[test]
fn sources_of_the_same_name_are_refused() {
    let folder = Folder::project(r#"{"version": "1.0", "sources": ["model", "other"]}"#);
    folder.put(
        "other/main.smithy",
        "$version: \"2\"\nnamespace b\nstring B\n",
    );
    folder
        .run(&["build"])
        .expect(2)
        .says(&["error[conflicting-sources]"]);
    assert!(!folder.has("build"));
}

#[test]
fn imports_are_needed_but_not_sources() {
    let folder = Folder::project(
        r#"{"version": "1.0", "sources": ["own"], "imports": ["model"],
            "projections": {"p": {"imports": ["third"]}}}"#,
    );
    folder.put(
        "own/a.smithy",
        "$version: \"2\"\nnamespace a\nstructure A { b: com.example#Extra }\n",
    );
    folder.put(
        "model/extra.smithy",
        "$version: \"2\"\nnamespace com.example\nstring Extra\n",
    );
    folder.put("third/c.smithy", "$version: \"2\"\nnamespace c\nstring C\n");
    folder.run(&["build"]).expect(0);
    assert_eq!(
        folder.text("build/smithy/source/sources/manifest"),
        "a.smithy\n"
    );
    assert!(
        !folder
            .text("build/smithy/source/model/model.json")
            .contains("c#C")
    );
    assert!(
        folder
            .text("build/smithy/p/model/model.json")
            .contains("c#C")
    );
    let sources = folder.text("build/smithy/p/sources/model.json");
    assert!(sources.contains("\"a#A\": {") && !sources.contains("\"c#C\": {"));
}

#[test]
fn output_among_the_sources_is_not_read_again() {
    let folder =
        Folder::project(r#"{"version": "1.0", "sources": ["model"], "outputDirectory": "model"}"#);
    folder.run(&["build"]).expect(0);
    let before = folder.tree("");
    folder.run(&["build"]).expect(0);
    assert!(before == folder.tree(""));
}
