//! Clients of real services, large and small.
//!
//! Each model of `../shared/models/aws` becomes a client that imports, passes mypy strict and
//! pyright strict, and whose shapes come back unchanged from its serializers and deserializers. A
//! sample of eight that covers the protocols runs with the other tests; `SMITHYC_SCALE=all` runs
//! all of them, `SMITHYC_SCALE=s3,ec2` those. A service whose protocol the generator does not have
//! is named. Where `../shared` is absent, that is said and nothing fails.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod workshop;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use std::thread;

use smithyc::backend::python::{Settings, generate};
use smithyc::load;
use smithyc::name::{ShapeId, ShapeType};
use smithyc::text::{Origin, SourceMap};

use workshop::{aws_models, chosen_services, each, environment, pyright, root, run, target, tell};

/// What runs unless the environment says otherwise: every protocol of AWS, event streams, and the
/// largest service.
const SAMPLE: [&str; 8] = [
    "bedrock-runtime",
    "dynamodb",
    "ec2",
    "kms",
    "lambda",
    "s3",
    "sns",
    "sqs",
];

/// A service whose client was made.
struct Client {
    module: String,
}

impl Client {
    /// The folder of its package.
    fn folder(&self) -> PathBuf {
        packages().join(format!("{}_package", self.module))
    }

    fn sources(&self) -> PathBuf {
        self.folder().join("src")
    }
}

fn packages() -> PathBuf {
    target().join("scale")
}

/// The services to look at; `None`, and a word about it, where the models are absent.
fn wanted() -> Option<Vec<PathBuf>> {
    let names = chosen_services("clients of AWS", "SMITHYC_SCALE", &SAMPLE)?;
    let path = |name: &String| aws_models().join(format!("{name}.json"));
    Some(names.iter().map(path).collect())
}

/// Makes a client; `None`, and a word about it, where its protocol is not there.
fn make(path: &PathBuf) -> Option<Client> {
    let name = path.file_stem().expect("name").to_string_lossy();
    let module = format!("aws_{}", name.replace('-', "_"));
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut sources = SourceMap::new();
    let file = sources.add(&*path.to_string_lossy(), &*text, Origin::User);
    let (model, _) = load::load(&mut sources, &[file], &load::Options::default());
    let services: Vec<ShapeId> = model
        .shapes
        .values()
        .filter(|shape| shape.shape_type == ShapeType::Service)
        .map(|shape| shape.id)
        .collect();
    let [service] = services.as_slice() else {
        panic!("{name}: {services:?}");
    };
    let mut settings = Settings::new(*service, module.clone());
    settings.both_ways = true;
    let (files, reports) = generate(&model, &settings);
    if let Some(report) = reports
        .iter()
        .find(|report| report.code == "python-no-protocol")
    {
        tell(&format!("not generated yet: {name} ({})", report.message));
        return None;
    }
    for report in reports.iter() {
        tell(&format!("{name}: {}: {}", report.message, report.here));
    }
    assert!(!files.is_empty(), "{name}: {reports:?}");
    let client = Client { module };
    for file in files {
        let path = client.folder().join(file.path);
        fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        fs::write(path, file.contents).expect("file");
    }
    Some(client)
}

/// The clients.
fn clients() -> &'static [Client] {
    static CLIENTS: OnceLock<Vec<Client>> = OnceLock::new();
    CLIENTS.get_or_init(|| {
        let Some(wanted) = wanted() else {
            return Vec::new();
        };
        let _ = fs::remove_dir_all(packages());
        fs::create_dir_all(packages()).expect("target folder");
        environment();
        let made = Mutex::new(Vec::new());
        each(&wanted, |path| made.lock().unwrap().extend(make(path)));
        let mut made = made.into_inner().unwrap();
        made.sort_by(|a: &Client, b| a.module.cmp(&b.module));
        made
    })
}

#[test]
fn every_shape_comes_back_as_it_went() {
    let script = root().join("tests/python/scale/roundtrip.py");
    each(clients(), |client| {
        let text = run(Command::new(environment().join("python"))
            .env("PYTHONPATH", client.sources())
            .arg("-W")
            .arg("ignore::DeprecationWarning")
            .arg(&script)
            .arg(&client.module));
        tell(text.trim_end());
    });
}

#[test]
fn clients_are_clean() {
    let clients = clients();
    if clients.is_empty() {
        return;
    }
    let sources: Vec<PathBuf> = clients.iter().map(Client::sources).collect();
    for arguments in [&["format", "--check"][..], &["check"][..]] {
        run(Command::new(environment().join("ruff"))
            .current_dir(packages())
            .args(arguments)
            .arg("--no-cache")
            .args(clients.iter().map(Client::folder)));
    }
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut command = Command::new(environment().join("mypy"));
            command
                .current_dir(packages())
                .env("MYPYPATH", std::env::join_paths(&sources).expect("paths"))
                .args(["--strict", "--no-error-summary"]);
            for client in clients {
                command.args(["-p", &client.module]);
            }
            run(&mut command);
        });
        pyright(&packages(), &sources, &sources);
    });
}
