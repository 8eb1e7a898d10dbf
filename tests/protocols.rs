//! Smithy's own protocol tests as the judge of what is emitted.
//!
//! Generates a client for each service of `../shared/models/protocol-tests` whose protocol is due,
//! runs the tests that came with it (each case against both clients, over a socket), and holds them
//! to the numbers of `counts.json` there: nothing is skipped and nothing is expected to fail. What
//! was generated, its tests included, passes ruff, mypy strict and pyright strict. Where
//! `../shared` is absent, that is said and nothing fails.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod workshop;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::thread;

use serde_json::Value;

use workshop::{each, environment, pyright, root, run, smithyc, target, tell};

/// The protocols whose cases must all pass. This list only grows.
const DUE: &[&str] = &[
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
];

/// Tests that wait for what they test: the service, the function, and what is not there yet. This
/// list only shrinks.
const WAITING: &[[&str; 3]] = &[];

/// Cases whose operations a package does not have yet: the service, the kind, how many, and why.
/// This list only shrinks.
const MISSING: &[(&str, &str, u64, &str)] = &[];

/// Cases that contradict the specification or each other, and how they are read.
const CONTRADICTIONS: &[[&str; 2]] = &[
    [
        "RestJsonHttpPayloadTraitsWithBlob and all others with the body of a blob",
        "`body` is plain text there, although `httpRequestTests` says that binary data is in base64; \
         only bodies of CBOR are. Read as text.",
    ],
    [
        "DuplexStringPayloadInput and all others with the body of an event",
        "`body` is a blob, which trait values hold in base64, but plain text is written, as in the \
         specification's own examples. Read as text.",
    ],
    [
        "MissingRequiredInitialResponseOutput",
        "demands a failure where \"Client error correction\" allows a default and the cases \
         …PopulatesDefaults… of responses demand one. Read as: before a stream nothing is filled in.",
    ],
];

/// A service with cases.
#[derive(Debug)]
struct Service {
    package: String,
    id: String,
    protocol: String,
    /// How many cases of each kind apply to clients: `request`, `response`, `eventStream`.
    counts: [(&'static str, u64); 3],
}

/// The kinds of cases, each with the module of its tests.
const KINDS: [(&str, &str); 3] = [
    ("request", "test_requests.py"),
    ("response", "test_responses.py"),
    ("eventStream", "test_events.py"),
];

impl Service {
    fn name(&self) -> &str {
        self.id.rsplit('#').next().unwrap()
    }

    fn module(&self) -> String {
        self.name().to_lowercase()
    }

    /// The folder of its package. It is not called as the module is, since type checkers take every
    /// folder for a module.
    fn folder(&self) -> PathBuf {
        packages().join(format!("{}_package", self.module()))
    }

    fn is_due(&self) -> bool {
        DUE.contains(&self.protocol.as_str())
    }

    fn missing(&self, kind: &str) -> u64 {
        MISSING
            .iter()
            .filter(|(service, missing, ..)| *service == self.name() && *missing == kind)
            .map(|(_, _, count, _)| count)
            .sum()
    }

    fn waiting(&self) -> impl Iterator<Item = &'static str> {
        let found = WAITING
            .iter()
            .filter(|[service, ..]| *service == self.name());
        found.map(|[_, function, _]| *function)
    }
}

fn models() -> PathBuf {
    root().join("../shared/models/protocol-tests")
}

fn packages() -> PathBuf {
    target().join("protocols")
}

/// All services with cases, by protocol; `None`, and a word about it, where the models are absent.
fn services() -> Option<Vec<Service>> {
    let path = models().join("counts.json");
    let Ok(text) = fs::read_to_string(&path) else {
        tell(&format!(
            "not run: protocol tests, since {} is absent",
            path.display()
        ));
        return None;
    };
    let counts: Value = serde_json::from_str(&text).expect("counts");
    let mut found = Vec::new();
    for (package, services) in counts["packages"].as_object().expect("packages") {
        for (id, protocols) in services.as_object().expect("services") {
            for (protocol, counts) in protocols.as_object().expect("protocols") {
                found.push(Service {
                    package: package.clone(),
                    id: id.clone(),
                    protocol: protocol.clone(),
                    counts: KINDS.map(|(kind, _)| (kind, counts[kind].as_u64().expect("count"))),
                });
            }
        }
    }
    found.sort_by(|a, b| (&a.protocol, &a.id).cmp(&(&b.protocol, &b.id)));
    Some(found)
}

/// The services that are due, generated; none where the models are absent.
fn generated() -> &'static [Service] {
    static GENERATED: OnceLock<Vec<Service>> = OnceLock::new();
    GENERATED.get_or_init(|| {
        let Some(services) = services() else {
            return Vec::new();
        };
        let _ = fs::remove_dir_all(packages());
        fs::create_dir_all(packages()).expect("target folder");
        environment();
        let (due, later): (Vec<Service>, Vec<Service>) =
            services.into_iter().partition(Service::is_due);
        for service in later {
            tell(&format!(
                "not generated yet: {} ({})",
                service.name(),
                service.protocol
            ));
        }
        each(&due, |service| {
            smithyc(
                &[
                    "python",
                    "--quiet",
                    "--service",
                    &service.id,
                    "--protocol",
                    &service.protocol,
                    "--module",
                    &service.module(),
                    "-o",
                    &service.folder().to_string_lossy(),
                    &models().join(&service.package).to_string_lossy(),
                ],
                root(),
            );
        });
        due
    })
}

