//! The model as IDL.

use super::*;

const TWO: &str = r#"{
    "smithy": "2.0",
    "metadata": {"owner": "somebody"},
    "shapes": {
        "example.one#Name": {"type": "string"},
        "example.two#Person": {
            "type": "structure",
            "members": {"name": {"target": "example.one#Name"}}
        }
    }
}"#;

#[test]
fn each_namespace_has_a_file() {
    let folder = Folder::new();
    folder.put("model.json", TWO);
    let done = folder
        .run(&["idl", "model.json", "-o", "out/idl"])
        .expect(0);
    assert_eq!((&*done.out, &*done.err), ("", "wrote 3 files to out/idl\n"));
    let names: Vec<String> = folder
        .tree("out")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "idl/example.one.smithy",
            "idl/example.two.smithy",
            "idl/metadata.smithy"
        ]
    );
    assert_eq!(
        folder.text("out/idl/example.two.smithy"),
        "$version: \"2.0\"\n\nnamespace example.two\n\nuse example.one#Name\n\n\
         structure Person {\n    name: Name\n}\n"
    );
    folder.run(&["format", "--check", "out"]).expect(0);
    let before = folder.run(&["ast", "model.json"]).expect(0);
    let after = folder.run(&["ast", "out"]).expect(0);
    assert_eq!(before.out, after.out);
}

#[test]
fn the_configuration_may_name_the_sources() {
    let folder = Folder::project(r#"{"version": "1.0", "sources": ["model"]}"#);
    folder.run(&["--quiet", "idl", "-o", "out"]).expect(0);
    let text = folder.text("out/com.example.smithy");
    assert!(text.contains("use aws.protocols#restJson1\n"), "{text}");
    assert!(text.contains("    input := {\n"), "{text}");
    folder
        .run(&["idl", "--no-config", "-o", "out"])
        .expect(2)
        .says(&["error[no-input]"]);
}

#[test]
fn other_files_are_left_alone() {
    let folder = Folder::new();
    folder.put("model.json", TWO);
    folder.put("out/notes.text", "mine");
    folder.put("out/example.two.smithy", "// mine\n");
    let before = folder.tree("out");
    folder
        .run(&["idl", "model.json", "-o", "out"])
        .expect(2)
        .says(&["error[file-exists]", "`example.two.smithy`", "--overwrite"]);
    assert!(before == folder.tree("out"));
    folder
        .run(&["idl", "--overwrite", "model.json", "-o", "out"])
        .expect(0);
    assert_eq!(folder.text("out/notes.text"), "mine");
    assert!(folder.text("out/example.two.smithy").contains("Person"));
    let written = folder.tree("out");
    assert_eq!(written.len(), 4);
    // What is there already may be written again.
    folder.run(&["idl", "model.json", "-o", "out"]).expect(0);
    assert!(written == folder.tree("out"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = Folder::new();
    folder.put("model.json", TWO);
    folder.put("elsewhere", "mine");
    folder.put("out/notes.text", "mine");
    let link = folder.0.join("out/example.one.smithy");
    std::os::unix::fs::symlink("../elsewhere", link).unwrap();
    folder
        .run(&["idl", "--overwrite", "model.json", "-o", "out"])
        .expect(2)
        .says(&["error[file-exists]", "links and folders are never replaced"]);
    assert_eq!(folder.text("elsewhere"), "mine");
    assert!(!folder.has("out/example.two.smithy"));
}

#[test]
fn a_file_is_no_folder() {
    let folder = Folder::new();
    folder.put("model.json", TWO);
    folder.put("out", "mine");
    folder
        .run(&["idl", "model.json", "-o", "out"])
        .expect(2)
        .says(&["error[unwritable-output]", "`out` is a file"]);
    assert_eq!(folder.text("out"), "mine");
}

#[test]
fn a_model_that_breaks_rules_is_written() {
    let folder = Folder::new();
    let text = "$version: \"2.0\"\n\nnamespace a\n\n@length(min: 2, max: 1)\nstring A\n";
    folder.put("a.smithy", text);
    folder
        .run(&["idl", "a.smithy", "-o", "out"])
        .expect(1)
        .says(&["wrote 1 file", "error["]);
    assert_eq!(folder.text("out/a.smithy"), text);
}

#[test]
fn a_model_with_holes_is_not_written() {
    let folder = Folder::new();
    folder.put(
        "a.smithy",
        "$version: \"2\"\nnamespace a\nstructure A { b: B }\n",
    );
    let done = folder
        .run(&["idl", "--format", "short", "a.smithy", "-o", "out"])
        .expect(1);
    assert!(done.err.contains("unresolved-target"), "{}", done.err);
    assert!(!folder.has("out"));
}

#[test]
fn unknown_traits_may_be_allowed() {
    let folder = Folder::new();
    folder.put(
        "a.smithy",
        "$version: \"2\"\nnamespace a\nuse b#c\n@c\n@b#d(e: 1)\nstring A\n",
    );
    folder.run(&["idl", "a.smithy", "-o", "out"]).expect(1);
    folder
        .run(&["idl", "--allow-unknown-traits", "a.smithy", "-o", "out"])
        .expect(0);
    let ast = |path: &str| {
        let done = folder.run(&["ast", "--allow-unknown-traits", path]);
        done.expect(0).out
    };
    assert_eq!(ast("a.smithy"), ast("out"));
}
