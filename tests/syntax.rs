//! The IDL parser, on real models, on broken text and on hostile text.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use smithyc::diag::{Diagnostic, Severity};
use smithyc::node::{Node, Value};
use smithyc::syntax::token::{Kind, lex};
use smithyc::syntax::tree::{Body, File, PropertyValue, Statement};
use smithyc::syntax::{self};
use smithyc::text::{FileId, Origin, SourceMap};

const FILE: FileId = FileId(0);

/// Models that are not part of this project; tests pass without them.
fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if path.exists() {
        Some(path)
    } else {
        println!("../shared is absent: nothing to read");
        None
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "smithy") {
            found.push(path);
        }
    }
}

/// The reports as `line:column code`.
fn reports(text: &str) -> Vec<String> {
    let mut map = SourceMap::new();
    let id = map.add("x", text, Origin::User);
    let (_, reports) = syntax::parse(id, text);
    reports
        .iter()
        .map(|report| {
            let at = report.span.unwrap().start;
            let place = map.get(id).unwrap().line_column(at);
            format!("{}:{} {}", place.line, place.column, report.code)
        })
        .collect()
}

fn errors(text: &str) -> Vec<Diagnostic> {
    let (_, mut reports) = syntax::parse(FILE, text);
    reports.retain(|report| report.severity == Severity::Error);
    reports.into_vec()
}

/// A file with this in its shape section.
fn file(shapes: &str) -> String {
    format!("$version: \"2.0\"\nnamespace a\n{shapes}")
}

#[track_caller]
fn valid(text: &str) -> File {
    let (tree, reports) = syntax::parse(FILE, text);
    assert!(reports.is_empty(), "{reports:#?}");
    tree
}

/// The value of the only metadata.
#[track_caller]
fn value(text: &str) -> Node {
    let mut tree = valid(&format!("metadata a = {text}\n"));
    tree.metadata.pop().unwrap().value
}

#[test]
fn real_models_parse_without_reports() {
    let Some(shared) = shared() else { return };
    let mut files = Vec::new();
    files_below(&shared.join("models"), &mut files);
    assert!(files.len() > 100);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(reports(&text), [""; 0], "{}", path.display());
    }
}

#[test]
fn node_values() {
    let object = value("{a: 1, \"b c\": [-0, 1.5e+3 true, null], d: a.b#C$d,}");
    let entries: Vec<_> = object.as_object().unwrap().iter().collect();
    assert_eq!(entries.len(), 3);
    assert_eq!(&*entries[1].key, "b c");
    let texts: Vec<_> = entries[1].value.as_array().unwrap().iter().collect();
    assert_eq!(texts[0].as_number().unwrap().as_str(), "-0");
    assert_eq!(texts[1].as_number().unwrap().as_str(), "1.5e+3");
    assert_eq!(texts[2].as_bool(), Some(true));
    assert!(texts[3].is_null());
    let Value::ShapeId(id) = entries[2].value.value else {
        panic!("a shape id");
    };
    assert_eq!(id.as_str(), "a.b#C$d");
    assert_eq!(value("\"a\\u00e4\nb\"").as_str(), Some("aä\nb"));
    assert_eq!(
        value("\"\"\"\n  a\n   b\n  \"\"\"").as_str(),
        Some("a\n b\n")
    );
}