fn tool(name: &str) -> Command {
    let mut command = Command::new(environment().join(name));
    command.current_dir(packages()).stdin(Stdio::null());
    command
}

/// A service, what is wrong with it, and how many cases of each kind passed.
type Judged<'s> = (&'s Service, Vec<String>, [u64; 3]);

/// Runs the tests of one service, with `orjson` or without it. Gives what pytest said where that is
/// not good, and how many cases of each kind passed with both clients.
fn judge(service: &Service, orjson: bool) -> (Vec<String>, [u64; 3]) {
    let mut command = tool("python");
    if !orjson {
        command.env("PYTHONPATH", root().join("tests/python/without"));
    }
    command.current_dir(service.folder()).args([
        "-m",
        "pytest",
        "--quiet",
        "--tb=short",
        "-rA",
        "-p",
        "no:cacheprovider",
    ]);
    for function in service.waiting() {
        for (_, module) in KINDS {
            for side in ["sync", "async"] {
                command.arg(format!("--deselect=tests/{module}::{function}[{side}]"));
            }
        }
    }
    let done = command.output().expect("pytest");
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let mut complaints = Vec::new();
    // 5 says that no test was left to run; the numbers below judge that.
    if !matches!(done.status.code(), Some(0 | 5)) {
        let errors = String::from_utf8_lossy(&done.stderr);
        let said: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with("PASSED "))
            .collect();
        complaints.push(format!(
            "{}:\n{}\n{errors}",
            service.name(),
            said.join("\n")
        ));
    }
    for word in ["SKIPPED", "XFAIL", "XPASS"] {
        if text.lines().any(|line| line.starts_with(word)) {
            complaints.push(format!("{}: a case is {word}", service.name()));
        }
    }
    let passed = KINDS.map(|(kind, module)| {
        let start = format!("PASSED tests/{module}::");
        let sides = ["[sync]", "[async]"].map(|side| {
            let lines = text.lines().map(str::trim_end);
            lines
                .filter(|line| line.starts_with(&start) && line.ends_with(side))
                .count()
        });
        if sides[0] != sides[1] {
            complaints.push(format!("{}: {kind}: {sides:?} passed", service.name()));
        }
        u64::try_from(sides[0].min(sides[1])).unwrap()
    });
    let waiting = u64::try_from(service.waiting().count()).unwrap();
    let wanted: u64 = service
        .counts
        .iter()
        .map(|(kind, count)| count - service.missing(kind))
        .sum();
    if passed.iter().sum::<u64>() + waiting < wanted {
        complaints.push(format!(
            "{}: {passed:?} passed, and counts.json wants {:?}",
            service.name(),
            service.counts
        ));
    }
    (complaints, passed)
}

#[test]
fn every_case_passes_with_both_clients() {
    let services = generated();
    let results: Mutex<Vec<Judged>> = Mutex::new(Vec::new());
    each(services, |service| {
        let (mut complaints, passed) = judge(service, false);
        if service.protocol.to_lowercase().contains("json") {
            complaints.extend(judge(service, true).0);
        }
        results.lock().unwrap().push((service, complaints, passed));
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(service, ..)| (&service.protocol, &service.id));
    let mut table = String::from("cases that passed with both clients, of those there are\n");
    let mut complaints = Vec::new();
    let mut total = [0; 6];
    for (service, found, passed) in results {
        complaints.extend(found);
        let cells: Vec<String> = passed
            .iter()
            .zip(service.counts)
            .enumerate()
            .map(|(at, (passed, (kind, count)))| {
                total[2 * at] += passed;
                total[2 * at + 1] += count;
                format!("{kind} {passed}/{count}")
            })
            .collect();
        let _ = writeln!(
            table,
            "  {:<30} {:<34} {}",
            service.name(),
            service.protocol,
            cells.join("  ")
        );
    }
    if services.is_empty() {
        return;
    }
    let [a, b, c, d, e, f] = total;
    let _ = writeln!(
        table,
        "  total: request {a}/{b}  response {c}/{d}  eventStream {e}/{f}"
    );
    for [service, function, why] in WAITING {
        let _ = writeln!(table, "  waits for {why}: {service} {function}");
    }
    for (service, kind, count, why) in MISSING {
        let _ = writeln!(
            table,
            "  not generated, for want of {why}: {count} of {service} {kind}"
        );
    }
    table.push_str("cases that contradict the specification or another case\n");
    for [case, evidence] in CONTRADICTIONS {
        let _ = writeln!(table, "  {case}: {evidence}");
    }
    tell(&table);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_is_emitted_is_clean() {
    let services = generated();
    if services.is_empty() {
        return;
    }
    let folders: Vec<PathBuf> = services.iter().map(Service::folder).collect();
    for arguments in [&["format", "--check"][..], &["check"][..]] {
        run(tool("ruff")
            .args(arguments)
            .arg("--no-cache")
            .args(&folders));
    }
    let sources: Vec<PathBuf> = folders.iter().map(|folder| folder.join("src")).collect();
    let tests = folders.iter().map(|folder| folder.join("tests"));
    let all: Vec<PathBuf> = sources.iter().cloned().chain(tests).collect();
    let mut bases = sources.clone();
    bases.push(packages());
    thread::scope(|scope| {
        scope.spawn(|| {
            run(tool("mypy")
                .env("MYPYPATH", std::env::join_paths(&bases).expect("paths"))
                .args(["--strict", "--no-error-summary", "--explicit-package-bases"])
                .args(&all));
        });
        pyright(&packages(), &all, &sources);
    });
}
