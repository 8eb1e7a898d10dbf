//! Expressions that are compiled to Python give there what the evaluator gives here.
//!
//! The compliance tests of jmespath.org, where they are present, run over plain JSON; random
//! expressions run over objects of a generated package and over the same values as JSON, and all
//! three have to agree, errors included. What is compiled is held to mypy and pyright as well.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod workshop;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use smithyc::backend::python::expressions::{Functions, Subject};
use smithyc::backend::python::plan::Plan;
use smithyc::backend::python::printer::Printer;
use smithyc::backend::python::runtime;
use smithyc::backend::python::write::imports::Imports;
use smithyc::backend::python::{Settings, generate};
use smithyc::jmespath::Expression;
use smithyc::json::{self, Dialect};
use smithyc::load;
use smithyc::name::ShapeId;
use smithyc::node::{Node, Value};
use smithyc::text::{FileId, Origin, SourceMap};

use workshop::{environment, pyright, root, run, target, tell};

fn node(text: &str) -> Node {
    json::parse(FileId(0), text, Dialect::Strict).0.unwrap()
}

/// A module of such functions.
fn module(imports: &Imports, functions: &[String]) -> String {
    let mut out = Printer::new();
    out.docstring(&["Compiled expressions.".to_owned()]);
    out.blank(1);
    imports.write(true, &mut out);
    for function in functions {
        out.raw("\n\n");
        out.raw(function);
    }
    out.finish()
}

/// An empty folder for what a test makes.
fn folder(name: &str) -> PathBuf {
    let folder = target().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn python(folder: &Path, program: &str) -> String {
    run(Command::new(environment().join("python"))
        .current_dir(folder)
        .env("PYTHONPATH", folder.join("src"))
        .args(["-c", program]))
}

/// What an expression gives, as JSON: `{"value": …}` or `{"error": …}`.
fn expected(expression: &Expression, given: &Node) -> String {
    match expression.evaluate(given) {
        Ok(value) => format!("{{\"value\": {}}}", json_text(&value)),
        Err(error) => format!("{{\"error\": \"{}\"}}", error.kind.as_str()),
    }
}

fn json_text(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Number(number) => number.as_str().to_owned(),
        Value::String(text) => serde_json::Value::from(&**text).to_string(),
        Value::ShapeId(text) => serde_json::Value::from(text.as_str()).to_string(),
        Value::Array(elements) => {
            let parts: Vec<String> = elements.iter().map(json_text).collect();
            format!("[{}]", parts.join(","))
        }
        Value::Object(object) => {
            let part = |name: &str, value: &Node| {
                format!("{}:{}", serde_json::Value::from(name), json_text(value))
            };
            let parts: Vec<String> = object
                .iter()
                .map(|entry| part(&entry.key, &entry.value))
                .collect();
            format!("{{{}}}", parts.join(","))
        }
    }
}

const COMPLIANCE: &str = r#"
import json
from compiled import cases
from compiled._runtime.jmespath import ExpressionError, equal

wrong = []
with open("cases.json") as file:
    wanted = json.load(file)
for name, given, want in wanted:
    try:
        found = {"value": getattr(cases, name)(given)}
    except ExpressionError as error:
        found = {"error": error.kind}
    if not equal(found, want):
        wrong.append(f"{getattr(cases, name).__doc__} gives {found}, not {want}")
print("\n".join(wrong))
assert not wrong
"#;

#[test]
fn compiled_expressions_pass_the_compliance_tests() {
    let suites = root().join("../shared/conformance/jmespath");
    let mut files: Vec<PathBuf> = fs::read_dir(&suites)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    if files.is_empty() {
        tell(&format!("not run: {} is absent", suites.display()));
        return;
    }
    let mut imports = Imports::default();
    let mut functions = Vec::new();
    let mut wanted = Vec::new();
    for file in files {
        let suites = node(&fs::read_to_string(file).unwrap());
        for suite in suites.as_array().unwrap() {
            let given = suite.get("given").unwrap();
            for case in suite.get("cases").unwrap().as_array().unwrap() {
                let expression = case.get_str("expression").unwrap();
                if case.get_str("error") == Some("syntax") {
                    continue;
                }
                let name = format!("case_{}", functions.len());
                let mut compiler = Functions {
                    plan: None,
                    imports: &mut imports,
                };
                functions.push(compiler.value(&name, Subject::Json, expression));
                let want = match (case.get("result"), case.get_str("error")) {
                    (Some(result), _) => format!("{{\"value\": {}}}", json_text(result)),
                    (_, Some(error)) => format!("{{\"error\": \"{error}\"}}"),
                    // Cases that only measure time say nothing of the result.
                    _ => expected(&Expression::parse(expression).unwrap(), given),
                };
                wanted.push(format!("[\"{name}\", {}, {want}]", json_text(given)));
            }
        }
    }
    let folder = folder("compliance");
    let package = folder.join("src/compiled");
    let text = module(&imports, &functions);
    for (name, contents) in runtime::needed(std::iter::once(text.as_str())) {
        write(&package.join("_runtime").join(name), contents);
    }
    write(&package.join("cases.py"), &text);
    write(&package.join("__init__.py"), "\"\"\"Compiled.\"\"\"\n");
    write(
        &folder.join("cases.json"),
        &format!("[{}]", wanted.join(",\n")),
    );
    python(&folder, COMPLIANCE);
    tidy(&folder, &[package.join("cases.py")]);
    tell(&format!("{} compliance tests", functions.len()));
}

