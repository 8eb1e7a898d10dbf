//! What the harnesses of emitted Python share: a virtual environment below `target/`, made from
//! `tests/python/requirements.txt`, and commands that are run to their end.
//!
//! Nothing but a Python of 3.11 or newer is assumed to be installed; `SMITHYC_PYTHON` names
//! another one than `python3`.

#![allow(dead_code, reason = "no harness needs all of it")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Stands in a virtual environment once everything was installed into it.
const COMPLETE: &str = ".complete";

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where everything goes that is made.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("python")
}

/// Says something that the harness does not swallow, as it does with what tests print.
pub fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "python: {text}");
}

/// Runs a command to its end and returns what it printed; panics with that when it fails.
pub fn run(command: &mut Command) -> String {
    let shown = format!("{command:?}");
    let done = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{shown} cannot be started: {error}"));
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(
        done.status.success(),
        "{shown} failed ({}):\n{text}",
        done.status
    );
    text
}

/// The virtual environment of the tests, made if it is not there.
pub fn environment() -> PathBuf {
    let python = std::env::var("SMITHYC_PYTHON").unwrap_or_else(|_| "python3".into());
    virtual_environment(
        Path::new(&python),
        &root().join("tests/python/requirements.txt"),
    )
}

/// Held while an environment is made: tests of one process run side by side.
static MAKING: Mutex<()> = Mutex::new(());

/// The folder of programs of a virtual environment for this Python and these requirements, made if
/// it is not there.
pub fn virtual_environment(python: &Path, requirements: &Path) -> PathBuf {
    let version = run(Command::new(python).args([
        "-c",
        "import sys; assert sys.version_info >= (3, 11), 'Python 3.11 or newer is needed'; print(sys.version)",
    ]));
    let mut hasher = DefaultHasher::new();
    version.hash(&mut hasher);
    fs::read_to_string(requirements)
        .expect("requirements")
        .hash(&mut hasher);
    let folder = target().join(format!("venv-{:016x}", hasher.finish()));
    let _alone = MAKING.lock();
    if !folder.join(COMPLETE).exists() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(target()).expect("target folder");
        run(Command::new(python).args(["-m", "venv"]).arg(&folder));
        run(Command::new(folder.join("bin/python"))
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
            ])
            .arg(requirements));
        fs::write(folder.join(COMPLETE), "").expect("marker");
    }
    folder.join("bin")
}

/// Runs the compiler.
pub fn smithyc(arguments: &[&str], folder: &Path) {
    let text = run(Command::new(env!("CARGO_BIN_EXE_smithyc"))
        .args(arguments)
        .current_dir(folder));
    assert!(!text.contains("panicked"), "{text}");
}

/// Does something with each item, as many at a time as there are processors.
pub fn each<'a, T: Sync>(items: &'a [T], work: impl Fn(&'a T) + Sync) {
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers.min(items.len()) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

/// The services of `../shared/models/aws` that a test looks at, by the names of their files: those
/// that `variable` lists, all of them where it says `all`, otherwise the sample. `None`, and a word
/// about `what` is not run, where the models are absent.
pub fn chosen_services(what: &str, variable: &str, sample: &[&str]) -> Option<Vec<String>> {
    let folder = aws_models();
    if !folder.is_dir() {
        tell(&format!(
            "not run: {what}, since {} is absent",
            folder.display()
        ));
        return None;
    }
    let chosen = std::env::var(variable).unwrap_or_default();
    let mut names: Vec<String> = match chosen.as_str() {
        "" => sample.iter().map(|name| (*name).to_owned()).collect(),
        "all" => fs::read_dir(&folder)
            .expect("models")
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                Some(name.strip_suffix(".json")?.to_owned())
            })
            .collect(),
        list => list.split(',').map(str::to_owned).collect(),
    };
    names.sort_unstable();
    Some(names)
}

/// The folder of the models of AWS, which may be absent.
pub fn aws_models() -> PathBuf {
    root().join("../shared/models/aws")
}

/// Runs pyright in strict mode from `folder` on some paths, which find modules in `sources`.
pub fn pyright(folder: &Path, paths: &[PathBuf], sources: &[PathBuf]) {
    let list = |paths: &[PathBuf]| {
        let quoted = paths
            .iter()
            .map(|path| format!("{:?}", path.to_string_lossy()));
        quoted.collect::<Vec<_>>().join(", ")
    };
    let configuration = folder.join("pyrightconfig.json");
    let text = format!(
        "{{\"typeCheckingMode\": \"strict\", \"include\": [{}], \"extraPaths\": [{}]}}\n",
        list(paths),
        list(sources)
    );
    fs::write(&configuration, text).expect("configuration");
    let bin = environment();
    run(Command::new(bin.join("basedpyright"))
        .current_dir(folder)
        .arg("--project")
        .arg(&configuration)
        .arg("--pythonpath")
        .arg(bin.join("python")));
}
