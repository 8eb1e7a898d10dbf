//! Settings of Python packages: what they change in what is written, and that nothing else does.

use super::*;

const OUT: &str = "build/smithy/source";

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

/// A project with the models of two services, and the plugins given.
fn project(plugins: &str) -> Folder {
    let folder = Folder::new();
    for name in ["todo/todo", "notes/notes"] {
        let text = fs::read_to_string(models().join(format!("{name}.smithy"))).unwrap();
        folder.put(&format!("model/{name}.smithy"), text);
    }
    folder.put(
        "smithy-build.json",
        format!("{{\"version\": \"1.0\", \"sources\": [\"model\"], \"plugins\": {{{plugins}}}}}"),
    );
    folder
}

const NOTES: &str = r#""service": "com.example.notes#Notes", "module": "notes""#;

fn client(settings: &str) -> Folder {
    let plugin = format!("\"python-client-codegen\": {{{NOTES}{settings}}}");
    let folder = project(&plugin);
    folder.run(&["build"]).expect(0);
    folder
}

#[test]
fn packages_are_the_same_wherever_and_however_the_model_is_written() {
    let text = fs::read_to_string(models().join("shared/smithy-build.json")).unwrap();
    let plugins = text.split_once("\"plugins\": {").unwrap().1;
    let plugins = plugins.trim_end().strip_suffix('}').unwrap().trim_end();
    let plugins = plugins.strip_suffix('}').unwrap();
    let (one, two) = (project(plugins), project(plugins));
    // The same shapes in another order, in files of other names.
    let notes = two.text("model/notes/notes.smithy");
    let at = notes.find("/// The text of a note").unwrap();
    let header = "$version: \"2.0\"\n\nnamespace com.example.notes\n\n";
    two.put("model/a.smithy", format!("{header}{}", &notes[at..]));
    two.put("model/notes/notes.smithy", &notes[..at]);
    one.run(&["build"]).expect(0);
    two.run(&["build"]).expect(0);
    for artifact in [
        "acme_todo",
        "acme_notes",
        "acme_shapes",
        "acme_runtime",
        "note_shapes",
        "todo_inputs",
    ] {
        let tree = one.tree(&format!("{OUT}/{artifact}"));
        assert!(tree.len() > 5, "{artifact}");
        assert!(tree == two.tree(&format!("{OUT}/{artifact}")), "{artifact}");
        for (name, bytes) in tree {
            let text = String::from_utf8(bytes).unwrap();
            for place in [one.0.to_str().unwrap(), env!("CARGO_MANIFEST_DIR")] {
                assert!(!text.contains(place), "{name} holds {place}");
            }
        }
    }
    let first = one.tree("build");
    one.run(&["build"]).expect(0);
    assert!(first == one.tree("build"));
}

#[test]
fn a_shared_runtime_is_written_once_beside_those_who_share_it() {
    let plugins = [("one", "notes#Notes"), ("two", "todo#TodoService")].map(|(name, service)| {
        format!(
            "\"python-client-codegen::{name}\": {{\"service\": \"com.example.{service}\", \
             \"module\": \"{name}\", \"runtime\": \"shared\"}}"
        )
    });
    let folder = project(&plugins.join(", "));
    folder.run(&["build"]).expect(0);
    assert!(folder.has(&format!(
        "{OUT}/smithyc_runtime/src/smithyc_runtime/config.py"
    )));
    for name in ["one", "two"] {
        assert!(!folder.has(&format!("{OUT}/{name}/src/{name}/_runtime")));
        let pyproject = folder.text(&format!("{OUT}/{name}/pyproject.toml"));
        let version = env!("CARGO_PKG_VERSION");
        let wanted = format!("dependencies = [\"smithyc-runtime>={version},<");
        assert!(pyproject.contains(&wanted), "{pyproject}");
        for (path, bytes) in folder.tree(&format!("{OUT}/{name}/src")) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("._runtime"), "{path}");
        }
    }
    folder
        .run(&["build", "--plugin", "smithyc_runtime"])
        .expect(0);
}

#[test]
fn the_default_timeout_is_that_of_the_settings() {
    let config = format!("{OUT}/python-client-codegen/src/notes/config.py");
    let readme = format!("{OUT}/python-client-codegen/README.md");
    for (settings, line, shown) in [
        ("", None, "| `timeout` | 60 s |"),
        (r#", "defaultTimeout": 60"#, None, "| `timeout` | 60 s |"),
        (
            r#", "defaultTimeout": 2.5"#,
            Some("= 2.5\n"),
            "| `timeout` | 2.5 s |",
        ),
        (
            r#", "defaultTimeout": null"#,
            Some("= None\n"),
            "| `timeout` | none |",
        ),
    ] {
        let folder = client(settings);
        let text = folder.text(&config);
        let found = text.split_once("default_timeout: ClassVar[float | None] ");
        let found = found.map(|(_, rest)| rest);
        match line {
            Some(line) => assert!(found.is_some_and(|rest| rest.starts_with(line)), "{text}"),
            None => assert!(found.is_none(), "{text}"),
        }
        assert!(folder.text(&readme).contains(shown), "{shown}");
    }
}

#[test]
fn a_license_and_a_description_go_into_the_project() {
    let folder = client(r#", "moduleLicense": "MIT OR Apache-2.0", "moduleDescription": "a\"\\b""#);
    let text = folder.text(&format!("{OUT}/python-client-codegen/pyproject.toml"));
    assert!(
        text.contains("\nlicense = \"MIT OR Apache-2.0\"\n"),
        "{text}"
    );
    assert!(text.contains("\ndescription = \"a\\\"\\\\b\"\n"), "{text}");
    assert!(!text.contains("License ::"));
}

#[test]
fn shapes_alone_are_those_that_are_asked_for() {
    let models = |settings: &str| {
        let folder = project(&format!(
            "\"python-type-codegen\": {{\"module\": \"shapes\"{settings}}}"
        ));
        folder.run(&["build"]).expect(0);
        let models = folder.text(&format!("{OUT}/python-type-codegen/src/shapes/models.py"));
        let pyproject = folder.text(&format!("{OUT}/python-type-codegen/pyproject.toml"));
        assert!(pyproject.contains("\ndependencies = []\n"), "{pyproject}");
        models
    };
    let whole = models("");
    for class in ["class Point(", "class TodoSummary(", "class NoteIsLocked("] {
        assert!(whole.contains(class), "{class}");
    }
    assert!(!whole.contains("class PutNoteInput("));
    assert!(models(r#", "generateInputsAndOutputs": true"#).contains("class PutNoteInput("));
    let service = models(r#", "service": "com.example.notes#Notes""#);
    assert!(service.contains("class PutNoteInput(") && !service.contains("class TodoSummary("));
    let selected = models(r#", "selector": "union""#);
    // What a selected shape holds comes with it.
    assert!(selected.contains("class PlacePoint(") && selected.contains("class Point("));
    assert!(!selected.contains("class OldPlace("));
}
