//! How time and memory grow with the model: EC2's IDL once, twice, four and eight times over, each
//! copy in a namespace of its own.
//!
//! Whole processes, on one thread: several files are read on several, and the second copy would
//! come almost for nothing. Times are the least of five runs, ratios those to one copy. Growth is
//! linear where each doubling of the bytes about doubles time and memory, or does less.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod whole;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use whole::{Taken, Work, megabytes, milliseconds};

const TIMES: [usize; 4] = [1, 2, 4, 8];
const SAMPLES: usize = 5;
const NAMESPACE: &str = "com.amazonaws.ec2";

fn main() -> ExitCode {
    if let Some(done) = whole::child() {
        return done;
    }
    let Some(models) = whole::models() else {
        println!("../shared is absent: nothing to multiply");
        return ExitCode::SUCCESS;
    };
    let folder = std::env::temp_dir().join(format!("smithyc-growth-{}", std::process::id()));
    let copies = copies(&models.join("aws-idl/ec2"), &folder);
    println!(
        "{:<10} {:>6} {:>8} {:>8} {:>7} {:>8} {:>7}",
        "EC2, IDL", "copies", "MB", "ms", "ratio", "peak MB", "ratio"
    );
    for work in ["read", "load", "validate"] {
        if whole::wanted(work) {
            grow(work, &copies);
        }
    }
    let _ = fs::remove_dir_all(folder);
    ExitCode::SUCCESS
}

/// Writes as many copies as the largest model needs, one folder each.
fn copies(model: &Path, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    whole::find(model, &mut files);
    let most = TIMES[TIMES.len() - 1];
    let copy = |number: usize| {
        let copy = folder.join(number.to_string());
        fs::create_dir_all(&copy).expect("a temporary folder");
        for file in &files {
            let text = fs::read_to_string(file).expect("readable");
            let text = text.replace(NAMESPACE, &format!("{NAMESPACE}.copy{number}"));
            fs::write(copy.join(file.file_name().unwrap()), text).expect("room for a copy");
        }
        copy
    };
    (0..most).map(copy).collect()
}

fn grow(work: &str, copies: &[PathBuf]) {
    let mut first: Option<Taken> = None;
    for times in TIMES {
        let paths: Vec<OsString> = copies[..times].iter().map(OsString::from).collect();
        let taken = match work {
            "read" => whole::this(SAMPLES, Work::Read, 1, &paths),
            "load" => whole::this(SAMPLES, Work::Load, 1, &paths),
            _ => {
                let words = ["validate", "--no-config"].map(OsString::from);
                whole::smithyc(SAMPLES, 1, &[&words[..], &paths[..]].concat())
            }
        };
        let one = *first.get_or_insert(taken);
        let mut files = Vec::new();
        copies[..times]
            .iter()
            .for_each(|copy| whole::find(copy, &mut files));
        let bytes: u64 = files
            .iter()
            .map(|file| fs::metadata(file).unwrap().len())
            .sum();
        println!(
            "{work:<10} {times:>6} {:>8.1} {:>8.1} {:>7.2} {:>8.1} {:>7.2}",
            megabytes(bytes),
            milliseconds(taken.least),
            taken.least.as_secs_f64() / one.least.as_secs_f64(),
            megabytes(taken.peak),
            taken.peak as f64 / one.peak as f64,
        );
    }
}
