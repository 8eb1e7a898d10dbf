//! Clients of others agree with ours.
//!
//! For models of `../shared/models/aws`, botocore and the generated clients make the same calls,
//! with generated inputs, and send the same requests; they get the same answers, errors among them,
//! and read the same values. Each difference has a reason, or the test fails. A sample of eight that
//! covers the protocols runs with the other tests; `SMITHYC_AGREEMENT=all` compares all services,
//! `SMITHYC_AGREEMENT=s3,iam` those. Beside that, clients of DynamoDB, S3 and SQS work against
//! moto's server on the loopback interface. Where `../shared` is absent, that is said and nothing
//! fails.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod workshop;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};

use serde_json::Value;

use workshop::{
    aws_models, chosen_services, each, environment, root, run, smithyc, target, tell,
    virtual_environment,
};

/// What runs unless the environment says otherwise: every protocol, event streams, virtual hosts,
/// and the largest service.
const SAMPLE: [&str; 8] = [
    "bedrock-runtime",
    "cloudwatch-cbor",
    "dynamodb",
    "ec2",
    "lambda",
    "s3",
    "sns",
    "sqs",
];

/// The services that work against moto.
const AT_WORK: [&str; 3] = ["dynamodb", "s3", "sqs"];

/// Not in `../shared/models/aws` as it is, but in botocore: CloudWatch over CBOR.
const OVER_CBOR: &str = "cloudwatch-cbor";

/// What the model of CloudWatch lacks for that.
const CBOR: &str = "$version: \"2.0\"
namespace agreement
apply com.amazonaws.cloudwatch#GraniteServiceVersion20100801 {
    @smithy.protocols#rpcv2Cbor
    @aws.protocols#awsQueryCompatible
}
";

/// A service whose client is made.
struct Client {
    module: String,
    model: PathBuf,
    protocol: Option<&'static str>,
}

impl Client {
    fn new(name: &str) -> Self {
        let is_cbor = name == OVER_CBOR;
        let model = if is_cbor { "cloudwatch" } else { name };
        Self {
            module: format!("aws_{}", name.replace('-', "_")),
            model: aws_models().join(format!("{model}.json")),
            protocol: is_cbor.then_some("smithy.protocols#rpcv2Cbor"),
        }
    }

    fn folder(&self) -> PathBuf {
        packages().join(format!("{}_package", self.module))
    }

    fn sources(&self) -> PathBuf {
        self.folder().join("src")
    }

    /// Generates the package.
    fn make(&self) {
        let _ = fs::remove_dir_all(self.folder());
        let out = self.folder();
        let mut arguments = vec!["python", "--quiet", "--module", &self.module];
        let (out, model) = (out.to_string_lossy(), self.model.to_string_lossy());
        arguments.extend(["-o", &out]);
        let overlay = packages().join("cbor.smithy");
        let overlay = overlay.to_string_lossy();
        if let Some(protocol) = self.protocol {
            fs::write(&*overlay, CBOR).expect("file");
            arguments.extend(["--protocol", protocol, &overlay]);
        }
        arguments.push(&model);
        smithyc(&arguments, root());
    }
}

fn packages() -> PathBuf {
    target().join("agreement")
}

fn scripts() -> PathBuf {
    root().join("tests/python/agreement")
}

/// The programs of the virtual environment that has botocore and moto.
fn programs() -> &'static Path {
    static PROGRAMS: OnceLock<PathBuf> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let python = std::env::var("SMITHYC_PYTHON").unwrap_or_else(|_| "python3".into());
        fs::create_dir_all(packages()).expect("target folder");
        virtual_environment(Path::new(&python), &scripts().join("requirements.txt"))
    })
}

/// The names of the services to compare; `None`, and a word about it, where the models are absent.
fn wanted() -> Option<Vec<String>> {
    let what = "agreement with botocore and moto";
    let mut names = chosen_services(what, "SMITHYC_AGREEMENT", &SAMPLE)?;
    if std::env::var("SMITHYC_AGREEMENT").is_ok_and(|chosen| chosen == "all") {
        names.push(OVER_CBOR.to_owned());
        names.sort_unstable();
    }
    Some(names)
}

