//! Runs the program as people do, on good input and bad.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

#[path = "cli/archives.rs"]
mod archives;
#[path = "cli/ast.rs"]
mod ast;
#[path = "cli/build.rs"]
mod build;
#[path = "cli/completions.rs"]
mod completions;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/idl.rs"]
mod idl;
#[path = "cli/input.rs"]
mod input;
#[path = "cli/packages.rs"]
mod packages;
#[path = "cli/python.rs"]
mod python;
#[path = "cli/select.rs"]
mod select;
#[path = "cli/validate.rs"]
mod validate;

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
