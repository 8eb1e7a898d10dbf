//! SARIF logs, read back with a published package and held to the schema that it brings, and to
//! what code scanning asks for beyond that.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;
use serde_sarif::sarif::{ResultLevel, Run, Sarif};
use smithyc::render::sarif::{self, About};
use smithyc::text::{Origin, SourceMap};
use smithyc::{check, load};

/// The schema of the package `serde-sarif`.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    // What is only needed on other systems was perhaps never fetched.
    let compiler = run_tool("RUSTC", "rustc", &["-vV"]);
    let host = compiler
        .lines()
        .find_map(|line| line.strip_prefix("host: "));
    let described = run_tool(
        "CARGO",
        "cargo",
        &[
            "metadata",
            "--format-version=1",
            "--offline",
            "--filter-platform",
            host.unwrap(),
        ],
    );
    let described: Value = serde_json::from_str(&described).unwrap();
    let packages = described["packages"].as_array().unwrap();
    let package = packages.iter().find(|one| one["name"] == "serde-sarif");
    let manifest = package.unwrap()["manifest_path"].as_str().unwrap();
    let schema = Path::new(manifest).with_file_name("src/schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    // A pattern with a bracket that nothing opens, of a property that no log here has.
    for whose in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][whose]["properties"]["language"];
        let pattern = language.as_object_mut().unwrap().remove("pattern");
        assert!(pattern.unwrap().as_str().unwrap().ends_with("}]?$"));
    }
    jsonschema::validator_for(&schema).unwrap()
});

/// What a tool of the Rust toolchain writes.
fn run_tool(variable: &str, name: &str, arguments: &[&str]) -> String {
    let name = std::env::var(variable).unwrap_or_else(|_| name.to_owned());
    let done = Command::new(name)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let reason = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{reason}");
    String::from_utf8(done.stdout).unwrap()
}

/// Reads a log the strict way; all that every log must have is looked at here.
#[track_caller]
fn read(text: &str) -> Run {
    let value: Value = serde_json::from_str(text).unwrap();
    let problems: Vec<String> = SCHEMA
        .iter_errors(&value)
        .map(|problem| format!("{}: {problem}", problem.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    let log: Sarif = serde_json::from_str(text).unwrap();
    let [run] = <[Run; 1]>::try_from(log.runs).unwrap();
    assert_eq!(
        run.column_kind,
        Some(serde_json::json!("unicodeCodePoints"))
    );
    let invocation = &run.invocations.as_ref().unwrap()[0];
    let status = invocation.exit_code.unwrap();
    assert_eq!(invocation.execution_successful, status < 2, "{text}");
    let rules = run.tool.driver.rules.clone().unwrap_or_default();
    for rule in &rules {
        for described in [&rule.short_description, &rule.full_description, &rule.help] {
            assert!(!described.as_ref().unwrap().text.is_empty(), "{text}");
        }
    }
    for result in run.results.as_ref().unwrap() {
        let index = usize::try_from(result.rule_index.unwrap()).unwrap();
        assert_eq!(Some(&rules[index].id), result.rule_id.as_ref(), "{text}");
        assert!(result.message.text.is_some() && result.level.is_some());
        let [location] = &result.locations.as_ref().unwrap()[..] else {
            panic!("not one location: {text}");
        };
        let place = location.physical_location.as_ref().unwrap();
        let region = place.region.as_ref().unwrap();
        let start = (region.start_line.unwrap(), region.start_column.unwrap());
        let end = (region.end_line.unwrap(), region.end_column.unwrap());
        assert!((1, 1) <= start && start <= end, "{text}");
        let artifact = place.artifact_location.as_ref().unwrap();
        let uri = artifact.uri.as_ref().unwrap();
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|} #?[]".contains(c);
        assert!(uri.chars().all(plain), "{uri}");
        let absolute = uri.starts_with("file:///") || uri.starts_with("smithyc:/");
        assert_eq!(artifact.uri_base_id.is_some(), !absolute, "{text}");
        let fingerprints = result.partial_fingerprints.as_ref().unwrap();
        assert!(fingerprints.contains_key("primaryLocationLineHash"));
    }
    run
}

fn about(code: &str) -> Option<About> {
    code.len().is_multiple_of(2).then(|| About {
        summary: format!("What `{code}` means"),
        text: "# A page\n\nof **Markdown**\n",
    })
}

fn models(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let extension = path.extension().and_then(|found| found.to_str());
        if path.is_dir() {
            models(&path, found);
        } else if matches!(extension, Some("smithy" | "json")) {
            found.push(path);
        }
    }
}

#[test]
fn every_case_of_the_corpus_gives_a_log_that_services_take() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    models(&root.join("corpus"), &mut paths);
    let (mut results, mut fixes) = (0, 0);
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let mut sources = SourceMap::new();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        let file = sources.add(name, text, Origin::User);
        let options = load::Options::default();
        let (model, reports) = load::load(&mut sources, &[file], &options);
        let reports = check::check_loaded(&model, &sources, reports);
        let run = sarif::Run {
            exit: 1,
            about: &about,
        };
        let run = read(&sarif::render(&reports, &sources, run));
        let found = run.results.unwrap();
        results += found.len();
        fixes += found.iter().filter(|one| one.fixes.is_some()).count();
    }
    assert!(
        results > 800 && fixes > 100,
        "{results} results, {fixes} fixes"
    );
}

/// What the program writes with these arguments, inside a folder with these files.
#[track_caller]
fn run(name: &str, files: &[(&str, &str)], arguments: &[&str]) -> Run {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("sarif")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    let done = Command::new(env!("CARGO_BIN_EXE_smithyc"))
        .args(arguments)
        .args(["--format", "sarif"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    let run = read(&text);
    let invocation = &run.invocations.as_ref().unwrap()[0];
    let status = invocation
        .exit_code
        .and_then(|code| i32::try_from(code).ok());
    assert_eq!(status, done.status.code(), "{text}");
    run
}

const SUPPRESSED: &str = r#"$version: "2"
namespace example.weather
enum Season { @suppress(["EnumShape"]) winter }
enum Hour { noon }
"#;

#[test]
fn what_is_suppressed_says_so() {
    let arguments = ["validate", "--severity", "suppressed", "ä b%.smithy"];
    let run = run("suppressed", &[("ä b%.smithy", SUPPRESSED)], &arguments);
    let results = run.results.unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let place = result.locations.unwrap()[0].physical_location.clone();
        let uri = place.unwrap().artifact_location.unwrap().uri.unwrap();
        assert_eq!(uri, "%C3%A4%20b%25.smithy");
        let suppressions = result.suppressions.unwrap();
        let suppressed =
            result.properties.unwrap().additional_properties["severity"] == "SUPPRESSED";
        assert_eq!(suppressions.len(), usize::from(suppressed));
    }
}

#[test]
fn mistakes_of_the_configuration_are_results_and_those_of_the_disk_notifications() {
    let config = "{\"version\": \"1.0\",\n \"sources\": [1, \"nowhere\"]}";
    let done = run("config", &[("smithy-build.json", config)], &["validate"]);
    let results = done.results.unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].level, Some(ResultLevel::Error));

    let done = run("disk", &[], &["validate", "nowhere.smithy"]);
    let invocation = &done.invocations.unwrap()[0];
    let told = invocation.tool_execution_notifications.as_ref().unwrap();
    assert!(told[0].message.text.as_ref().unwrap().contains("nowhere"));
    assert!(done.results.unwrap().is_empty());
}
