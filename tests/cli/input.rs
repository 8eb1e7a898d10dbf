//! Input that is no model, or a wrong one.

use super::*;

/// Every command that reads a model must refuse this input, say why, and write nothing.
#[track_caller]
fn refuses(folder: &Folder, path: &str, says: &[&str]) {
    let before = folder.tree("");
    for command in [
        &["validate", "--no-config", path][..],
        &["ast", "--no-config", path],
        &["build", "--no-config", path],
        &["python", "--no-config", "--module", "m", "-o", "out", path],
    ] {
        let done = folder.run(command);
        assert!(matches!(done.status, 1 | 2), "{command:?}: {}", done.status);
        done.says(says);
        assert!(before == folder.tree(""), "{command:?} wrote something");
    }
}

#[test]
fn an_empty_file() {
    let folder = Folder::new();
    folder.put("empty.smithy", "\n");
    // The grammar allows it, so there is nothing wrong with it; but nothing to make of it.
    folder.run(&["validate", "empty.smithy"]).expect(0);
    for command in [
        &["build", "empty.smithy"][..],
        &["python", "--module", "m", "-o", "out", "empty.smithy"],
    ] {
        let done = folder.run(command).expect(2);
        done.says(&["error[empty-model]", "`empty.smithy` is empty"]);
    }
    assert_eq!(folder.tree("").len(), 1);
}

#[test]
fn a_binary_file() {
    let folder = Folder::new();
    folder.put("image.smithy", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    refuses(
        &folder,
        "image.smithy",
        &["error[binary-file]", "`image.smithy`"],
    );
}

#[test]
fn a_file_that_is_not_utf8() {
    let folder = Folder::new();
    folder.put(
        "latin.smithy",
        b"$version: \"2\"\n// caf\xe9\nnamespace a\n",
    );
    refuses(
        &folder,
        "latin.smithy",
        &["error[not-utf8]", "latin.smithy:2:7", "the byte 0xE9"],
    );
    folder.put("wide.smithy", b"\xff\xfen\0a\0m\0e\0");
    refuses(&folder, "wide.smithy", &["error[not-utf8]", "UTF-16"]);
}

#[test]
fn a_missing_path() {
    refuses(
        &Folder::new(),
        "nowhere",
        &["error[missing-path]", "`nowhere`"],
    );
}

#[test]
fn a_folder_without_models() {
    let folder = Folder::new();
    folder.put("docs/readme.md", "# No model");
    folder.put("docs/package.json", "{}");
    refuses(
        &folder,
        "docs",
        &["error[no-model-files]", "the folder `docs`"],
    );
}

#[test]
fn an_archive_and_a_file_of_another_kind() {
    let folder = Folder::new();
    folder.put("traits.jar", "PK");
    refuses(
        &folder,
        "traits.jar",
        &["error[unreadable-archive]", "`traits.jar`"],
    );
    folder.put("notes.txt", "");
    refuses(
        &folder,
        "notes.txt",
        &["error[unknown-file-type]", "`notes.txt`"],
    );
}

#[test]
fn nothing_at_all() {
    Folder::new()
        .run(&["validate"])
        .expect(2)
        .says(&["error[no-input]"]);
}

#[test]
fn a_model_with_a_mistake() {
    let folder = Folder::new();
    folder.put(
        "bad.smithy",
        ECHO.replace("message: String", "message: Strin"),
    );
    refuses(&folder, "bad.smithy", &["Strin", "bad.smithy:18"]);
    folder.run(&["validate", "bad.smithy"]).expect(1);
}

#[test]
fn hidden_folders_builds_and_other_json_are_left_out() {
    let folder = Folder::new();
    folder.put("model/main.smithy", ECHO);
    for path in [
        ".git/x.smithy",
        "node_modules/p/x.smithy",
        "build/smithy/s/x.smithy",
    ] {
        folder.put(&format!("model/{path}"), "not a model");
    }
    folder.put("model/package.json", "{ not even JSON");
    folder.put("model/written/.smithyc-manifest", "");
    folder.put("model/written/x.smithy", "not a model");
    folder.put(
        "smithy-build.json",
        r#"{"version": "1.0", "outputDirectory": "model/build"}"#,
    );
    folder.run(&["validate", "model"]).expect(0);
}

#[test]
fn a_file_that_is_reached_twice_is_read_once() {
    let folder = Folder::new();
    folder.put("model/a.smithy", ECHO);
    let done = folder
        .run(&["validate", "model", "model/a.smithy", "./model"])
        .expect(0);
    assert_eq!(done.err, "no problems in 1 file with 4 shapes\n");
}