/// Compares one service; gives what the script printed.
fn compare(client: &Client) -> Value {
    // What writes frames of events serves other tests as well.
    let paths = [client.sources(), root().join("tests/python")];
    let paths = std::env::join_paths(paths).expect("paths");
    let mut command = Command::new(programs().join("python"));
    command
        .env("PYTHONPATH", paths)
        .args(["-W", "ignore::DeprecationWarning"])
        .arg(scripts().join("agree.py"))
        .arg(&client.module)
        .arg(&client.model)
        .args(client.protocol)
        .stdin(Stdio::null());
    let done = command.output().expect("python");
    let text = String::from_utf8_lossy(&done.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| {
        let said = String::from_utf8_lossy(&done.stderr);
        panic!("{}: {error}: {text}{said}", client.module)
    })
}

/// Adds the numbers of an object to a table.
fn add(table: &mut BTreeMap<String, u64>, found: &Value) {
    for (name, count) in found.as_object().expect("object") {
        *table.entry(name.clone()).or_default() += count.as_u64().expect("count");
    }
}

#[test]
fn botocore_sends_and_reads_the_same() {
    let Some(names) = wanted() else { return };
    programs();
    let clients: Vec<Client> = names.iter().map(|name| Client::new(name)).collect();
    let results = Mutex::new(Vec::new());
    each(&clients, |client| {
        client.make();
        let result = compare(client);
        results
            .lock()
            .unwrap()
            .push((client.module.clone(), result));
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut counts, mut reasons) = (BTreeMap::new(), BTreeMap::new());
    let mut complaints = Vec::new();
    let mut compared = 0;
    let mut text = String::from("agreement with botocore\n");
    for (module, result) in &results {
        if result["service"].is_null() {
            let _ = writeln!(
                text,
                "  not compared, since botocore has no such service: {module}"
            );
            continue;
        }
        compared += 1;
        add(&mut counts, &result["counts"]);
        add(&mut counts, &result["models"]);
        add(&mut reasons, &result["reasons"]);
        for (place, found) in result["unexplained"].as_object().expect("object") {
            complaints.push(format!("{module}: {place}: {found}"));
        }
    }
    let _ = writeln!(text, "  {compared:>7} services and protocols");
    for (name, count) in counts {
        let _ = writeln!(text, "  {count:>7} {name}");
    }
    text.push_str("differences, by their reasons\n");
    for (name, count) in reasons {
        let _ = writeln!(text, "  {count:>7} {name}");
    }
    text.push_str("left aside\n");
    for line in results
        .iter()
        .take(1)
        .flat_map(|(_, r)| r["aside"].as_array())
    {
        for line in line {
            let _ = writeln!(text, "  {}", line.as_str().unwrap_or_default());
        }
    }
    tell(&text);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The clients that work against moto; none where the models are absent.
fn at_work() -> Vec<Client> {
    static MADE: OnceLock<()> = OnceLock::new();
    if !aws_models().is_dir() {
        return Vec::new();
    }
    let mut clients: Vec<Client> = AT_WORK.iter().map(|name| Client::new(name)).collect();
    for client in &mut clients {
        // A package of its own: the other test makes its packages at the same time.
        client.module = format!("{}_client", client.module.trim_start_matches("aws_"));
    }
    programs();
    MADE.get_or_init(|| each(&clients, Client::make));
    clients
}

#[test]
fn clients_work_against_moto() {
    let clients = at_work();
    if clients.is_empty() {
        return;
    }
    let sources = std::env::join_paths(clients.iter().map(Client::sources)).expect("paths");
    let text = run(Command::new(programs().join("python"))
        .current_dir(packages())
        .env("PYTHONPATH", sources)
        .args([
            "-m",
            "pytest",
            "--quiet",
            "--tb=short",
            "-p",
            "no:cacheprovider",
        ])
        .args(["-c", "/dev/null", "--rootdir", ".", "--confcutdir"])
        .arg(scripts())
        .arg(scripts().join("moto_flows.py")));
    tell(&format!(
        "moto: {}",
        text.lines().last().unwrap_or_default()
    ));
}

#[test]
fn both_are_typed() {
    let clients = at_work();
    if clients.is_empty() {
        return;
    }
    let mut sources: Vec<PathBuf> = clients.iter().map(Client::sources).collect();
    sources.push(root().join("tests/python"));
    let sources = std::env::join_paths(sources).expect("paths");
    let python = fs::read_dir(scripts()).expect("folder").flatten();
    let python = python
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"));
    run(Command::new(environment().join("mypy"))
        .current_dir(packages())
        .env("MYPYPATH", sources)
        // Botocore has no types.
        .args(["--disable-error-code", "import-untyped"])
        .args(["--strict", "--no-error-summary", "--python-executable"])
        .arg(programs().join("python"))
        .args(python));
}
