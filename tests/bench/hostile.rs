//! 100 MB of hostile text: no command takes more than 10 s or 2 GB over it, and half the text
//! takes about half of both.
//!
//! `cargo bench --bench hostile [-- [NAME] [--megabytes N]]` writes each text into a temporary
//! file, runs every command on it, and prints seconds and peak memory for the whole and for the
//! half. It fails where a command goes beyond the limits.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

#[path = "../hostile/texts.rs"]
mod hostile;

const LIMIT: Duration = Duration::from_secs(10);
const MEMORY_LIMIT: u64 = 2048;

/// How long a command may run before it is stopped.
const PATIENCE: Duration = Duration::from_secs(40);

/// What is run on a file. `format` takes the IDL only.
const COMMANDS: &[(&str, &[&str])] = &[
    ("validate rich", &["validate", "--no-config"]),
    (
        "validate short",
        &["validate", "--no-config", "--format", "short"],
    ),
    (
        "validate json",
        &["validate", "--no-config", "--format", "json"],
    ),
    ("ast", &["ast", "--no-config"]),
    ("format", &["format", "--no-config", "--check"]),
];

struct Taken {
    time: Duration,
    memory: u64,
}

fn main() -> ExitCode {
    let mut megabytes = 100.0;
    let mut names = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|one| one != "--bench");
    while let Some(argument) = arguments.next() {
        if argument == "--megabytes" {
            megabytes = arguments
                .next()
                .and_then(|n| n.parse().ok())
                .unwrap_or(megabytes);
        } else {
            names.push(argument);
        }
    }
    let size = (megabytes * 1e6) as usize;
    let folder = std::env::temp_dir().join(format!("smithyc-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    println!(
        "{:<42} {:<15} {:>7} {:>7}   {:>7} {:>7}",
        "text", "command", "s", "MB", "half: s", "MB"
    );
    let mut beyond = 0;
    for one in hostile::ALL {
        let title = format!("{}: {}", one.ending, one.name);
        if !names.is_empty() && !names.iter().any(|name| title.contains(name.as_str())) {
            continue;
        }
        let write = |size| {
            let file = folder.join(format!("{size}.{}", one.ending));
            fs::write(&file, (one.text)(size)).expect("room for the text");
            file
        };
        let (whole, half) = (write(size), write(size / 2));
        for (command, arguments) in COMMANDS {
            if *command == "format" && one.ending == "json" {
                continue;
            }
            let taken = run(arguments, &whole);
            let of_half = run(arguments, &half);
            let bad = taken.time > LIMIT || taken.memory > MEMORY_LIMIT;
            beyond += usize::from(bad);
            println!(
                "{title:<42} {command:<15} {:>7.2} {:>7}   {:>7.2} {:>7}{}",
                taken.time.as_secs_f64(),
                taken.memory,
                of_half.time.as_secs_f64(),
                of_half.memory,
                if bad { "  BEYOND" } else { "" },
            );
        }
        let _ = fs::remove_file(whole);
        let _ = fs::remove_file(half);
    }
    let _ = fs::remove_dir_all(folder);
    if beyond > 0 {
        println!("{beyond} beyond 10 s or 2 GB");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Runs `smithyc`. The peak is what the kernel says just before the process ends, in MB.
fn run(arguments: &[&str], file: &Path) -> Taken {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithyc"));
    let start = Instant::now();
    let mut child = command
        .args(arguments)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("smithyc runs");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    while child.try_wait().is_ok_and(|ended| ended.is_none()) {
        memory = memory.max(peak(&status).unwrap_or(0));
        if start.elapsed() > PATIENCE || memory > 3 * MEMORY_LIMIT {
            let _ = child.kill();
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let time = start.elapsed();
    let ended = child.wait().expect("it ended");
    let code = ended.code();
    assert!(
        code.is_none() || matches!(code, Some(0..=2)),
        "{arguments:?} on {file:?}: {ended}"
    );
    Taken { time, memory }
}

fn peak(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
