//! The shapes that a selector yields.

use super::*;

fn select(folder: &Folder, arguments: &[&str]) -> Done {
    let all: Vec<&str> = ["select", "--no-config", "a.smithy"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    folder.run(&all)
}

#[test]
fn ids_are_printed_one_a_line_in_order() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let done = select(&folder, &["--selector", "service ~> operation"]).expect(0);
    assert_eq!(done.out, "com.example#EchoMessage\n");
    assert_eq!(done.err, "");
    let done = select(&folder, &["--selector", "*"]).expect(0);
    let lines: Vec<&str> = done.out.lines().collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(lines, sorted);
    assert!(lines.contains(&"smithy.api#String"));
    let none = select(&folder, &["--selector", "bigInteger [id|name = Nope]"]).expect(0);
    assert_eq!((&*none.out, &*none.err), ("", ""));
}

#[test]
fn a_selector_may_begin_with_a_hyphen() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let done = select(&folder, &["--selector", "-[operation]->"]).expect(0);
    assert_eq!(done.out, "com.example#EchoMessage\n");
}

#[test]
fn json_shows_what_was_asked_for() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let show = |what: &str, selector: &str| -> serde_json::Value {
        let done = select(&folder, &["--show", what, "--selector", selector]).expect(0);
        serde_json::from_str(&done.out).unwrap()
    };
    let selector = "service $service(*) > operation";
    assert_eq!(
        show("type, vars", selector),
        serde_json::json!([{
            "shape": "com.example#EchoMessage",
            "type": "operation",
            "vars": {"service": ["com.example#EchoService"]},
        }])
    );
    let file = show("file", selector);
    let file = file[0]["file"].as_str().unwrap();
    let line = ECHO
        .lines()
        .position(|line| line.starts_with("operation EchoMessage"));
    assert_eq!(file, format!("a.smithy:{}:1", line.unwrap() + 1));
    assert_eq!(
        show("type", "bigInteger [id|name = Nope]"),
        serde_json::json!([])
    );
    let wrong = select(&folder, &["--show", "vars,foo", "--selector", "*"]).expect(2);
    assert!(
        wrong.err.contains("`type`, `file` or `vars`"),
        "{}",
        wrong.err
    );
}

#[test]
fn mistakes_of_the_selector_come_before_the_model_is_read() {
    let folder = Folder::new();
    let done = select(
        &folder,
        &["--format", "short", "--selector", "structure >\n sting"],
    );
    let done = done.expect(2);
    assert_eq!(done.out, "");
    assert!(
        done.err
            .starts_with("--selector:2:2: error[selector-shape-type]"),
        "{}",
        done.err
    );
}

#[test]
fn oddities_of_the_selector_are_told_and_tolerated() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let arguments = [
        "--format",
        "short",
        "--selector",
        ":is(service, :nto(list))",
    ];
    let done = select(&folder, &arguments).expect(0);
    assert_eq!(done.out, "com.example#EchoService\n");
    assert!(done.err.contains("selector-function"), "{}", done.err);
}

#[test]
fn a_broken_model_yields_nothing() {
    let folder = Folder::new();
    folder.put(
        "a.smithy",
        "$version: \"2\"\nnamespace a\nstructure A { b: Nope }\n",
    );
    let done = select(&folder, &["--selector", "structure"]).expect(1);
    assert_eq!(done.out, "");
    assert!(done.err.contains("unresolved-target"), "{}", done.err);
}
