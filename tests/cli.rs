//! Runs the program as people do, on good input and bad.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

const ECHO: &str = r#"$version: "2.0"

namespace com.example

use aws.protocols#restJson1

/// Echoes input
@restJson1
service EchoService {
    version: "2006-03-01"
    operations: [EchoMessage]
}

@http(uri: "/echo", method: "POST")
operation EchoMessage {
    input := {
        @httpHeader("x-echo-message")
        message: String
    }
    output := {
        message: String
    }
}
"#;

const ANNOUNCED: &str = r#"{
    "version": "1.0",
    "sources": ["model"],
    "maven": {
        "dependencies": [
            "software.amazon.smithy:smithy-model:1.34.0",
            "software.amazon.smithy:smithy-aws-traits:1.34.0",
            "software.amazon.smithy.python:smithy-python-codegen:0.1.0"
        ]
    },
    "projections": {
        "python-client": {
            "plugins": {
                "python-client-codegen": {
                    "service": "com.example#EchoService",
                    "module": "echo",
                    "moduleVersion": "0.1.0"
                }
            }
        }
    }
}
"#;

/// A folder of its own for a test, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("smithyc-cli-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// One with a model in `model/` and a configuration.
    fn project(config: &str) -> Self {
        let folder = Self::new();
        folder.put("model/main.smithy", ECHO);
        folder.put("smithy-build.json", config);
        folder
    }

    fn put(&self, path: &str, contents: impl AsRef<[u8]>) {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, contents).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }

    /// Every file below a path, with its contents.
    fn tree(&self, path: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.0.join(path);
        let mut found = Vec::new();
        let mut pending = vec![root.clone()];
        while let Some(place) = pending.pop() {
            for entry in fs::read_dir(place).into_iter().flatten().flatten() {
                if entry.file_type().unwrap().is_dir() {
                    pending.push(entry.path());
                } else {
                    let name = entry.path().strip_prefix(&root).unwrap().to_owned();
                    found.push((
                        name.to_str().unwrap().to_owned(),
                        fs::read(entry.path()).unwrap(),
                    ));
                }
            }
        }
        found.sort();
        found
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smithyc"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Done {
        Done::of(self.command(arguments).output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Done {
    status: i32,
    out: String,
    err: String,
}

impl Done {
    fn of(output: Output) -> Self {
        let done = Self {
            status: output.status.code().expect("killed by a signal"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!done.err.contains("panicked"), "{}", done.err);
        assert!(!done.err.contains("error[internal]"), "{}", done.err);
        done
    }

    #[track_caller]
    fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, status, "\n{}\n{}", self.out, self.err);
        self
    }

    /// The one report that a run must give, wherever it gives it.
    #[track_caller]
    fn says(self, texts: &[&str]) -> Self {
        let all = format!("{}{}", self.out, self.err);
        for text in texts {
            assert!(all.contains(text), "`{text}` is not in\n{all}");
        }
        self
    }
}

mod input {
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
            &["error[unsupported-archive]", "`traits.jar`"],
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
}

mod validate {
    use super::*;

    #[test]
    fn a_sound_model_is_quietly_sound() {
        let folder = Folder::new();
        folder.put("a.smithy", ECHO);
        let done = folder
            .run(&["validate", "--no-config", "a.smithy"])
            .expect(0);
        assert_eq!(done.out, "");
        assert_eq!(done.err, "no problems in 1 file\n");
        let done = folder.run(&["validate", "--quiet", "a.smithy"]).expect(0);
        assert_eq!((&*done.out, &*done.err), ("", ""));
    }

    #[test]
    fn formats_and_filters() {
        let folder = Folder::new();
        folder.put(
            "a.smithy",
            "$version: \"2\"\nnamespace a\nstructure A { b: Nope }\n",
        );
        let short = folder
            .run(&["validate", "--format", "short", "a.smithy"])
            .expect(1);
        assert!(
            short.out.starts_with("a.smithy:3:18: error["),
            "{}",
            short.out
        );
        assert_eq!(short.out.lines().count(), 1);
        let json = folder
            .run(&["validate", "--format", "json", "a.smithy"])
            .expect(1);
        let event: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(event["severity"], "ERROR");
        assert_eq!(event["shape"], "a#A$b");
        assert_eq!((&event["line"], &event["column"]), (&3.into(), &18.into()));
        assert_eq!(json.err, "");
        let id = event["id"].as_str().unwrap();
        let hidden = folder
            .run(&["validate", "--hide-validators", id, "a.smithy"])
            .expect(1);
        assert_eq!(hidden.out, "");
        let other = folder
            .run(&["validate", "--show-validators", "Other", "a.smithy"])
            .expect(1);
        assert_eq!(other.out, "");
    }

    #[test]
    fn colour_is_asked_for_or_not_there() {
        let folder = Folder::new();
        folder.put(
            "a.smithy",
            "$version: \"2\"\nnamespace a\nstructure A { b: Nope }\n",
        );
        let plain = folder.run(&["validate", "a.smithy"]);
        assert!(!plain.out.contains('\u{1b}'));
        let color = folder.run(&["validate", "--color", "always", "a.smithy"]);
        assert!(color.out.contains("\u{1b}[1;31merror["));
        let never = folder.run(&["--color", "never", "validate", "a.smithy"]);
        assert_eq!(never.out, plain.out);
    }

    #[test]
    fn a_reader_that_goes_away_is_no_fault() {
        let folder = Folder::new();
        let members: String = (0..2000).map(|i| format!("m{i}: Nope{i}\n")).collect();
        let text = format!("$version: \"2\"\nnamespace a\nstructure A {{\n{members}}}\n");
        folder.put("a.smithy", text);
        let mut child = folder
            .command(&["validate", "a.smithy"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        Done::of(child.wait_with_output().unwrap()).expect(1);
    }

    #[test]
    fn usage_is_checked() {
        let folder = Folder::new();
        folder.run(&[]).expect(2);
        folder.run(&["validat"]).expect(2).says(&["'validate'"]);
        folder
            .run(&["validate", "--severity", "bad", "x"])
            .expect(2);
        folder
            .run(&["validate", "-c", "x.json", "--no-config", "x"])
            .expect(2);
        folder.run(&["python", "x"]).expect(2).says(&["--module"]);
        folder.run(&["--version"]).expect(0).says(&["smithyc "]);
        let help = folder.run(&["--help"]).expect(0);
        for command in ["build", "python", "validate", "ast"] {
            assert!(help.out.contains(&format!("  {command} ")), "{}", help.out);
        }
    }
}

mod ast {
    use super::*;

    #[test]
    fn the_model_goes_to_the_standard_output() {
        let folder = Folder::new();
        folder.put("a.smithy", ECHO);
        let done = folder.run(&["ast", "a.smithy"]).expect(0);
        let ast: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(ast["smithy"], "2.0");
        assert_eq!(ast["shapes"]["com.example#EchoService"]["type"], "service");
        assert!(ast["shapes"].get("smithy.api#String").is_none());
        assert_eq!(done.err, "");
        let with = folder
            .run(&["ast", "--include-prelude", "a.smithy"])
            .expect(0);
        let ast: serde_json::Value = serde_json::from_str(&with.out).unwrap();
        assert_eq!(ast["shapes"]["smithy.api#String"]["type"], "string");
        let again = folder.run(&["ast", "a.smithy"]);
        assert_eq!(again.out, done.out);
    }
}

mod config {
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
}

mod build {
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
}

mod python {
    use super::*;

    fn service(name: &str) -> String {
        format!("$version: \"2\"\nnamespace {name}\n@aws.protocols#restJson1\nservice Alpha {{}}\n")
    }

    #[test]
    fn one_line_writes_a_package() {
        let folder = Folder::new();
        folder.put("a.smithy", ECHO);
        let line = ["python", "--module", "echo", "-o", "out", "a.smithy"];
        let done = folder.run(&line).expect(0);
        assert_eq!(done.out, "");
        assert!(done.err.starts_with("wrote "), "{}", done.err);
        assert!(folder.has("out/src/echo/client.py"));
        let before = folder.tree("out");
        folder
            .run(&[
                "--quiet",
                "python",
                "--service",
                "com.example#EchoService",
                "--protocol",
                "aws.protocols#restJson1",
                "--module",
                "echo",
                "-o",
                "./out/",
                "a.smithy",
            ])
            .expect(0);
        assert!(before == folder.tree("out"));
    }

    #[test]
    fn the_service_must_be_one_of_the_model() {
        let folder = Folder::new();
        folder.put("a.smithy", service("a"));
        folder.put("b.smithy", service("b"));
        let base = ["python", "--module", "m", "-o", "out"];
        let with = |more: &[&'static str]| [&base[..], more].concat();
        folder
            .run(&with(&["a.smithy", "b.smithy"]))
            .expect(2)
            .says(&["error[ambiguous-service]", "`a#Alpha`, `b#Alpha`"]);
        folder
            .run(&with(&["--service", "a#Alhpa", "a.smithy", "b.smithy"]))
            .expect(2)
            .says(&[
                "error[unknown-service]",
                "did you mean `a#Alpha`?",
                "`a#Alpha`, `b#Alpha`",
            ]);
        folder
            .run(&with(&["--service", "c#Alpha", "a.smithy"]))
            .expect(2)
            .says(&["did you mean `a#Alpha`?"]);
        folder.put("none.smithy", "$version: \"2\"\nnamespace n\nstring S\n");
        folder
            .run(&with(&["none.smithy"]))
            .expect(2)
            .says(&["error[no-service]"]);
        assert!(!folder.has("out"));
    }

    #[test]
    fn the_protocol_must_be_supported() {
        let folder = Folder::new();
        let line = ["python", "--module", "m", "-o", "out", "a.smithy"];
        let refuses = |model: String, more: &[&str], says: &[&str]| {
            folder.put("a.smithy", model);
            folder.run(&[&line[..], more].concat()).expect(2).says(says);
            assert!(!folder.has("out"));
        };
        let other = service("a").replace("restJson1", "awsJson1_0");
        refuses(
            other.clone(),
            &[],
            &[
                "error[python-no-protocol]",
                "aws.protocols#awsJson1_0",
                "aws.protocols#restJson1",
            ],
        );
        refuses(
            other,
            &["--protocol", "restJson1"],
            &["error[python-no-protocol]"],
        );
        let none = "$version: \"2\"\nnamespace a\nservice Alpha {}\n".to_owned();
        refuses(none, &[], &["error[python-no-protocol]", "no protocol"]);
        let cbor = ["--protocol", "smithy.protocols#rpcv2Cbor"];
        refuses(
            service("a"),
            &cbor,
            &["error[python-no-protocol]", "rpcv2Cbor"],
        );
        refuses(
            service("a"),
            &["--protocol", "json rest"],
            &["error[invalid-protocol]"],
        );
    }

    #[test]
    fn output_that_cannot_be_written() {
        let folder = Folder::new();
        folder.put("a.smithy", ECHO);
        folder.put("file", "mine");
        for place in ["file", "file/below"] {
            folder
                .run(&["python", "--module", "m", "-o", place, "a.smithy"])
                .expect(2)
                .says(&["error[unwritable-output]", "`file"]);
        }
        folder.put("taken/pyproject.toml", "mine");
        folder
            .run(&["python", "--module", "m", "-o", "taken", "a.smithy"])
            .expect(2)
            .says(&["error[foreign-file]", "`pyproject.toml`"]);
        assert_eq!(folder.text("file"), "mine");
        assert_eq!(folder.tree("taken").len(), 1);
        assert_eq!(fs::read_dir(Path::new(&folder.0)).unwrap().count(), 3);
    }

    #[test]
    fn the_current_folder_can_be_the_output() {
        let folder = Folder::new();
        folder.put("a.smithy", ECHO);
        folder.put(".venv/bin/python", "somebody's");
        let line = ["python", "--module", "echo", "-o", ".", "a.smithy"];
        folder.run(&line).expect(0);
        let before = folder.tree("");
        folder.run(&line).expect(0);
        assert!(before == folder.tree(""));
        folder.put("a.smithy", ECHO.replace("EchoMessage", "Repeat"));
        folder.run(&line).expect(0);
        assert!(folder.text("src/echo/models.py").contains("Repeat"));
        assert_eq!(folder.text(".venv/bin/python"), "somebody's");
    }

    #[test]
    fn module_names_cannot_lead_out() {
        let folder = Folder::new();
        folder.put("a.smithy", ECHO);
        for module in ["../m", "/m", "m/n", "..", "", "m\u{202e}"] {
            folder
                .run(&["python", "--module", module, "-o", "out", "a.smithy"])
                .expect(2);
        }
        assert!(!folder.has("out"));
    }
}
