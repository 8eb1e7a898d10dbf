//! JMESPath: the compliance tests of jmespath.org where they are present, laws and hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use std::time::{Duration, Instant};

use proptest::prelude::*;
use smithyc::jmespath::{EvaluationErrorKind, Expression, NESTING_LIMIT, Sample, Type};
use smithyc::json::{self, Dialect};
use smithyc::name::ShapeId;
use smithyc::node::Node;
use smithyc::text::{FileId, Origin, SourceMap};

fn compliance_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/jmespath");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    if files.is_empty() {
        println!("skipped: {} is absent", folder.display());
    }
    files
}

fn node(text: &str) -> Node {
    json::parse(FileId(0), text, Dialect::Strict).0.unwrap()
}

/// One case of a compliance test.
struct Case {
    expression: String,
    given: Node,
    result: Option<Node>,
    error: Option<String>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for file in compliance_files() {
        let suites = node(&std::fs::read_to_string(&file).unwrap());
        for suite in suites.as_array().unwrap() {
            for case in suite.get("cases").unwrap().as_array().unwrap() {
                cases.push(Case {
                    expression: case.get_str("expression").unwrap().to_owned(),
                    given: suite.get("given").unwrap().clone(),
                    result: case.get("result").cloned(),
                    error: case.get_str("error").map(str::to_owned),
                });
            }
        }
    }
    cases
}

