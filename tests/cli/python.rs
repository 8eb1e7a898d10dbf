//! A client in one line.

use super::*;

fn service(name: &str) -> String {
    format!("$version: \"2\"\nnamespace {name}\n@aws.protocols#restJson1\nservice Alpha {{}}\n")
}

#[test]
fn one_line_writes_a_package() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let line = ["python", "--module", "echo", "-o", "out", "a.smithy"];
    let done = folder.run(&line).expect(0);
    assert_eq!(done.out, "");
    assert!(done.err.starts_with("wrote "), "{}", done.err);
    assert!(folder.has("out/src/echo/client.py"));
    let before = folder.tree("out");
    folder
        .run(&[
            "--quiet",
            "python",
            "--service",
            "com.example#EchoService",
            "--protocol",
            "aws.protocols#restJson1",
            "--module",
            "echo",
            "-o",
            "./out/",
            "a.smithy",
        ])
        .expect(0);
    assert!(before == folder.tree("out"));
}

#[test]
fn the_service_must_be_one_of_the_model() {
    let folder = Folder::new();
    folder.put("a.smithy", service("a"));
    folder.put("b.smithy", service("b"));
    let base = ["python", "--module", "m", "-o", "out"];
    let with = |more: &[&'static str]| [&base[..], more].concat();
    folder
        .run(&with(&["a.smithy", "b.smithy"]))
        .expect(2)
        .says(&["error[ambiguous-service]", "`a#Alpha`, `b#Alpha`"]);
    folder
        .run(&with(&["--service", "a#Alhpa", "a.smithy", "b.smithy"]))
        .expect(2)
        .says(&[
            "error[unknown-service]",
            "did you mean `a#Alpha`?",
            "`a#Alpha`, `b#Alpha`",
        ]);
    folder
        .run(&with(&["--service", "c#Alpha", "a.smithy"]))
        .expect(2)
        .says(&["did you mean `a#Alpha`?"]);
    folder.put("none.smithy", "$version: \"2\"\nnamespace n\nstring S\n");
    folder
        .run(&with(&["none.smithy"]))
        .expect(2)
        .says(&["error[no-service]"]);
    assert!(!folder.has("out"));
}

#[test]
fn the_protocol_must_be_supported() {
    let folder = Folder::new();
    let line = ["python", "--module", "m", "-o", "out", "a.smithy"];
    let refuses = |model: String, more: &[&str], says: &[&str]| {
        folder.put("a.smithy", model);
        folder.run(&[&line[..], more].concat()).expect(2).says(says);
        assert!(!folder.has("out"));
    };
    let pigeon = "@protocolDefinition\n@trait(selector: \"service\")\nstructure pigeon {}\n";
    let other = service("a").replace("@aws.protocols#restJson1", "@pigeon") + pigeon;
    refuses(
        other.clone(),
        &[],
        &[
            "error[python-no-protocol]",
            "a#pigeon",
            "aws.protocols#restJson1",
        ],
    );
    refuses(
        other,
        &["--protocol", "restJson1"],
        &["error[python-no-protocol]"],
    );
    let none = "$version: \"2\"\nnamespace a\nservice Alpha {}\n".to_owned();
    refuses(none, &[], &["error[python-no-protocol]", "no protocol"]);
    let cbor = ["--protocol", "smithy.protocols#rpcv2Cbor"];
    refuses(
        service("a"),
        &cbor,
        &["error[python-no-protocol]", "rpcv2Cbor"],
    );
    refuses(
        service("a"),
        &["--protocol", "json rest"],
        &["error[invalid-protocol]"],
    );
}

#[test]
fn output_that_cannot_be_written() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    folder.put("file", "mine");
    for place in ["file", "file/below"] {
        folder
            .run(&["python", "--module", "m", "-o", place, "a.smithy"])
            .expect(2)
            .says(&["error[unwritable-output]", "`file"]);
    }
    folder.put("taken/pyproject.toml", "mine");
    folder
        .run(&["python", "--module", "m", "-o", "taken", "a.smithy"])
        .expect(2)
        .says(&["error[foreign-file]", "`pyproject.toml`"]);
    assert_eq!(folder.text("file"), "mine");
    assert_eq!(folder.tree("taken").len(), 1);
    assert_eq!(fs::read_dir(Path::new(&folder.0)).unwrap().count(), 3);
}

#[test]
fn the_current_folder_can_be_the_output() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    folder.put(".venv/bin/python", "somebody's");
    let line = ["python", "--module", "echo", "-o", ".", "a.smithy"];
    folder.run(&line).expect(0);
    let before = folder.tree("");
    folder.run(&line).expect(0);
    assert!(before == folder.tree(""));
    folder.put("a.smithy", ECHO.replace("EchoMessage", "Repeat"));
    folder.run(&line).expect(0);
    assert!(folder.text("src/echo/models.py").contains("Repeat"));
    assert_eq!(folder.text(".venv/bin/python"), "somebody's");
}

#[test]
fn module_names_cannot_lead_out() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    for module in ["../m", "/m", "m/n", "..", "", "m\u{202e}"] {
        folder
            .run(&["python", "--module", module, "-o", "out", "a.smithy"])
            .expect(2);
    }
    assert!(!folder.has("out"));
}

/// A service whose endpoint test expects what its rules do not yield.
const FAILING_TEST: &str = r#"$version: "2.0"

namespace com.example

use smithy.rules#endpointRuleSet
use smithy.rules#endpointTests

apply EchoService @endpointRuleSet({
    version: "1.0"
    parameters: {}
    rules: [
        {
            type: "endpoint"
            conditions: []
            endpoint: { url: "https://echo.example" }
        }
    ]
})

apply EchoService @endpointTests({
    version: "1.0"
    testCases: [
        {
            documentation: "the endpoint"
            params: {}
            expect: { endpoint: { url: "https://other.example" } }
        }
    ]
})
"#;

#[test]
fn a_failing_endpoint_test_keeps_nobody_from_a_client() {
    let folder = Folder::new();
    folder.put("model/main.smithy", ECHO);
    folder.put("model/endpoint.smithy", FAILING_TEST);
    let done = folder
        .run(&["validate", "--no-config", "--format", "short", "model"])
        .expect(1);
    assert!(
        done.out.contains("error[rules-test-failed]"),
        "{}",
        done.out
    );
    let done = folder
        .run(&[
            "python",
            "--no-config",
            "--module",
            "echo",
            "-o",
            "out",
            "model",
        ])
        .expect(0);
    assert!(folder.has("out/pyproject.toml"));
    assert!(done.err.contains("1 error"), "{}", done.err);
    assert!(!done.err.contains("rules-test-failed"), "{}", done.err);
}
