//! Whole processes, from start to exit: what a person waits for, and how much memory it takes.
//!
//! `cargo bench --bench process [-- WORD…]` prints a table of the rows that have one of the words
//! in their titles. Commands stand beside processes that do nothing, and each model beside a
//! process that only reads its bytes, and one that reads its JSON with `serde_json`, so that
//! figures can be read as ratios however busy the machine is. `load` is reading the files and
//! building the model without checking it; no command does that alone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod whole;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use whole::{Taken, Work, megabytes, milliseconds};

const TEN_LINES: &str = r#"$version: "2.0"

namespace com.example

/// Ten lines.
structure Greeting {
    @required
    text: String
    count: Integer = 1
}
"#;

/// How often a process of a few milliseconds runs, and how often one of more.
const MANY: usize = 40;
const SOME: usize = 15;

/// A model, and the most milliseconds and megabytes that loading and validating it shall take.
struct Subject {
    name: &'static str,
    path: PathBuf,
    samples: usize,
    load: Option<Goal>,
    validate: Option<Goal>,
}

type Goal = (u32, Option<u32>);

fn main() -> ExitCode {
    if let Some(done) = whole::child() {
        return done;
    }
    let folder = std::env::temp_dir().join(format!("smithyc-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    println!(
        "{:<36} {:>8} {:>8} {:>8}   shall be at most",
        "whole process", "least ms", "median", "peak MB"
    );
    others();
    let ten_lines = folder.join("ten.smithy");
    fs::write(&ten_lines, TEN_LINES).expect("room for ten lines");
    measure(&Subject {
        name: "ten lines",
        path: ten_lines,
        samples: MANY,
        load: Some((4, Some(8))),
        validate: Some((6, None)),
    });
    match whole::models() {
        Some(models) => large(&models).iter().for_each(measure),
        None => println!("../shared is absent: no large models"),
    }
    a_small_client(&folder);
    let _ = fs::remove_dir_all(folder);
    ExitCode::SUCCESS
}

fn large(models: &Path) -> Vec<Subject> {
    let subject = |name, path, load, validate| Subject {
        name,
        path: models.join(path),
        samples: SOME,
        load,
        validate,
    };
    let tests = "protocol-tests/smithy-aws-protocol-tests";
    vec![
        subject(
            "EC2, IDL",
            "aws-idl/ec2",
            Some((40, Some(60))),
            Some((90, None)),
        ),
        subject(
            "EC2, JSON",
            "aws/ec2.json",
            Some((45, Some(60))),
            Some((90, Some(100))),
        ),
        subject("S3, JSON", "aws/s3.json", None, Some((60, None))),
        subject("protocol tests", tests, Some((20, None)), Some((60, None))),
    ]
}

/// What the rest is compared with.
fn others() {
    let bare = "a bare process (`true`)";
    if whole::wanted(bare) {
        row(bare, &whole::program(MANY, Command::new("true")), None);
    }
    let python = "a bare Python";
    if whole::wanted(python) {
        let mut command = Command::new("python3");
        command.args(["-S", "-c", "pass"]);
        row(python, &whole::program(SOME, command), None);
    }
    let nothing = "this program, doing nothing";
    if whole::wanted(nothing) {
        row(nothing, &whole::this(MANY, Work::Nothing, 0, &[]), None);
    }
}

fn measure(subject: &Subject) {
    let path = subject.path.clone().into_os_string();
    let mut files = Vec::new();
    whole::find(&subject.path, &mut files);
    let bytes = files.iter().map(|file| fs::metadata(file).unwrap().len());
    let (size, samples) = (megabytes(bytes.sum()), subject.samples);
    let title = |work: &str| {
        if size < 0.1 {
            format!("{}: {work}", subject.name)
        } else {
            format!("{}, {size:.1} MB: {work}", subject.name)
        }
    };
    let paths = std::slice::from_ref(&path);
    let json = subject.path.extension().is_some_and(|end| end == "json");
    let kinds = [
        ("read", Work::Read, None),
        ("serde_json", Work::Values, None),
        ("load", Work::Load, subject.load),
    ];
    for (name, work, goal) in kinds {
        if work == Work::Values && !json {
            continue;
        }
        if whole::wanted(&title(name)) {
            row(&title(name), &whole::this(samples, work, 0, paths), goal);
        }
    }
    if whole::wanted(&title("validate")) {
        let arguments = ["validate", "--no-config"].map(OsString::from);
        let arguments = [&arguments[..], paths].concat();
        let taken = whole::smithyc(samples, 0, &arguments);
        row(&title("validate"), &taken, subject.validate);
    }
}

fn a_small_client(folder: &Path) {
    let title = "the Todo service: python";
    if !whole::wanted(title) {
        return;
    }
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/todo");
    let out = folder.join("client");
    let words = ["python", "--no-config", "--module", "todoclient", "-o"].map(OsString::from);
    let paths = [out.into_os_string(), model.into_os_string()];
    let arguments = [&words[..], &paths[..]].concat();
    row(title, &whole::smithyc(MANY, 0, &arguments), None);
}

fn row(title: &str, taken: &Taken, goal: Option<Goal>) {
    let peak = match taken.peak {
        0 => String::from("-"),
        peak => format!("{:.1}", megabytes(peak)),
    };
    print!(
        "{title:<36} {:>8.1} {:>8.1} {peak:>8}",
        milliseconds(taken.least),
        milliseconds(taken.median),
    );
    if let Some((time, memory)) = goal {
        let slow = milliseconds(taken.median) > f64::from(time);
        print!("   {time} ms{}", if slow { " (BEYOND)" } else { "" });
        if let Some(memory) = memory {
            let large = megabytes(taken.peak) > f64::from(memory);
            print!(", {memory} MB{}", if large { " (BEYOND)" } else { "" });
        }
    }
    println!();
}