#[test]
fn the_parser_refuses_what_the_compliance_tests_call_a_syntax_error_and_nothing_else() {
    let mut wrong = Vec::new();
    for case in cases() {
        let parsed = Expression::parse(&case.expression);
        if parsed.is_err() != (case.error.as_deref() == Some("syntax")) {
            wrong.push(format!("{:?}: {parsed:?}", case.expression));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn evaluating_gives_what_the_compliance_tests_demand() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Ok(expression) = Expression::parse(&case.expression) else {
            continue;
        };
        let found = expression.evaluate(&case.given);
        let right = match (&found, &case.result, &case.error) {
            (Ok(found), Some(result), None) => found.same_value(result),
            (Err(found), None, Some(error)) => found.kind.as_str() == error,
            // Cases that only measure time say nothing of the result.
            (Ok(_), None, None) => true,
            _ => false,
        };
        if !right {
            wrong.push(format!("{}: {found:?}", case.expression));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const MODEL: &str = r#"$version: "2"
namespace example.weather

structure City {
    twin: City
    name: String
    size: Integer
    open: Boolean
    tags: Tags
    stations: Stations
    any: Document
}

map Tags {
    key: String
    value: String
}

@length(min: 1000000000)
list Stations {
    member: Station
}

structure Station {
    code: String
    city: City
    stations: Stations
}
"#;

/// What checking yields, and the problems as `start-end kind`.
fn check(expression: &str) -> (Type, Vec<String>) {
    let mut sources = SourceMap::new();
    let file = sources.add("model.smithy", MODEL, Origin::User);
    let (model, _) = smithyc::load::load(&mut sources, &[file], &Default::default());
    let expression = Expression::parse(expression).unwrap();
    let id = ShapeId::parse("example.weather#City").unwrap();
    let checked = expression.check(&Sample::of(&model, id));
    let problems = checked.problems.iter().map(|problem| {
        let kind = format!("{:?}", problem.kind);
        let kind = kind.split([' ', '(']).next().unwrap_or_default();
        format!("{}-{} {kind}", problem.at.start, problem.at.end)
    });
    (checked.returns, problems.collect())
}

#[test]
fn expressions_are_typed_over_shapes() {
    for (expression, expected) in [
        ("name", Type::String),
        ("size", Type::Number),
        ("open && size > `1`", Type::Boolean),
        ("twin.name", Type::String),
        ("twin.twin", Type::Any),
        ("tags", Type::Object),
        ("values(tags)", Type::Array),
        ("stations[*].code", Type::Array),
        ("stations[0].code", Type::String),
        ("stations[-1].city.name", Type::Any),
        ("any.what[0].ever", Type::Any),
        ("{a: name, b: [size]}", Type::Object),
        ("{a: name, b: [size]}.b | [0]", Type::Number),
        ("sort_by(stations, &code)", Type::Array),
        ("max_by(stations, &code)", Type::Any),
        ("stations[?code == 'aa'].code | [0]", Type::String),
        ("name || size", Type::String),
        ("name && size", Type::Number),
        ("!name", Type::Boolean),
        ("stations[].stations[].code", Type::Array),
        ("length(stations) == `1000000000`", Type::Boolean),
        ("@ == @", Type::Boolean),
    ] {
        assert_eq!(check(expression), (expected, Vec::new()), "{expression}");
    }
}

#[test]
fn problems_have_their_place() {
    for (expression, problem) in [
        ("nmae", "0-4 NoField"),
        ("twin.nmae", "5-9 NoField"),
        ("tags.name", "5-9 NoField"),
        ("name.first", "5-10 FieldOf"),
        ("stations.code", "9-13 FieldOf"),
        ("name[0]", "4-7 IndexOf"),
        ("name[1:]", "4-8 SliceOf"),
        ("name[]", "0-6 FlattenOf"),
        ("name[*]", "0-7 ProjectionOf"),
        ("name.*", "0-6 ObjectProjectionOf"),
        ("name[?a]", "6-7 FilterOf"),
        ("name < name", "0-11 Comparison"),
        ("lenght(name)", "0-6 UnknownFunction"),
        ("length()", "0-8 ArgumentCount"),
        ("length(size)", "7-11 ArgumentType"),
        ("sum(stations[*].code)", "4-20 ArgumentType"),
        ("sort_by(stations, &size)", "19-23 NoField"),
    ] {
        assert_eq!(check(expression).1, [problem], "{expression}");
    }
}

#[test]
fn syntax_errors_have_their_place() {
    for (expression, at) in [
        ("", 0..0),
        ("foo.", 4..4),
        ("foo = bar", 4..5),
        ("'open", 0..1),
        ("`open", 0..1),
        ("`[1, }`", 3..4),
        ("foo[1.5]", 5..6),
        ("foo[1:2:3:4]", 9..10),
        ("foo bar", 4..7),
        ("ä", 0..2),
        ("\"foo\"(bar)", 0..5),
        ("foo[99999999999999999999]", 4..24),
    ] {
        let error = Expression::parse(expression).unwrap_err();
        assert_eq!(error.at, at, "{expression}: {}", error.message);
    }
}

#[test]
fn nesting_is_limited() {
    let deep = NESTING_LIMIT + 1;
    let long = 100_000;
    for (expression, what) in [
        (
            format!("{}a{}", "(".repeat(long), ")".repeat(long)),
            "parentheses",
        ),
        ("[".repeat(long), "brackets"),
        ("!".repeat(long), "not"),
        (format!("a{}", ".a".repeat(deep)), "fields"),
        (format!("a{}", " || a".repeat(deep)), "alternatives"),
        (format!("a{}", "[*]".repeat(deep)), "projections"),
        (
            format!("`{}{}`", "[".repeat(900), "]".repeat(900)),
            "literal",
        ),
        (format!("`{}`", "[".repeat(long)), "open literal"),
    ] {
        let error = Expression::parse(&expression).unwrap_err();
        assert!(error.at.end <= expression.len(), "{what}");
    }
    let allowed = NESTING_LIMIT - 1;
    let expression = Expression::parse(&format!("a{}", ".a".repeat(allowed))).unwrap();
    assert_eq!(expression.check(&Sample::any()).returns, Type::Any);
    assert!(expression.evaluate(&node("{}")).unwrap().is_null());
}

#[test]
fn hostile_expressions_are_bounded() {
    let start = Instant::now();
    let doubled = format!("@{}", " | [@, @]".repeat(60));
    for expression in [
        doubled.clone(),
        format!("{doubled} | @ == @"),
        format!("@{} | to_string(@)", " | [@, @]".repeat(60)),
        format!(
            "['aaaaaaaaaaaaaaaa']{} | [0]",
            " | [join('', [@, @][])]".repeat(60)
        ),
        format!("[@]{}", " | [@, @][]".repeat(60)),
        "*".to_owned() + &".*".repeat(40),
        format!("`[{}1]`{}", "1,".repeat(5000), "[?@ == `1`]".repeat(50)),
        format!(
            "map(&{}@, [@, @])",
            "map(&map(&@, [@, @]), [@, @]) | ".repeat(30)
        ),
    ] {
        let (_, problems) = check(&expression);
        drop(problems);
        let parsed = Expression::parse(&expression).unwrap();
        if let Err(error) = parsed.evaluate(&node("{\"a\": [1, 2]}")) {
            assert_eq!(error.kind, EvaluationErrorKind::TooMuchWork, "{expression}");
        }
    }
    let doubled = " | {a: @, b: @}".repeat(60);
    let wide = format!("@{doubled} | *{}", ".*".repeat(30));
    let (_, problems) = check(&wide);
    assert_eq!(problems, [format!("0-{} TooMuchWork", wide.len())]);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

/// Expressions that parse.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-c]",
        Just("@".to_owned()),
        Just("`1`".to_owned()),
        Just("'text'".to_owned()),
        Just("`{\"a\": [1, null]}`".to_owned()),
        Just("\"a b\"".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone().prop_map(|(a, b)| format!("({a}).[{b}]")),
            two.clone().prop_map(|(a, b)| format!("({a}) | {b}")),
            two.clone().prop_map(|(a, b)| format!("({a} || {b})")),
            two.clone().prop_map(|(a, b)| format!("({a} && {b})")),
            two.clone().prop_map(|(a, b)| format!("({a} == {b})")),
            two.clone().prop_map(|(a, b)| format!("({a} < {b})")),
            two.clone().prop_map(|(a, b)| format!("{{x: {a}, y: {b}}}")),
            two.clone().prop_map(|(a, b)| format!("({a})[?{b}]")),
            two.prop_map(|(a, b)| format!("sort_by({a}, &{b})")),
            inner.clone().prop_map(|a| format!("!({a})")),
            inner.clone().prop_map(|a| format!("({a})[*].b")),
            inner.clone().prop_map(|a| format!("({a})[].c")),
            inner.clone().prop_map(|a| format!("({a}).*")),
            inner.clone().prop_map(|a| format!("({a})[-1]")),
            inner.clone().prop_map(|a| format!("({a})[::-2]")),
            inner.clone().prop_map(|a| format!("to_array({a})")),
            inner.prop_map(|a| format!("length({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_within_its_bounds(text in "[a-c.\\[\\]*?|&!=<>@(){}:,0-9'\"`\\\\ é-]{0,40}") {
        match Expression::parse(&text) {
            Ok(expression) => {
                let mut waiting = vec![expression.tree()];
                while let Some(tree) = waiting.pop() {
                    prop_assert!(tree.at.start <= tree.at.end && tree.at.end <= text.len());
                    prop_assert!(text.is_char_boundary(tree.at.start));
                    prop_assert!(text.is_char_boundary(tree.at.end));
                    for child in tree.children() {
                        waiting.push(child);
                    }
                }
            }
            Err(error) => {
                prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len());
            }
        }
    }

    #[test]
    fn white_space_between_tokens_means_nothing(text in expressions()) {
        let spaced: String = text
            .chars()
            .flat_map(|c| match c {
                '(' | ')' | '{' | '}' | ',' => vec![' ', c, '\n'],
                c => vec![c],
            })
            .collect();
        // Literals hold such characters too, but there white space means as little.
        let given = node("{\"a\": [3, 1, 2], \"b\": {\"c\": \"x\"}, \"c\": [[1], [2]]}");
        let one = Expression::parse(&text).unwrap().evaluate(&given);
        let other = Expression::parse(&spaced.replace(" (", "(")).unwrap().evaluate(&given);
        match (one, other) {
            (Ok(one), Ok(other)) => prop_assert!(one.same_value(&other)),
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    #[test]
    fn problems_lie_within_the_expression(text in expressions()) {
        let (_, problems) = check(&text);
        for problem in problems {
            let (start, rest) = problem.split_once('-').unwrap();
            let end = rest.split(' ').next().unwrap();
            let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
            prop_assert!(start <= end && end <= text.len());
        }
    }
}
