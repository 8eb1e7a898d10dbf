//! Generates Python packages, and holds them to what Python people expect of them.
//!
//! The harness makes a virtual environment below `target/` from `tests/python/requirements.txt`,
//! runs the compiler on the models of `tests/models/` (and on larger ones of `../shared`, where
//! that folder is present), then runs ruff, mypy, pyright and pytest on what came out. Nothing
//! but a Python of 3.11 or newer is assumed to be installed; `SMITHYC_PYTHON` names another one
//! than `python3`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod workshop;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use workshop::{environment, pyright, root, run, smithyc, target, tell};

/// One generated package.
struct Package {
    /// The Python module.
    module: &'static str,
    /// The model, relative to the root of the repository.
    model: &'static str,
    /// Whether the model may be absent, as it is in a clone without `../shared`.
    shared: bool,
    /// The protocol, where the service has several.
    protocol: Option<&'static str>,
}

const PACKAGES: &[Package] = &[
    Package {
        module: "todoclient",
        model: "tests/models/todo",
        shared: false,
        protocol: None,
    },
    Package {
        module: "kitchen",
        model: "tests/models/kitchen",
        shared: false,
        protocol: None,
    },
    Package {
        module: "hostile",
        model: "tests/models/hostile",
        shared: false,
        protocol: None,
    },
    Package {
        module: "archive",
        model: "tests/models/archive",
        shared: false,
        protocol: None,
    },
    Package {
        module: "notes",
        model: "tests/models/notes",
        shared: false,
        protocol: None,
    },
    Package {
        module: "alloy_shapes",
        model: "tests/models/alloy",
        shared: false,
        protocol: None,
    },
    Package {
        module: "streams",
        model: "tests/models/streams",
        shared: false,
        protocol: None,
    },
    Package {
        module: "locks",
        model: "tests/models/locks",
        shared: false,
        protocol: None,
    },
    Package {
        module: "gate",
        model: "tests/models/gate",
        shared: false,
        protocol: None,
    },
    Package {
        module: "vault",
        model: "tests/models/vault",
        shared: false,
        protocol: None,
    },
    Package {
        module: "chat",
        model: "tests/models/chat",
        shared: false,
        protocol: None,
    },
    Package {
        module: "talks_cbor",
        model: "tests/models/talks",
        shared: false,
        protocol: Some("smithy.protocols#rpcv2Cbor"),
    },
    Package {
        module: "talks_xml",
        model: "tests/models/talks",
        shared: false,
        protocol: Some("aws.protocols#restXml"),
    },
    Package {
        module: "records",
        model: "tests/bench/python/records.smithy",
        shared: false,
        protocol: None,
    },
    Package {
        module: "lambda_client",
        model: "../shared/models/aws-idl/lambda",
        shared: true,
        protocol: None,
    },
];

/// The packages of the configuration in `tests/models/shared`: clients and shapes on a runtime that
/// they share, and shapes alone.
const BUILT: [&str; 6] = [
    "acme_notes",
    "acme_runtime",
    "acme_shapes",
    "acme_todo",
    "note_shapes",
    "todo_inputs",
];

/// What every test works on.
struct Workshop {
    /// The `bin` folder of the virtual environment.
    bin: PathBuf,
    /// The folder that holds one folder a package.
    packages: PathBuf,
    /// The packages that were generated.
    modules: Vec<&'static str>,
}