#[test]
fn a_whole_file() {
    let tree = valid(
        r#"$version: "2.0"
$operationInputSuffix: "Request"
metadata a = 1
namespace com.example
use a.b#C

/// Documentation
///  of two lines
@length(min: 1, "max": 2)
@required @tags(["x"]) @foo() @idRef({}) @bar(Name)
string Name with [A, b#B]

structure S for R with [T] {
    $id
    /// Doc
    @required
    a: String = "x"
    b: a.b#C,
    c: D
}

enum E { A, B }

intEnum I {
    A = 1
    B = 2,
}

resource R { identifiers: { id: String } read: Get }

operation Get {
    input :=
        /// Doc
        @references([{ resource: R }])
        for R with [T] {
            $id
        }
    output: Out
    errors: [X, a#Y]
}

apply S$a @documentation("x")
apply S { @a @b(1) }
"#,
    );
    assert_eq!(tree.controls.len(), 2);
    assert_eq!(tree.namespace.unwrap().value.as_str(), "com.example");
    assert_eq!(tree.uses[0].name.value.as_str(), "a.b#C");
    let shapes: Vec<_> = tree.statements.iter().collect();
    let Statement::Shape(name) = shapes[0] else {
        panic!("a shape");
    };
    assert!(name.traits[0].comment);
    assert_eq!(
        name.traits[0].value.as_ref().unwrap().as_str(),
        Some("Documentation\n of two lines")
    );
    let traits: Vec<_> = name
        .traits
        .iter()
        .map(|one| one.name.value.as_str())
        .collect();
    assert_eq!(
        traits,
        [
            "documentation",
            "length",
            "required",
            "tags",
            "foo",
            "idRef",
            "bar"
        ]
    );
    assert!(name.traits[4].value.is_none());
    assert_eq!(name.mixins.len(), 2);
    let Statement::Shape(structure) = shapes[1] else {
        panic!("a shape");
    };
    let Body::Members(members) = &structure.body else {
        panic!("members");
    };
    assert!(members[0].elided && members[0].target.is_none());
    assert_eq!(members[1].default.as_ref().unwrap().as_str(), Some("x"));
    assert_eq!(members.len(), 4);
    let Statement::Shape(operation) = shapes[5] else {
        panic!("a shape");
    };
    let Body::Properties(properties) = &operation.body else {
        panic!("properties");
    };
    let PropertyValue::Inline(input) = &properties[0].value else {
        panic!("an inline structure");
    };
    assert_eq!((input.traits.len(), input.mixins.len()), (2, 1));
    assert!(input.for_resource.is_some());
    let Statement::Apply(apply) = shapes[7] else {
        panic!("apply");
    };
    assert_eq!(apply.traits.len(), 2);
}

#[test]
fn one_mistake_spoils_one_member() {
    let text = file("structure A {\n a: B\n c D\n e: F\n}\nstring G\n");
    assert_eq!(reports(&text), ["5:2 missing-colon"]);
    let (tree, _) = syntax::parse(FILE, &text);
    let Statement::Shape(shape) = &tree.statements[0] else {
        panic!("a shape");
    };
    let Body::Members(members) = &shape.body else {
        panic!("members");
    };
    let names: Vec<_> = members
        .iter()
        .map(|member| member.name.value.as_str())
        .collect();
    assert_eq!(names, ["a", "c", "e"]);
    assert!(members[1].target.is_none());
    assert_eq!(tree.statements.len(), 2);
}

#[test]
fn a_broken_shape_still_has_its_name() {
    for shape in [
        "structure A\n",
        "structure A with B {\n}\n",
        "strcture A {}\n",
        "widget A {}\n",
    ] {
        let text = file(&format!("{shape}\nstring B"));
        assert_eq!(errors(&text).len(), 1, "{shape}");
        let (tree, _) = syntax::parse(FILE, &text);
        let names: Vec<_> = tree
            .statements
            .iter()
            .filter_map(|statement| match statement {
                Statement::Shape(shape) => Some(shape.name.value.as_str()),
                Statement::Apply(_) => None,
            })
            .collect();
        assert_eq!(names, ["A", "B"], "{shape}");
    }
}

#[test]
fn a_missing_quote_is_blamed_on_its_line() {
    let text = file(
        "@documentation(\"first)\nstring A\n\n@documentation(\"second\")\nstring B\n\n\
         structure C {\n    @documentation(\"third)\n    d: String\n\n    \
         @documentation(\"fourth\")\n    e: String\n}\n",
    );
    assert_eq!(
        reports(&text),
        ["3:16 unclosed-string", "10:20 unclosed-string"]
    );
    let (tree, _) = syntax::parse(FILE, &text);
    assert_eq!(tree.statements.len(), 3);
    // A string may well hold lines that look like code.
    valid(&file("@documentation(\"\nstring A\n@b\n(\")\nstring A\n"));
}

#[test]
fn brackets_that_are_not_closed() {
    assert_eq!(
        reports(&file(
            "structure A {\n    a: String\n\nstructure B {\n    b: String\n}\n"
        )),
        ["6:1 unclosed-bracket"]
    );
    assert_eq!(
        reports(&file("@tags([\"a\"\nstring A\nstring B\n")),
        ["4:1 unclosed-bracket"]
    );
    assert_eq!(reports(&file("structure A {\n")), ["4:1 unclosed-bracket"]);
    assert_eq!(
        reports(&file("structure A {\n}\n}\nstring B")),
        ["5:1 stray-bracket"]
    );
}

#[test]
fn line_breaks() {
    assert_eq!(reports("namespace a string B"), ["1:13 missing-line-break"]);
    assert_eq!(
        reports("namespace a\nstring B,\nstring C"),
        ["2:9 trailing-comma"]
    );
    assert_eq!(
        reports(&file("structure A { a: B = 1 }\n")),
        ["3:24 missing-line-break-after-value"]
    );
    assert_eq!(
        reports(&file("structure A {\n a: B =\n 1\n}\n")),
        ["4:8 unexpected-line-break"]
    );
    valid(&file(
        "operation A {\n input := @b\n  with [C] {}\n output :=\n  for D with [E] {}\n}\n",
    ));
    assert_eq!(
        reports(&file("structure A\n for B {}\n")),
        ["4:2 unexpected-line-break"]
    );
    assert_eq!(reports(&file("string\nA\n")), ["3:7 unexpected-line-break"]);
    valid("namespace a // b\nstring C // d");
    valid("\u{feff}namespace a\r\nstring B\r\n");
}

#[test]
fn nesting_is_bounded() {
    let nested =
        |depth: usize| format!("metadata a = {}{}\n", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| {
        format!(
            "metadata a = {}1{}\n",
            "{b: ".repeat(depth),
            "}".repeat(depth)
        )
    };
    // The stack that a worker thread has.
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            valid(&nested(64));
            valid(&objects(64));
            for text in [nested(65), objects(65), nested(100_000), objects(100_000)] {
                let codes: Vec<_> = errors(&text).iter().map(|report| report.code).collect();
                assert_eq!(codes, ["nesting-too-deep"]);
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

/// Time must grow with the text, not with its square: ten megabytes of nothing but one thing.
#[test]
fn hostile_text_takes_linear_time() {
    const SIZE: usize = if cfg!(debug_assertions) {
        1 << 18
    } else {
        10 << 20
    };
    for unit in [
        "{",
        "[",
        "(",
        "}",
        ")",
        "\"",
        "\"\"\"",
        "@a(",
        "@a",
        "@a\n",
        "///\n",
        "/// a\nstructure A\n",
        "structure A {\n",
        "structure A { a: B = {\n",
        "string A\n",
        "widget A\n",
        "strin A\n",
        "@a(\"\nstring A\n",
        "@a(b: \"c\n",
        "{ ]",
        "[ }\n",
        "@a([\n",
        "apply A\n",
        "metadata a = [\n",
        "operation A { input := {\n",
        "\u{1}",
        ";\n",
        "-",
        "a.",
        "a#",
        ",",
        " ",
        "\n{",
        "\\\"",
    ] {
        let text = file(&unit.repeat(SIZE / unit.len()));
        let begin = Instant::now();
        let (_, reports) = syntax::parse(FILE, &text);
        let taken = begin.elapsed();
        assert!(taken < Duration::from_secs(20), "{unit:?}: {taken:?}");
        println!("{unit:?}: {taken:?}, {} reports", reports.len());
    }
}

/// Tokens tile the text, and every span lies in it, on borders of characters.
fn check_any(text: &str) {
    let tokens = lex(text);
    let mut at = 0;
    for pair in tokens.windows(2) {
        assert_eq!(pair[0].start, at);
        assert!(pair[1].start > at);
        at = pair[1].start;
        assert!(text.is_char_boundary(at as usize));
    }
    let end = tokens.last().unwrap();
    assert_eq!((end.kind, end.start as usize), (Kind::End, text.len()));
    let (_, reports) = syntax::parse(FILE, text);
    for report in reports {
        let mut spans = vec![report.span.unwrap()];
        spans.extend(report.labels.iter().map(|label| label.span));
        for fix in &report.fixes {
            spans.extend(fix.edits.iter().map(|edit| edit.span));
        }
        for span in spans {
            assert!(
                text.get(span.range()).is_some(),
                "{}: {span:?}",
                report.code
            );
        }
        assert!(!report.message.is_empty());
        assert!(!report.message.contains("something"), "{}", report.message);
    }
}

const SAMPLE: &str = r#"$version: "2.0"

metadata x = [{ a: "b" }, 1, true, """
    text
    """]

namespace com.example

use a.b#C

/// Documentation
@length(min: 1, max: 2)
string Name with [A]

structure S for R {
    $id

    /// Doc
    @required
    a: String = "x"

    b: a.b#C
}

enum E {
    A = "a"
    B = "b"
}

operation Get {
    input := with [T] {
        id: String
    }
    output: Out
    errors: [X]
}

service V {
    version: "1"
    operations: [Get]
}

apply S$a @documentation("x")
"#;

#[test]
fn the_sample_is_valid() {
    valid(SAMPLE);
}

/// Fixes that are offered for one broken character leave less wrong than before.
#[test]
fn leaving_out_any_token_is_reported_in_few_words() {
    let tokens = lex(SAMPLE);
    for pair in tokens.windows(2) {
        if pair[0].kind.is_trivia() || pair[0].kind == Kind::DocComment {
            continue;
        }
        let (start, end) = (pair[0].start as usize, pair[1].start as usize);
        let text = format!("{}{}", &SAMPLE[..start], &SAMPLE[end..]);
        let found = errors(&text);
        assert!(
            found.len() <= 2,
            "without {:?} at {start}: {found:#?}",
            &SAMPLE[start..end]
        );
    }
}

const PIECES: [&str; 48] = [
    "structure",
    "string",
    "list",
    "enum",
    "operation",
    "service",
    "resource",
    "apply",
    "use",
    "namespace",
    "metadata",
    "with",
    "for",
    "input",
    "output",
    "errors",
    "true",
    "a",
    "B",
    "a.b",
    "a.b#C",
    "C$d",
    "1",
    "-1.5",
    "01",
    "\"x\"",
    "\"",
    "\"\"\"",
    "\"\"\"\n",
    "@",
    "$",
    "#",
    ".",
    ":",
    ":=",
    "=",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    " ",
    "\n",
    "///",
    "// x\n",
    ";",
];

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 512,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        check_any(&text);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_any(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_tokens_are_survived(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60), spaced in any::<bool>()) {
        check_any(&pieces.join(if spaced { " " } else { "" }));
    }

    #[test]
    fn any_change_of_a_valid_file_is_survived(
        at in 0..SAMPLE.len(),
        removed in 0..40usize,
        piece in prop::sample::select(&PIECES[..]),
    ) {
        prop_assume!(SAMPLE.is_char_boundary(at));
        let end = (at + removed).min(SAMPLE.len());
        check_any(&format!("{}{}{}", &SAMPLE[..at], piece, &SAMPLE[end..]));
    }
}
