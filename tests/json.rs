//! The JSON reader, on real models and on hostile text.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use smithyc::json::{self, Dialect};
use smithyc::node::{Node, Value};
use smithyc::text::FileId;

const FILE: FileId = FileId(0);

fn codes(text: &str, dialect: Dialect) -> Vec<&'static str> {
    json::parse(FILE, text, dialect)
        .1
        .iter()
        .map(|report| report.code)
        .collect()
}

#[track_caller]
fn check(text: &str, code: &str, place: std::ops::Range<usize>) {
    let reports = json::parse(FILE, text, Dialect::Strict).1;
    assert_eq!(reports.len(), 1, "{reports:?}");
    assert_eq!(reports[0].code, code);
    assert_eq!(
        reports[0].span.unwrap().range(),
        place,
        "{}",
        reports[0].message
    );
}

/// The same value, as serde_json has it.
fn as_serde(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(value) => (*value).into(),
        Value::Number(number) => serde_json::from_str(number.as_str()).unwrap(),
        Value::String(text) => text.to_string().into(),
        Value::ShapeId(symbol) => panic!("JSON has no shape ids: {symbol}"),
        Value::Array(elements) => elements.iter().map(as_serde).collect(),
        Value::Object(object) => object
            .iter()
            .map(|entry| (entry.key.to_string(), as_serde(&entry.value)))
            .collect(),
    }
}

#[test]
fn values_have_their_places() {
    let text = r#" {"a" : [1, "x", null], "b": -0.5e+3} "#;
    let (node, reports) = json::parse(FILE, text, Dialect::Strict);
    assert!(reports.is_empty());
    let node = node.unwrap();
    assert_eq!(&text[node.span.range()], text.trim());
    let array = node.get("a").unwrap().as_array().unwrap();
    let texts: Vec<_> = array.iter().map(|node| &text[node.span.range()]).collect();
    assert_eq!(texts, ["1", "\"x\"", "null"]);
    let object = node.as_object().unwrap();
    assert_eq!(&text[object.entry("b").unwrap().key_span.range()], "\"b\"");
    assert_eq!(
        node.get("b").unwrap().as_number().unwrap().as_str(),
        "-0.5e+3"
    );
}

#[test]
fn escapes_are_replaced() {
    let text = r#""\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00""#;
    let node = json::parse(FILE, text, Dialect::Strict).0.unwrap();
    assert_eq!(node.as_str(), Some("\"\\/\u{8}\u{c}\n\r\tä😀"));
}

#[test]
fn mistakes_have_their_places() {
    check("", "json-syntax", 0..0);
    check("{} x", "json-syntax", 3..4);
    check("[1,]", "json-trailing-comma", 2..3);
    check("[1 2]", "json-missing-comma", 2..2);
    check(r#"{"a" 1}"#, "json-syntax", 5..6);
    check("{a: 1}", "json-syntax", 1..2);
    check("{'a': 1}", "json-syntax", 1..2);
    check("[True]", "json-syntax", 1..5);
    check("[01]", "json-number", 1..3);
    check("[1.]", "json-number", 1..3);
    check("[-]", "json-number", 1..2);
    check("[\"a\n]", "json-string", 1..3);
    check(r#"["\q"]"#, "json-string", 2..4);
    check(r#"["\ud800"]"#, "json-string", 2..8);
    check("[\"\t\"]", "json-string", 2..3);
    check("[1", "json-syntax", 2..2);
    check("[1}", "json-syntax", 2..3);
    check("{\"a\": 1 // x\n}", "json-comment", 8..12);
    check(r#"{"a": 1, "b": 2, "a": 3}"#, "duplicate-key", 17..20);
}

#[test]
fn comments_are_allowed_where_they_are() {
    let text = "// a\n{ // b\n \"c\": 1 // d\n}\n// e";
    assert!(codes(text, Dialect::Comments).is_empty());
    assert_eq!(codes("/* a */ {}", Dialect::Comments), ["json-comment"]);
}

#[test]
fn a_key_written_twice_is_read_once_and_reported() {
    let mut text = String::from("{");
    for number in 0..100 {
        text.push_str(&format!("\"k{}\": 0,", number % 99));
    }
    text.push_str("\"z\": 0}");
    let (node, reports) = json::parse(FILE, &text, Dialect::Strict);
    assert_eq!(node.unwrap().as_object().unwrap().entries.len(), 100);
    assert_eq!(reports.len(), 1);
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    // The stack that a worker thread has.
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            assert!(codes(&nested(1000), Dialect::Strict).is_empty());
            assert_eq!(
                codes(&nested(1001), Dialect::Strict),
                ["json-nesting-too-deep"]
            );
            assert_eq!(
                codes(&"[".repeat(5_000_000), Dialect::Strict),
                ["json-nesting-too-deep"]
            );
            let objects = "{\"a\":".repeat(1000) + "0" + &"}".repeat(1000);
            assert!(codes(&objects, Dialect::Strict).is_empty());
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn real_models_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models/aws");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("../shared is absent: nothing to read");
        return;
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    // The smaller ones suffice for the comparison; all of them have to be read.
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let (node, reports) = json::parse(FILE, &text, Dialect::Strict);
        assert!(reports.is_empty(), "{}: {reports:?}", path.display());
        if text.len() < 300_000 {
            let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(as_serde(&node.unwrap()), expected, "{}", path.display());
        }
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_serde_writes_is_read(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            serde_json::to_string(&value).unwrap()
        };
        let (node, reports) = json::parse(FILE, &text, Dialect::Strict);
        prop_assert!(reports.is_empty(), "{reports:?}");
        prop_assert_eq!(as_serde(&node.unwrap()), value);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        json::parse(FILE, &text, Dialect::Comments);
    }

    #[test]
    fn what_is_read_without_a_report_is_json(text in "[\\[\\]{}\",:0-9a-z\\\\ \n/.eE+-]{0,40}") {
        let (node, reports) = json::parse(FILE, &text, Dialect::Strict);
        let wrong = reports.iter().any(|report| report.code != "duplicate-key");
        let refused = serde_json::from_str::<serde_json::Value>(&text).is_err();
        prop_assert_eq!(node.is_none() || wrong, refused);
    }
}
