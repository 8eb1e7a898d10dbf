//! Writing Python clients of real services: EC2 alone, and all 47 of AWS one after another.
//!
//! Whole processes, from reading the model to the last file on the disk. Beside each stands what
//! the same processes take that only read the files, that build `serde_json`'s values of them,
//! and that validate the models, so that figures can be read as ratios however busy the machine
//! is. `cargo bench --bench generate [-- WORD…]` prints the rows that have one of the words in
//! their titles.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod whole;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use whole::{Taken, Work, megabytes, milliseconds};

/// How often each process runs.
const EC2: usize = 9;
const ALL: usize = 3;

/// The most milliseconds and megabytes that writing shall take.
type Goal = (f64, f64);
const EC2_GOAL: Goal = (1_500.0, 250.0);
const ALL_GOAL: Goal = (15_000.0, 250.0);

fn main() -> ExitCode {
    if let Some(done) = whole::child() {
        return done;
    }
    let Some(models) = whole::models() else {
        println!("../shared is absent: no large models");
        return ExitCode::SUCCESS;
    };
    let folder = std::env::temp_dir().join(format!("smithyc-generate-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    println!(
        "{:<32} {:>9} {:>9} {:>8}   shall be at most",
        "whole processes", "least ms", "median", "peak MB"
    );
    let mut services = Vec::new();
    whole::find(&models.join("aws"), &mut services);
    let ec2 = [models.join("aws/ec2.json")];
    measure("EC2", EC2, &ec2, &folder, EC2_GOAL);
    let title = format!("all {}", services.len());
    measure(&title, ALL, &services, &folder, ALL_GOAL);
    let _ = fs::remove_dir_all(folder);
    ExitCode::SUCCESS
}

/// Measures the kinds of work on these models, one process after another, and prints the sums of
/// their times and the most memory that one of them held.
fn measure(name: &str, samples: usize, models: &[PathBuf], folder: &Path, goal: Goal) {
    let kinds: [(&str, Option<Work>); 4] = [
        ("read", Some(Work::Read)),
        ("serde_json", Some(Work::Values)),
        ("validate", None),
        ("python", None),
    ];
    for (kind, work) in kinds {
        let title = format!("{name}: {kind}");
        if !whole::wanted(&title) {
            continue;
        }
        let taken = models.iter().map(|model| match work {
            Some(work) => whole::this(samples, work, 0, &[model.clone().into()]),
            None => whole::smithyc(samples, 0, &arguments(kind, model, folder)),
        });
        let sum = taken.reduce(|sum, next| Taken {
            least: sum.least + next.least,
            median: sum.median + next.median,
            peak: sum.peak.max(next.peak),
        });
        row(&title, &sum.unwrap(), (kind == "python").then_some(goal));
    }
}

fn arguments(kind: &str, model: &Path, folder: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> = [kind, "--no-config"].map(OsString::from).to_vec();
    if kind == "python" {
        let name = model.file_stem().unwrap().to_string_lossy();
        let module = format!("aws_{}", name.replace('-', "_"));
        words.extend(["--module", &module, "-o"].map(OsString::from));
        words.push(folder.join(&module).into_os_string());
    }
    words.push(model.into());
    words
}

fn row(title: &str, taken: &Taken, goal: Option<Goal>) {
    let (median, peak) = (milliseconds(taken.median), megabytes(taken.peak));
    print!(
        "{title:<32} {:>9.1} {median:>9.1} {peak:>8.1}",
        milliseconds(taken.least)
    );
    if let Some((time, memory)) = goal {
        let mark = |beyond: bool| if beyond { " (BEYOND)" } else { "" };
        print!("   {time} ms{}", mark(median > time));
        print!(", {memory} MB{}", mark(peak > memory));
    }
    println!();
}