/// What checkers and the formatter say about what was compiled.
fn tidy(folder: &Path, files: &[PathBuf]) {
    let bin = environment();
    let tool = |name: &str| {
        let mut command = Command::new(bin.join(name));
        command
            .current_dir(folder)
            .env("MYPYPATH", folder.join("src"));
        command
    };
    run(tool("ruff")
        .args([
            "format",
            "--check",
            "--diff",
            "--no-cache",
            "--line-length",
            "100",
        ])
        .args(files));
    run(tool("mypy")
        .args(["--strict", "--no-error-summary"])
        .args(files));
    pyright(folder, files, &[folder.join("src")]);
}

const OBJECTS: &str = r#"
import base64, datetime, decimal, json
from archive import models, _compiled
from archive._runtime.jmespath import ExpressionError, equal

def made(value):
    value = dict(value)
    if "changed" in value:
        value["changed"] = datetime.datetime.fromtimestamp(value["changed"], datetime.UTC)
    if "digest" in value:
        value["digest"] = base64.b64decode(value["digest"])
    if "weight" in value:
        value["weight"] = decimal.Decimal(str(value["weight"]))
    return models.GetBatchOutput.from_dict(value)

def run(function, value):
    try:
        return {"value": function(value)}
    except ExpressionError as error:
        return {"error": error.kind}

wrong = []
with open("cases.json") as file:
    cases = json.load(file)
with open("values.json") as file:
    values = json.load(file)
for number, wanted in enumerate(cases):
    shaped = getattr(_compiled, f"shaped_{number}")
    plain = getattr(_compiled, f"plain_{number}")
    for value, want in zip(values, wanted, strict=True):
        for how, found in (("objects", run(shaped, made(value))), ("JSON", run(plain, value))):
            if not equal(found, want):
                wrong.append(f"{number}: {plain.__doc__} over {how} of {value} gives {found}, not {want}")
print("\n".join(wrong[:20]))
assert not wrong
"#;

const VALUES: [&str; 4] = [
    "{}",
    r#"{"records": [], "uses": {}, "groups": [[]], "sparse": [null]}"#,
    r#"{
        "records": [
            {"name": "a", "state": "ready", "size": 3},
            {"name": "b", "state": "broken"},
            {"name": "", "size": 0}
        ],
        "changed": 1700000000.5,
        "shelf": {"box": {"label": "done"}},
        "uses": {"a": {"count": 2}, "b": {}, "name": {"count": 0}},
        "more": {"a": [1, {"name": "x", "text": null}], "text": "t"},
        "digest": "aGVsbG8=",
        "weight": 1.5,
        "groups": [[{"name": "g", "state": "new"}], [], [{"name": "h"}, {"name": "i"}]],
        "sparse": [1, null, 3]
    }"#,
    r#"{
        "records": [{"name": "z"}],
        "shelf": {"none": {}},
        "uses": {"text": {"count": 5}},
        "more": [[1, 2], [], [[3]]],
        "weight": 2,
        "sparse": []
    }"#,
];

/// Members of the output and what is in it.
const NAMES: &[&str] = &[
    "records", "changed", "shelf", "uses", "more", "digest", "weight", "groups", "sparse", "name",
    "state", "size", "box", "label", "text", "none", "count", "a",
];

