//! What selectors cost, on the largest model of `../shared/models/aws-idl`; where that folder is
//! absent, on a generated one, and the output says so. The second table shows how the cost grows
//! with the model.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use smithyc::knowledge::Graph;
use smithyc::load;
use smithyc::model::Model;
use smithyc::selector::{Evaluation, Selector};
use smithyc::text::{Origin, SourceMap};

/// One of each kind.
const SELECTORS: &[&str] = &[
    "structure",
    "[trait|required]",
    "member [trait|documentation *= deprecated i]",
    "structure > member",
    "operation -[input, output]-> structure > member :test(> :test(list, map))",
    "service ~> simpleType",
    "structure :not(~> [trait|sensitive])",
    "string :not(< member)",
    "service $out(~> operation -[output]-> ~> string) ~> operation -[input]-> ~> string :not(:in(${out}))",
    "operation $input(-[input]-> > member) $output(-[output]-> > member) [@: @{var|input|id|member} = @{var|output|id|member}]",
];

static LARGEST: LazyLock<Model> = LazyLock::new(|| {
    let path = largest();
    match std::fs::read_to_string(path) {
        Ok(text) => load(&text),
        Err(_) => load(&generated(8)),
    }
});

fn largest() -> PathBuf {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models");
    models.join("aws-idl/ec2/com.amazonaws.ec2.smithy")
}

fn main() {
    if !largest().exists() {
        println!("../shared is absent: the model is generated");
    }
    divan::main();
}

fn load(text: &str) -> Model {
    let mut sources = SourceMap::new();
    let file = sources.add("model.smithy", text, Origin::User);
    load::load(&mut sources, &[file], &load::Options::default()).0
}

/// Operations whose inputs and outputs lead to deep and to shared structures.
fn generated(times: usize) -> String {
    let count = 500 * times;
    let mut text = String::from("$version: \"2\"\nnamespace example\n");
    let operations: Vec<String> = (0..count).map(|one| format!("Get{one}")).collect();
    let _ = writeln!(
        text,
        "service S {{ operations: [{}] }}",
        operations.join(", ")
    );
    for one in 0..count {
        let next = (one + 1) % count;
        let _ = writeln!(
            text,
            "operation Get{one} {{ input := {{ @required id: Id{one} }}, output := {{ item: Item{one}, all: Items{one} }} }}\n\
             structure Item{one} {{ /// The name\n name: String, next: Item{next}, @deprecated tags: Items{one} }}\n\
             list Items{one} {{ member: Item{one} }}\n\
             @length(min: {one}) string Id{one}"
        );
    }
    text
}

fn evaluate(model: &Model, selector: &Selector) -> usize {
    let graph = Graph::new(model);
    let found = Evaluation::new(&graph).select(selector);
    found.expect("within reason").len()
}

/// With the indexes that it needs, which are made anew for each.
#[divan::bench(args = SELECTORS)]
fn on_the_largest_model(bencher: Bencher, text: &str) {
    let selector = Selector::parse(text).unwrap();
    let model = &*LARGEST;
    bencher.bench(|| evaluate(model, &selector));
}

#[divan::bench(args = [1, 2, 4, 8])]
fn grows_with_the_model(bencher: Bencher, times: usize) {
    let model = load(&generated(times));
    let selectors: Vec<Selector> = SELECTORS
        .iter()
        .map(|text| Selector::parse(text).unwrap())
        .collect();
    bencher.bench(|| {
        let found = selectors.iter().map(|selector| evaluate(&model, selector));
        found.sum::<usize>()
    });
}

#[divan::bench]
fn parse_all(bencher: Bencher) {
    bencher.bench(|| {
        let parsed = SELECTORS.iter().map(|text| Selector::parse(text).unwrap());
        parsed.map(|selector| selector.text_len()).sum::<usize>()
    });
}