/// Builds the package of the announcement from its configuration file, and the others in one line
/// each.
fn generate(packages: &Path) -> Vec<&'static str> {
    let _ = fs::remove_dir_all(packages);
    fs::create_dir_all(packages).expect("target folder");
    let echo = packages.join("echo-project");
    copy(&root().join("tests/models/echo"), &echo);
    smithyc(&["build"], &echo);
    copy(
        &echo.join("build/smithy/client/python-client-codegen"),
        &packages.join("echo"),
    );
    let mut modules = vec!["echo"];
    for package in PACKAGES {
        if package.shared && !root().join(package.model).exists() {
            tell(&format!(
                "not run: the tests of {}, since {} is absent",
                package.module, package.model
            ));
            continue;
        }
        let out = packages.join(package.module);
        let out = out.to_string_lossy();
        let mut arguments = vec!["python", "--module", package.module, "-o", &out];
        if let Some(protocol) = package.protocol {
            arguments.extend(["--protocol", protocol]);
        }
        arguments.push(package.model);
        smithyc(&arguments, root());
        modules.push(package.module);
    }
    let built = packages.join("shared-project");
    let out = built.to_string_lossy();
    let configuration = "tests/models/shared/smithy-build.json";
    smithyc(&["build", "-c", configuration, "--output", &out], root());
    for module in BUILT {
        copy(&built.join("source").join(module), &packages.join(module));
        modules.push(module);
    }
    modules
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn workshop() -> &'static Workshop {
    static WORKSHOP: OnceLock<Workshop> = OnceLock::new();
    WORKSHOP.get_or_init(|| {
        let packages = target().join("packages");
        let modules = generate(&packages);
        Workshop {
            bin: environment(),
            packages,
            modules,
        }
    })
}

impl Workshop {
    fn tool(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command
            .current_dir(&self.packages)
            .env("SMITHYC_PACKAGES", &self.packages);
        command
    }

    /// The `src` folder of every package.
    fn sources(&self) -> Vec<PathBuf> {
        self.modules
            .iter()
            .map(|module| self.packages.join(module).join("src"))
            .collect()
    }
}

#[test]
fn ruff_finds_nothing_to_change() {
    let workshop = workshop();
    let tests = root().join("tests/python");
    for arguments in [&["format", "--check"][..], &["check"][..]] {
        // The packages and the tests bring their own rules; the embedded runtime is in each package.
        run(workshop
            .tool("ruff")
            .args(arguments)
            .arg("--no-cache")
            .args(&workshop.modules)
            .arg(&tests));
    }
}

#[test]
fn mypy_strict_is_clean() {
    let workshop = workshop();
    let sources = std::env::join_paths(workshop.sources()).expect("paths");
    let mut command = workshop.tool("mypy");
    command
        .env("MYPYPATH", &sources)
        .args(["--strict", "--no-error-summary"]);
    for module in &workshop.modules {
        command.args(["-p", module]);
    }
    run(&mut command);
    let mut tests: Vec<PathBuf> = fs::read_dir(root().join("tests/python"))
        .expect("folder")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| {
            workshop.modules.contains(&"lambda_client") || !path.ends_with("test_lambda.py")
        })
        .collect();
    tests.sort_unstable();
    run(workshop
        .tool("mypy")
        .env("MYPYPATH", sources)
        // That nothing comes back is what some tests show.
        .args(["--disable-error-code", "func-returns-value"])
        .args(["--strict", "--no-error-summary"])
        .args(tests));
}

#[test]
fn pyright_strict_is_clean() {
    let workshop = workshop();
    let sources = workshop.sources();
    pyright(&workshop.packages, &sources, &sources);
}

#[test]
fn pytest_passes() {
    let workshop = workshop();
    let text = run(workshop
        .tool("python")
        .args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider"])
        .env("PATH", {
            let old = std::env::var_os("PATH").unwrap_or_default();
            let paths = std::iter::once(workshop.bin.clone()).chain(std::env::split_paths(&old));
            std::env::join_paths(paths).expect("paths")
        })
        .arg(root().join("tests/python")));
    tell(text.lines().last().unwrap_or_default());
}

#[test]
fn what_is_emitted_carries_no_suppression() {
    let workshop = workshop();
    let mut folders = workshop.sources();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                let text = fs::read_to_string(&path).expect("text");
                for mark in ["type: ignore", "pyright:", "noqa", "mypy:"] {
                    assert!(!text.contains(mark), "{}: {mark}", path.display());
                }
            }
        }
    }
}
