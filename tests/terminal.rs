//! What somebody at a terminal sees: colours, characters, width, the time, and what a long run is at.
//!
//! The program runs in a pseudo-terminal that `script` of util-linux makes; where that is absent,
//! the tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const MODEL: &str = r#"$version: "2"
namespace example
/// A customer
structure Customer {
    näme: Strng
    address: Adress, another: Adress2
}
"#;

/// What the tests set themselves.
const SILENCED: &[&str] = &[
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "CI",
    "LC_CTYPE",
    "LANG",
];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("terminal")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.smithy"), MODEL).unwrap();
    folder
}

fn has_script() -> bool {
    let version = Command::new("script").arg("--version").output();
    let found =
        version.is_ok_and(|done| String::from_utf8_lossy(&done.stdout).contains("util-linux"));
    if !found {
        println!("not run: there is no `script` of util-linux");
    }
    found
}

fn command(program: &str, folder: &Path, environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program);
    for name in SILENCED {
        command.env_remove(name);
    }
    command
        .env("TERM", "xterm")
        .env("LC_ALL", "C.UTF-8")
        .envs(environment.iter().copied())
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

/// What a terminal of `columns` columns is sent. `{}` in the command is the program.
fn in_terminal(columns: usize, line: &str, environment: &[(&str, &str)], folder: &Path) -> String {
    let line = line.replace("{}", env!("CARGO_BIN_EXE_smithyc"));
    let line = format!("stty cols {columns} rows 40; {line}");
    let mut command = command("script", folder, environment);
    let done = command
        .args(["-q", "-e", "-c", &line, "/dev/null"])
        .output();
    String::from_utf8(done.unwrap().stdout).unwrap()
}

fn in_pipe(arguments: &[&str], environment: &[(&str, &str)], folder: &Path) -> String {
    let mut command = command(env!("CARGO_BIN_EXE_smithyc"), folder, environment);
    let done = command.args(arguments).output().unwrap();
    String::from_utf8([done.stdout, done.stderr].concat()).unwrap()
}

const VALIDATE: &str = "{} validate --no-config a.smithy";

#[test]
fn colours_follow_the_terminal_and_the_environment() {
    if !has_script() {
        return;
    }
    let folder = folder("colours");
    let coloured = |environment: &[(&str, &str)]| {
        in_terminal(80, VALIDATE, environment, &folder).contains("\u{1b}[1;31merror")
    };
    assert!(coloured(&[]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
    assert!(coloured(&[("NO_COLOR", "")]));
    assert!(!coloured(&[("TERM", "dumb")]));
    assert!(!coloured(&[("CLICOLOR", "0")]));
    let piped = |environment: &[(&str, &str)]| {
        in_pipe(
            &["validate", "--no-config", "a.smithy"],
            environment,
            &folder,
        )
        .contains('\u{1b}')
    };
    assert!(!piped(&[]));
    assert!(piped(&[("CLICOLOR_FORCE", "1")]));
    assert!(!piped(&[("CLICOLOR_FORCE", "0")]));
    assert!(!piped(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn characters_follow_the_locale_and_plain_ones_can_be_asked_for() {
    let folder = folder("characters");
    for format in ["rich", "short"] {
        let arguments = [
            "validate",
            "--no-config",
            "--ascii",
            "--format",
            format,
            "a.smithy",
        ];
        let plain = in_pipe(&arguments, &[], &folder);
        assert!(plain.is_ascii() && plain.contains("5:"), "{plain}");
    }
    if !has_script() {
        return;
    }
    let is_ascii =
        |environment: &[(&str, &str)]| in_terminal(80, VALIDATE, environment, &folder).is_ascii();
    assert!(!is_ascii(&[]));
    assert!(is_ascii(&[("LC_ALL", "C")]));
    assert!(is_ascii(&[("LC_ALL", ""), ("LANG", "de_DE.ISO-8859-1")]));
    assert!(!is_ascii(&[("LC_ALL", ""), ("LANG", "de_DE.utf8")]));
}

#[test]
fn text_is_broken_to_the_width() {
    if !has_script() {
        return;
    }
    let folder = folder("width");
    // A shell may set the variable itself.
    let widest = |columns, asked: &str| {
        let line = format!("{asked} {VALIDATE} --color never");
        let text = in_terminal(columns, &line, &[], &folder);
        // The heading and the event are one line each, however long.
        let drawn = text
            .lines()
            .filter(|line| line.starts_with(' ') && !line.contains(" on "));
        drawn
            .map(|line| line.trim_end().chars().count())
            .max()
            .unwrap()
    };
    assert!(widest(50, "") <= 50);
    assert!(widest(200, "") > 50);
    assert!(widest(200, "COLUMNS=50") <= 50);
    assert!(widest(50, "COLUMNS=many") <= 50);
}

#[test]
fn the_time_is_told_on_a_terminal_only() {
    if !has_script() {
        return;
    }
    let folder = folder("time");
    assert!(in_terminal(80, VALIDATE, &[], &folder).contains(" s)"));
    let piped = in_pipe(&["validate", "--no-config", "a.smithy"], &[], &folder);
    assert!(piped.contains("in 1 file with 1 shape\n"), "{piped}");
}

/// Reads a model that takes its time to come.
const SLOW: &str = "(sleep 1.5; echo 'namespace  a') | {} format -";

#[test]
fn a_long_run_says_what_it_is_at() {
    if !has_script() {
        return;
    }
    let folder = folder("progress");
    let at = "reading the standard input";
    let shown = in_terminal(80, SLOW, &[], &folder);
    assert!(shown.contains(at), "{shown:?}");
    // All of it is gone before the result comes.
    let (progress, result) = shown.rsplit_once('\u{1b}').unwrap();
    assert!(progress.contains(at));
    assert!(result.ends_with("namespace a\r\n"), "{shown:?}");
    for environment in [("CI", "true"), ("TERM", "dumb")] {
        assert!(!in_terminal(80, SLOW, &[environment], &folder).contains(at));
    }
    for line in [
        SLOW.replace("format", "--quiet format"),
        SLOW.replace("format -", "format - 2>&1 | cat"),
        VALIDATE.to_owned(),
    ] {
        let text = in_terminal(80, &line, &[], &folder);
        assert!(!text.contains(at), "{text:?}");
    }
}
