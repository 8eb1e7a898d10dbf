//! Whole processes, from start to exit: what a person waits for.
//!
//! Each figure stands beside the start of a bare process and of a bare Python on the same machine,
//! so that it can be read as a ratio.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TEN_LINES: &str = r#"$version: "2.0"

namespace com.example

/// Ten lines.
structure Greeting {
    @required
    text: String
    count: Integer = 1
}
"#;

fn main() {
    divan::main();
}

fn wait(command: &mut Command) {
    let done = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(
        done.is_ok_and(|status| status.success()),
        "{command:?} failed"
    );
}

fn smithyc(arguments: &[&str], model: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithyc"));
    command.args(arguments).arg(model);
    command
}

fn ten_lines() -> PathBuf {
    let file = std::env::temp_dir().join(format!("smithyc-bench-{}.smithy", std::process::id()));
    fs::write(&file, TEN_LINES).expect("a temporary file");
    file
}

fn todo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/todo")
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn a_bare_process(bencher: divan::Bencher) {
    bencher.bench(|| wait(&mut Command::new("true")));
}

#[divan::bench(sample_count = 30, sample_size = 1)]
fn a_bare_python(bencher: divan::Bencher) {
    bencher.bench(|| wait(Command::new("python3").args(["-S", "-c", "pass"])));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn validate_ten_lines(bencher: divan::Bencher) {
    let model = ten_lines();
    bencher.bench(|| wait(&mut smithyc(&["validate", "--no-config"], &model)));
    let _ = fs::remove_file(model);
}

#[divan::bench(sample_count = 30, sample_size = 1)]
fn generate_a_small_client(bencher: divan::Bencher) {
    let model = todo();
    let out = std::env::temp_dir().join(format!("smithyc-bench-{}", std::process::id()));
    let out_text = out.to_string_lossy().into_owned();
    let arguments = ["python", "--module", "todoclient", "-o", &out_text];
    bencher.bench(|| wait(&mut smithyc(&arguments, &model)));
    let _ = fs::remove_dir_all(out);
}
