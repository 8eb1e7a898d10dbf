//! Runs every case of `corpus/` and compares what the compiler says with what is written there.
//!
//! A case is `<case>.smithy` (or `.json`) with `<case>.out` beside it, or a folder that holds `in/`
//! and `out`. A folder may hold `args`: the command line, one line, run inside the folder; without
//! it the case is `validate in`. `{out}` in it stands for a fresh folder, whose files are compared
//! too where the command is `idl`; of Python packages in `corpus/python`, which hold one small service
//! a protocol, the modules that the protocol decides. `SMITHYC_BLESS=1 cargo test --test corpus` writes the `out` files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

const VALIDATE: &str = "validate --no-config --color never --severity note";

/// Stands for a folder that a case writes to.
const OUT: &str = "{out}";

struct Case {
    name: String,
    folder: PathBuf,
    arguments: Vec<String>,
    out: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut all = cases(&corpus);
    all.extend(other_formats(&corpus, &all));
    let trials = all
        .into_iter()
        .map(|case| Trial::test(case.name.clone(), move || run(&case)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Every case below a folder, sorted by name.
fn cases(corpus: &Path) -> Vec<Case> {
    let mut found = Vec::new();
    let mut folders = vec![corpus.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if folder.join("in").is_dir() {
            let arguments = fs::read_to_string(folder.join("args"))
                .unwrap_or_else(|_| format!("{VALIDATE} in"));
            found.push(Case {
                name: name(corpus, &folder),
                arguments: arguments.split_whitespace().map(str::to_owned).collect(),
                out: folder.join("out"),
                folder,
            });
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|found| found.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, Some("smithy" | "json")) {
                let file = entry.file_name().to_string_lossy().into_owned();
                found.push(Case {
                    name: name(corpus, &path),
                    folder: folder.clone(),
                    arguments: VALIDATE
                        .split_whitespace()
                        .map(str::to_owned)
                        .chain([file])
                        .collect(),
                    out: path.with_extension("out"),
                });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The formats that some cases are run in beside that for people.
const FORMATS: &[&str] = &["short", "json", "sarif", "github"];

fn other_formats(corpus: &Path, all: &[Case]) -> Vec<Case> {
    let list = fs::read_to_string(corpus.join("render/cases")).unwrap();
    let chosen = list.lines().flat_map(|name| {
        let case = all.iter().find(|case| case.name == name);
        let case = case.unwrap_or_else(|| panic!("there is no case `{name}`"));
        FORMATS.iter().map(move |format| {
            let file = format!("render/{format}/{}.out", name.replace('/', "."));
            let more = ["--format", format].map(str::to_owned);
            Case {
                name: format!("{name} as {format}"),
                folder: case.folder.clone(),
                arguments: case.arguments.iter().cloned().chain(more).collect(),
                out: corpus.join(file),
            }
        })
    });
    chosen.collect()
}

/// A log without the pages of `explain`, which have tests of their own.
fn without_pages(log: &str) -> String {
    let mut out = String::new();
    let mut of_page = false;
    for line in log.lines() {
        let described = of_page;
        of_page = line.contains("Description\": {");
        let key = ["\"text\": ", "\"markdown\": "].into_iter().find(|key| {
            let rest = line.trim_start().strip_prefix(key);
            rest.is_some_and(|rest| described || rest.starts_with("\"# "))
        });
        match key.and_then(|key| line.split_once(key).map(|(blanks, _)| (blanks, key))) {
            Some((blanks, key)) => {
                let comma = if line.ends_with(',') { "," } else { "" };
                out.push_str(&format!("{blanks}{key}\"…\"{comma}"));
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

fn name(corpus: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(corpus).unwrap_or(path);
    relative
        .with_extension("")
        .to_string_lossy()
        .replace('\\', "/")
}

/// The wanted files of a folder, by name and text.
fn written(folder: &Path, wanted: fn(&str) -> bool) -> String {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = files
        .filter(|entry| entry.file_name().to_str().is_some_and(wanted))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let text = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        format!("--- {name}\n{}", fs::read_to_string(path).unwrap())
    };
    files.iter().map(text).collect()
}

fn run(case: &Case) -> Result<(), Failed> {
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corpus")
        .join(&case.name);
    let _ = fs::remove_dir_all(&fresh);
    let fresh = fresh.to_string_lossy().into_owned();
    let arguments = case
        .arguments
        .iter()
        .map(|argument| argument.replace(OUT, &fresh));
    let done = Command::new(env!("CARGO_BIN_EXE_smithyc"))
        .args(arguments)
        .current_dir(&case.folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()?;
    let status = done
        .status
        .code()
        .ok_or("the compiler was killed by a signal")?;
    let mut got = format!(
        "{}{}exit status {status}\n",
        String::from_utf8(done.stdout)?,
        String::from_utf8(done.stderr)?,
    )
    .replace(&fresh, OUT);
    if case
        .arguments
        .first()
        .is_some_and(|command| command == "idl")
    {
        got.push_str(&written(Path::new(&fresh), |_| true));
    }
    if case.name.starts_with("python/") {
        let package = Path::new(&fresh).join("src/library");
        got.push_str(&written(&package, |name| {
            matches!(
                name,
                "_codecs.py" | "_operations.py" | "_paginate.py" | "_waiters.py"
            )
        }));
    }
    got = without_pages(&got);
    if got.contains("panicked") {
        return Err(format!("the compiler panicked:\n{got}").into());
    }
    if std::env::var_os("SMITHYC_BLESS").is_some() {
        fs::write(&case.out, &got)?;
        return Ok(());
    }
    let want = fs::read_to_string(&case.out)
        .map_err(|_| format!("{} is missing; it would be:\n{got}", case.out.display()))?;
    if got == want {
        return Ok(());
    }
    Err(format!("--- expected\n{want}\n--- got\n{got}").into())
}
