//! Endpoint rule sets: whatever a rule set holds, reading and evaluating it ends, and soon.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use smithyc::json::{Dialect, parse};
use smithyc::node::Node;
use smithyc::rules::{Bdd, Budget, Cases, NESTING_LIMIT, RuleSet};
use smithyc::text::FileId;

/// What a hostile rule set may take, in builds without optimization and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn node(text: &str) -> Node {
    let (node, problems) = parse(FileId(0), text, Dialect::Strict);
    assert!(problems.is_empty(), "{problems:?}");
    node.unwrap()
}

fn rule_set(rules: &str) -> Node {
    node(&format!(
        r#"{{"version": "1.1",
            "parameters": {{"Region": {{"type": "string", "required": true}}}},
            "rules": [{rules}]}}"#
    ))
}

fn cases(expected: &str) -> Node {
    node(&format!(
        r#"{{"version": "1.0", "testCases": [
            {{"params": {{"Region": "here"}}, "expect": {{"error": "{expected}"}}}}]}}"#
    ))
}

/// Whether the rules give the error that is expected for the region `here`; the reason why not.
fn gives(rules: &Node, expected: &str) -> Result<(), String> {
    let (rules, problems) = RuleSet::read(rules);
    if let Some(problem) = problems.first() {
        return Err(problem.message.clone());
    }
    let node = cases(expected);
    let (cases, problems) = Cases::read(&node);
    assert!(problems.is_empty());
    let case = &cases.cases[0];
    let mut budget = Budget::new(Budget::SERVICE);
    let outcome = rules
        .evaluate(case, &mut budget)
        .map_err(|failure| failure.message)?;
    match outcome.mismatch(&case.expect) {
        Some(mismatch) => Err(mismatch.found),
        None => Ok(()),
    }
}

