//! The emitted Python: how fast it reads and writes, and what importing it costs, beside bare
//! `json` and `xml.etree`, botocore, and the published smithy-python client.
//!
//! `cargo bench --bench python [-- ARGUMENT…]` emits the clients, makes a virtual environment for
//! Python 3.11 and one for the newest Python there is, compiles byte code, and runs
//! `tests/bench/python/main.py`, which gets the arguments (`--only WORD`, `--processes N`) and
//! prints the tables. `SMITHYC_PYTHON` names another interpreter, which is then the only one.
//! The models of the services are test data that is shared; where it is absent, nothing is measured.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../workshop/mod.rs"]
mod workshop;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use workshop::{root, run, smithyc, target, tell, virtual_environment};

/// Services of `../shared/models/aws`, which become modules of the same names.
const SERVICES: [&str; 4] = ["dynamodb", "ec2", "s3", "sagemaker"];

/// Modules made from `records.smithy`, and their protocols.
const RECORDS: [[&str; 2]; 2] = [
    ["records_json", "aws.protocols#restJson1"],
    ["records_cbor", "smithy.protocols#rpcv2Cbor"],
];

/// The oldest Python that emitted packages support, and one that is newer than any.
const MINORS: std::ops::Range<u32> = 11..100;

fn main() -> ExitCode {
    let models = root().join("../shared/models/aws");
    if !models.is_dir() {
        let models = models.display();
        tell(&format!("not measured, since {models} is absent"));
        return ExitCode::SUCCESS;
    }
    let folder = root().join("tests/bench/python");
    let packages = target().join("bench");
    let _ = fs::remove_dir_all(&packages);
    for service in SERVICES {
        let model = models.join(format!("{service}.json"));
        emit(&packages, service, &["--module", service], &model);
    }
    for [module, protocol] in RECORDS {
        let model = folder.join("records.smithy");
        let arguments = ["--module", module, "--protocol", protocol];
        emit(&packages, module, &arguments, &model);
    }
    let mut status = ExitCode::SUCCESS;
    for interpreter in interpreters() {
        let programs = virtual_environment(&interpreter, &folder.join("requirements.txt"));
        let python = programs.join("python");
        run(Command::new(&python)
            .args(["-m", "compileall", "-q"])
            .arg(&packages));
        let done = Command::new(&python)
            .arg(folder.join("main.py"))
            .arg(&packages)
            .args(std::env::args_os().skip(1).filter(|word| word != "--bench"))
            .stdin(Stdio::null())
            .status()
            .expect("Python starts");
        if !done.success() {
            status = ExitCode::FAILURE;
        }
        println!();
    }
    status
}

fn emit(packages: &Path, module: &str, arguments: &[&str], model: &Path) {
    let output = packages.join(module);
    let paths = ["-o", &output.to_string_lossy(), &model.to_string_lossy()];
    let all = [&["python", "--quiet"], arguments, &paths].concat();
    smithyc(&all, root());
}

/// Python 3.11 and the newest there is, on the path or in the folder of pyenv.
fn interpreters() -> Vec<PathBuf> {
    if let Some(python) = std::env::var_os("SMITHYC_PYTHON") {
        return vec![python.into()];
    }
    let found: Vec<PathBuf> = MINORS.filter_map(interpreter).collect();
    let mut chosen: Vec<PathBuf> = found.first().into_iter().cloned().collect();
    chosen.extend(found.last().filter(|_| found.len() > 1).cloned());
    if chosen.is_empty() {
        chosen.push("python3".into());
    }
    chosen
}

/// The interpreter of Python 3.`minor`.
fn interpreter(minor: u32) -> Option<PathBuf> {
    let root = std::env::var_os("PYENV_ROOT").map_or_else(
        || std::env::home_dir().unwrap_or_default().join(".pyenv"),
        PathBuf::from,
    );
    let prefix = format!("3.{minor}.");
    let versions = fs::read_dir(root.join("versions")).ok();
    let kept = versions.into_iter().flatten().flatten().filter(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(&prefix)
    });
    let mut paths: Vec<PathBuf> = kept.map(|entry| entry.path().join("bin/python")).collect();
    paths.push(format!("python3.{minor}").into());
    paths.sort();
    paths.into_iter().rev().find(|path| starts(path))
}

fn starts(python: &Path) -> bool {
    let mut command = Command::new(python);
    command.arg("--version").stdin(Stdio::null());
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
