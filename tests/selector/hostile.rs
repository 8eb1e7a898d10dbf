//! What must stay cheap, however it is written.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use smithyc::knowledge::Graph;
use smithyc::model::Model;
use smithyc::selector::{Evaluation, Selector};

use super::model;

/// Structures, each of which refers to the next.
fn chain(length: usize) -> Model {
    let mut text = String::new();
    for one in 0..length {
        let _ = writeln!(
            text,
            "structure S{one} {{ next: S{} }}",
            (one + 1).min(length - 1)
        );
    }
    model(&text)
}

/// How long it takes; far more than that is a fault, whatever the machine.
fn time(model: &Model, selector: &str) -> (Option<usize>, Duration) {
    let graph = Graph::new(model);
    let selector = Selector::parse(selector).expect("sound");
    let start = Instant::now();
    let found = Evaluation::new(&graph).select(&selector);
    (found.map(|ids| ids.len()), start.elapsed())
}

/// Generous: a debug build on a busy machine.
const SOON: Duration = Duration::from_secs(60);

#[test]
fn predicates_that_walk_far_are_not_walked_for_each_shape() {
    const LENGTH: usize = 30_000;
    let model = chain(LENGTH);
    for (selector, count) in [
        ("structure [id|namespace = t] :not(~> [trait|tags])", LENGTH),
        ("structure :test(~> [id = 't#S29999'])", LENGTH - 1),
        ("[id = 't#S0'] :recursive(> member >)", LENGTH - 1),
        ("structure :test(:recursive(> >) [id = 't#S29999'])", LENGTH),
        (
            "structure :not(:not(:not(~> member [trait|tags]))) [id|namespace = t]",
            LENGTH,
        ),
        (
            "structure :in(:root(structure ~> structure)) [id|namespace = t]",
            LENGTH - 1,
        ),
        ("[id = 't#S29999'] <~ structure", LENGTH - 1),
    ] {
        let (found, time) = time(&model, selector);
        assert_eq!(found, Some(count), "{selector}");
        assert!(time < SOON, "{selector} took {time:?}");
    }
}

#[test]
fn variables_that_nobody_reads_cost_nothing() {
    let model = chain(20_000);
    let (found, time) = time(&model, "structure $far(~>) ~> structure");
    assert!(found.is_some());
    assert!(time < SOON, "{time:?}");
}

#[test]
fn too_much_work_is_given_up() {
    let model = chain(20_000);
    let nested = (0..60).fold("> >".to_owned(), |inner, _| {
        format!(":recursive(> :recursive({inner}))")
    });
    for selector in [
        "structure $far(~>) ~> structure [@: @{var|far|id} = @{id}]",
        "structure :in(~> ~>)",
        "$x(~>) $y(${x} <~) :not([@: @{var|x|id} {<} @{var|y|id}])",
    ] {
        let (found, time) = time(&model, selector);
        assert_eq!(found, None, "{selector}");
        assert!(time < SOON, "{selector} took {time:?}");
    }
    if let Ok(parsed) = Selector::parse(&nested) {
        let graph = Graph::new(&model);
        let start = Instant::now();
        let _ = Evaluation::new(&graph).select(&parsed);
        assert!(start.elapsed() < SOON);
    }
}

#[test]
fn long_texts_are_read_in_linear_time_and_run_without_recursion() {
    let model = chain(10);
    for text in [
        ">".repeat(200_000),
        "<~ ".repeat(60_000),
        "[trait|tags]".repeat(50_000),
        format!("[trait{}]", "|(values)".repeat(50_000)),
        format!("[id = {}a]", "a,".repeat(100_000)),
        (0..20_000).map(|one| format!("$v{one}(*)")).collect(),
        (0..20_000)
            .map(|one| format!("$v{one}(*) ${{v{one}}}"))
            .collect(),
        format!(":is({}string)", "string,".repeat(50_000)),
        format!("[@: {}1=1]", "1=1&&".repeat(50_000)),
    ] {
        let start = Instant::now();
        let parsed = Selector::parse(&text).expect("sound");
        let graph = Graph::new(&model);
        let _ = Evaluation::new(&graph).select(&parsed);
        let time = start.elapsed();
        assert!(time < SOON, "{} took {time:?}", &text[..20]);
    }
}

#[test]
fn what_is_opened_and_never_closed_is_refused() {
    for open in [
        ":not(",
        ":is(string,",
        "$a(",
        "[",
        "[@:",
        "-[",
        "'",
        "[id='",
        "${",
        "@{",
    ] {
        let start = Instant::now();
        assert!(Selector::parse(&open.repeat(100_000)).is_err(), "{open}");
        assert!(start.elapsed() < SOON);
    }
}

#[test]
fn large_values_are_compared_in_linear_time() {
    let tags = |letter: &str| -> String {
        let tags = (0..20_000).map(|one| format!("\"{letter}{one}\""));
        tags.collect::<Vec<_>>().join(", ")
    };
    let model = model(&format!(
        "@tags([{}])\nservice S {{}}\n@tags([{}])\nservice D {{}}",
        tags("t"),
        tags("u")
    ));
    for (selector, count) in [
        ("[@: @{trait|tags|(values)} = @{trait|tags|(values)}]", 2),
        ("[@: @{trait|tags|(values)} {=} @{trait|tags|(values)}]", 2),
        ("[@: @{trait|tags|(values)} {<<} @{trait|tags|(values)}]", 0),
    ] {
        let (found, time) = time(&model, &format!("service {selector}"));
        assert_eq!(found, Some(count), "{selector}");
        assert!(time < SOON, "{selector} took {time:?}");
    }
    let (found, time) = time(
        &model,
        "[id = t#S] $s(*) :root([id = t#D]) [@: @{trait|tags|(values)} *= @{var|s|trait|tags|(values)}]",
    );
    assert_eq!(found, None);
    assert!(time < SOON, "{time:?}");
}