fn error(conditions: &str, message: &str) -> String {
    format!(r#"{{"type": "error", "conditions": [{conditions}], "error": "{message}"}}"#)
}

#[test]
fn functions_do_what_they_say() {
    let region = r#"{"ref": "Region"}"#;
    for (condition, message, expected) in [
        (
            r#"{"fn": "coalesce", "argv": ["a", "b"], "assign": "x"}"#.to_owned(),
            "{x}",
            "a",
        ),
        (
            r#"{"fn": "ite", "argv": [true, "yes", "no"], "assign": "x"}"#.to_owned(),
            "{x}",
            "yes",
        ),
        (
            format!(r#"{{"fn": "substring", "argv": [{region}, 0, 2, true], "assign": "x"}}"#),
            "{x}",
            "re",
        ),
        (
            r#"{"fn": "split", "argv": ["a-b-c", "-", 2], "assign": "x"},
               {"fn": "getAttr", "argv": [{"ref": "x"}, "[-1]"], "assign": "y"}"#
                .to_owned(),
            "{y}",
            "b-c",
        ),
        (
            r#"{"fn": "parseURL", "argv": ["https://a.b/c"], "assign": "x"}"#.to_owned(),
            "{x#scheme} {x#normalizedPath} {{x}}",
            "https /c/ {x}",
        ),
        (
            format!(
                r#"{{"fn": "not", "argv": [{{"fn": "stringEquals", "argv": [{region}, "there"]}}]}}"#
            ),
            "{Region}",
            "here",
        ),
        (
            r#"{"fn": "aws.partition", "argv": ["us-gov-west-1"], "assign": "x"}"#.to_owned(),
            "{x#name}",
            "aws-us-gov",
        ),
    ] {
        let rules = rule_set(&error(&condition, message));
        assert_eq!(gives(&rules, expected), Ok(()), "{condition}");
    }
}

#[test]
fn the_first_rule_that_matches_wins_and_a_tree_must_have_a_match() {
    let is = |region: &str| {
        format!(r#"{{"fn": "stringEquals", "argv": [{{"ref": "Region"}}, "{region}"]}}"#)
    };
    let rules = [error(&is("there"), "1"), error("", "2"), error("", "3")].join(",");
    assert_eq!(gives(&rule_set(&rules), "2"), Ok(()));
    let tree = format!(
        r#"{{"type": "tree", "rules": [{}]}}, {}"#,
        error(&is("there"), "1"),
        error("", "2")
    );
    let message = gives(&rule_set(&tree), "2").unwrap_err();
    assert!(message.contains("none of the rules inside"), "{message}");
}

#[test]
fn deep_trees_are_refused() {
    for depth in [NESTING_LIMIT + 5, 400] {
        let mut rule = error("", "x");
        for _ in 0..depth {
            rule = format!(r#"{{"type": "tree", "rules": [{rule}]}}"#);
        }
        let message = gives(&rule_set(&rule), "x").unwrap_err();
        assert!(message.contains("levels deep"), "{message}");
    }
    let mut call = r#""x""#.to_owned();
    for _ in 0..400 {
        call = format!(r#"{{"fn": "coalesce", "argv": [{call}, "x"]}}"#);
    }
    let rules = rule_set(&error(&call, "x"));
    let message = gives(&rules, "x").unwrap_err();
    assert!(message.contains("levels deep"), "{message}");
}

#[test]
fn texts_that_double_are_stopped() {
    let mut conditions = String::new();
    let mut last = "Region".to_owned();
    for number in 0..60 {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            conditions,
            r#"{comma}{{"fn": "coalesce", "argv": ["{{{last}}}{{{last}}}", ""], "assign": "v{number}"}}"#
        );
        last = format!("v{number}");
    }
    let rules = rule_set(&error(&conditions, "x"));
    let start = Instant::now();
    let message = gives(&rules, "x").unwrap_err();
    assert!(message.contains("too long"), "{message}");
    assert!(start.elapsed() < PATIENCE);
}

#[test]
fn many_names_and_large_templates_take_linear_time() {
    const MANY: usize = 20_000;
    let mut conditions = String::new();
    for number in 0..MANY {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            conditions,
            r#"{comma}{{"fn": "uriEncode", "argv": [{{"ref": "Region"}}], "assign": "v{number}"}}"#
        );
    }
    let message = "{Region}".repeat(MANY);
    let rules = rule_set(&error(&conditions, &message));
    let start = Instant::now();
    assert_eq!(gives(&rules, &"here".repeat(MANY)), Ok(()));
    let unknown: String = (0..MANY).fold(String::new(), |mut text, number| {
        let _ = write!(text, "{{w{number}}}");
        text
    });
    let rules = rule_set(&error(&conditions, &unknown));
    assert!(gives(&rules, "x").is_err());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn diagrams_that_lead_in_circles_end() {
    // Node 1 leads to itself.
    let bdd = node(
        r#"{"version": "1.1", "parameters": {}, "conditions": [
                {"fn": "stringEquals", "argv": ["a", "a"]}],
            "results": [], "root": 2, "nodeCount": 2,
            "nodes": "/////wAAAAH/////AAAAAAAAAAIAAAAC"}"#,
    );
    let (bdd, problems) = Bdd::read(&bdd);
    assert!(problems.is_empty(), "{problems:?}");
    let node = cases("x");
    let (cases, _) = Cases::read(&node);
    let failure = bdd
        .evaluate(&cases.cases[0], &mut Budget::new(Budget::SERVICE))
        .unwrap_err();
    assert!(failure.message.contains("circle"), "{}", failure.message);
}

/// Nodes that are nearly rule sets: the keys and names of the language in any places.
fn nodes() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("version"),
        Just("1.1"),
        Just("parameters"),
        Just("rules"),
        Just("type"),
        Just("tree"),
        Just("error"),
        Just("endpoint"),
        Just("url"),
        Just("conditions"),
        Just("fn"),
        Just("argv"),
        Just("ref"),
        Just("assign"),
        Just("isSet"),
        Just("getAttr"),
        Just("coalesce"),
        Just("string"),
        Just("Region"),
        Just("{Region}"),
        Just("{a#b[0].c}"),
        Just("}"),
        Just("properties"),
        Just("headers"),
        Just("nodes"),
        Just("root"),
        Just("results"),
        Just("nodeCount"),
        Just("testCases"),
        Just("expect"),
        Just("params"),
    ];
    let leaf = prop_oneof![
        word.clone().prop_map(|word| format!("{word:?}")),
        Just("null".to_owned()),
        Just("true".to_owned()),
        (-3i64..5_000_000_000).prop_map(|number| number.to_string()),
    ];
    leaf.prop_recursive(8, 200, 6, move |inner| {
        let array = prop::collection::vec(inner.clone(), 0..5)
            .prop_map(|elements| format!("[{}]", elements.join(",")));
        let object = prop::collection::btree_map(word.clone(), inner, 0..7).prop_map(|entries| {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key:?}:{value}"))
                .collect();
            format!("{{{}}}", entries.join(","))
        });
        prop_oneof![array, object]
    })
}

proptest! {
    #[test]
    fn nothing_makes_reading_panic(text in nodes()) {
        let node = node(&text);
        let _ = RuleSet::read(&node);
        let _ = Bdd::read(&node);
        let _ = Cases::read(&node);
    }

    #[test]
    fn rules_of_any_form_are_read_and_evaluated(rules in prop::collection::vec(nodes(), 1..4)) {
        let _ = gives(&rule_set(&rules.join(",")), "x");
    }

    #[test]
    fn any_template_is_read_or_refused(text in "[a{}#\\[\\].1é-]{0,20}") {
        let rules = rule_set(&error("", &text));
        let result = gives(&rules, "x");
        if !text.contains(['{', '}']) {
            prop_assert_eq!(result, if text == "x" { Ok(()) } else { Err(format!("`{text}`")) });
        }
    }
}