/// Expressions over the output of `GetBatch`.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => prop::sample::select(NAMES).prop_map(str::to_owned),
        1 => Just("@".to_owned()),
        1 => Just("`1`".to_owned()),
        1 => Just("`true`".to_owned()),
        1 => Just("`null`".to_owned()),
        1 => Just("'ready'".to_owned()),
        1 => Just("`{\"a\": [1, null]}`".to_owned()),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let one = inner.clone();
        let unary = prop::sample::select(
            &[
                "abs",
                "avg",
                "ceil",
                "floor",
                "keys",
                "length",
                "max",
                "min",
                "reverse",
                "sort",
                "sum",
                "to_array",
                "to_number",
                "to_string",
                "type",
                "values",
                "not_null",
                "merge",
                "nonsense",
            ][..],
        );
        let comparator = prop::sample::select(&["==", "!=", "<", "<=", ">", ">="][..]);
        prop_oneof![
            4 => two.clone().prop_map(|(a, b)| format!("{a}.{}", dotted(&b))),
            2 => two.clone().prop_map(|(a, b)| format!("({a}) | {b}")),
            2 => two.clone().prop_map(|(a, b)| format!("({a} || {b})")),
            2 => two.clone().prop_map(|(a, b)| format!("({a} && {b})")),
            2 => (two.clone(), comparator).prop_map(|((a, b), c)| format!("({a} {c} {b})")),
            1 => two.clone().prop_map(|(a, b)| format!("{{x: {a}, y: {b}}}")),
            1 => two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            2 => two.clone().prop_map(|(a, b)| format!("({a})[?{b}]")),
            1 => two.clone().prop_map(|(a, b)| format!("sort_by({a}, &{b})")),
            1 => two.clone().prop_map(|(a, b)| format!("max_by({a}, &{b})")),
            1 => two.clone().prop_map(|(a, b)| format!("map(&{b}, {a})")),
            1 => two.clone().prop_map(|(a, b)| format!("contains({a}, {b})")),
            1 => two.clone().prop_map(|(a, b)| format!("starts_with({a}, {b})")),
            1 => two.clone().prop_map(|(a, b)| format!("join({a}, {b})")),
            2 => two.clone().prop_map(|(a, b)| format!("({a})[*].{}", dotted(&b))),
            3 => two.clone().prop_map(|(a, b)| format!("({a})[].{}", dotted(&b))),
            1 => two.prop_map(|(a, b)| format!("({a}).*.{}", dotted(&b))),
            1 => one.clone().prop_map(|a| format!("!({a})")),
            1 => one.clone().prop_map(|a| format!("({a})[]")),
            1 => one.clone().prop_map(|a| format!("({a}).*")),
            1 => one.clone().prop_map(|a| format!("({a})[0]")),
            1 => one.clone().prop_map(|a| format!("({a})[-2]")),
            1 => one.clone().prop_map(|a| format!("({a})[::-1]")),
            1 => one.clone().prop_map(|a| format!("({a})[1:]")),
            3 => (unary, one).prop_map(|(function, a)| format!("{function}({a})")),
        ]
    })
}

/// What may stand behind a dot: a name, or a list of one expression.
fn dotted(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        text.to_owned()
    } else {
        format!("[{text}][0]")
    }
}

#[test]
fn objects_json_and_the_evaluator_agree() {
    const COUNT: usize = 600;
    let mut sources = SourceMap::new();
    let path = root().join("tests/models/archive/archive.smithy");
    let file = sources.add(
        "archive.smithy",
        fs::read_to_string(path).unwrap(),
        Origin::User,
    );
    let (model, _) = load::load(&mut sources, &[file], &load::Options::default());
    let settings = Settings::new(
        ShapeId::parse("example.archive#Archive").unwrap(),
        "archive",
    );
    let folder = folder("compiled");
    let (files, _) = generate(&model, &settings);
    for file in &files {
        write(&folder.join(&file.path), &file.contents);
    }
    let service = model.shape(settings.service).unwrap();
    let plan = Plan::new(&model, service, &settings, Vec::new());
    let operation = plan
        .operations
        .iter()
        .find(|operation| operation.wire == "GetBatch");
    let output = operation.unwrap().output;

    let mut runner = TestRunner::deterministic();
    let strategy = expressions();
    let values: Vec<Node> = VALUES.iter().map(|text| node(text)).collect();
    let mut imports = Imports::default();
    let mut functions = Vec::new();
    let mut wanted: Vec<String> = Vec::new();
    while wanted.len() < COUNT {
        let expression = strategy.new_tree(&mut runner).unwrap().current();
        let Ok(parsed) = Expression::parse(&expression) else {
            panic!("{expression}");
        };
        let number = wanted.len();
        let mut compiler = Functions {
            plan: Some(&plan),
            imports: &mut imports,
        };
        let subject = Subject::Output(output);
        functions.push(compiler.value(&format!("shaped_{number}"), subject, &expression));
        functions.push(compiler.value(&format!("plain_{number}"), Subject::Json, &expression));
        let mut line = String::new();
        for value in &values {
            let _ = write!(line, "{}, ", expected(&parsed, value));
        }
        wanted.push(format!("[{}]", line.trim_end_matches(", ")));
    }
    let text = module(&imports, &functions);
    let compiled = folder.join("src/archive/_compiled.py");
    write(&compiled, &text);
    write(
        &folder.join("cases.json"),
        &format!("[{}]", wanted.join(",\n")),
    );
    write(
        &folder.join("values.json"),
        &format!("[{}]", VALUES.join(",")),
    );
    python(&folder, OBJECTS);
    tidy(&folder, &[compiled]);
}
