//! How fast text becomes tokens and trees, in bytes a second.
//!
//! On the largest models of `../shared/models/aws-idl`; where that folder is absent, on generated
//! text, and the output says so.

#![allow(clippy::unwrap_used)]

use std::fmt;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use smithyc::json::{self, Dialect};
use smithyc::syntax;
use smithyc::text::FileId;

const FILE: FileId = FileId(0);

fn main() {
    if !models().exists() {
        println!("../shared is absent: the text is generated");
    }
    divan::main();
}

fn models() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models")
}

struct Input {
    name: &'static str,
    text: String,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = self.text.len() as f64 / 1e6;
        write!(f, "{} ({megabytes:.1} MB)", self.name)
    }
}

fn idl() -> Vec<Input> {
    let files = ["ec2", "s3", "sagemaker", "quicksight"].into_iter();
    let found: Vec<Input> = files
        .filter_map(|name| {
            let path = models().join(format!("aws-idl/{name}/com.amazonaws.{name}.smithy"));
            let text = std::fs::read_to_string(path).ok()?;
            Some(Input { name, text })
        })
        .collect();
    if found.is_empty() {
        vec![generated()]
    } else {
        found
    }
}

/// Text in the proportions of a service: documentation, traits, members, operations.
fn generated() -> Input {
    let mut text = String::from("$version: \"2.0\"\n\nnamespace example\n");
    for number in 0..4000 {
        text.push_str(&format!(
            "\n/// <p>What is known of the thing number {number}, and why it is kept.</p>\n\
             structure Thing{number} {{\n    /// <p>Its name.</p>\n    @required\n    \
             @length(min: 1, max: 256)\n    name: String\n\n    size: Integer = 0\n\n    \
             tags: Tags\n}}\n\n@readonly\n@http(method: \"GET\", uri: \"/things/{number}\")\n\
             operation GetThing{number} {{\n    input: Unit\n    output: Thing{number}\n}}\n"
        ));
    }
    Input {
        name: "generated",
        text,
    }
}

fn ast() -> Vec<Input> {
    let found: Vec<Input> = ["ec2", "s3"]
        .into_iter()
        .filter_map(|name| {
            let text = std::fs::read_to_string(models().join(format!("aws/{name}.json"))).ok()?;
            Some(Input { name, text })
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let shapes: Vec<String> = (0..20_000)
        .map(|number| format!("\"a#S{number}\": {{ \"type\": \"string\", \"traits\": {{}} }}"))
        .collect();
    let text = format!("{{ \"shapes\": {{ {} }} }}", shapes.join(",\n"));
    vec![Input {
        name: "generated",
        text,
    }]
}

#[divan::bench(args = idl())]
fn lex(bencher: Bencher<'_, '_>, input: &Input) {
    bencher
        .counter(BytesCount::of_str(&input.text))
        .bench(|| syntax::token::lex(&input.text));
}

#[divan::bench(args = idl())]
fn lex_and_cut(bencher: Bencher<'_, '_>, input: &Input) {
    bencher.counter(BytesCount::of_str(&input.text)).bench(|| {
        let tokens = syntax::token::lex(&input.text);
        syntax::statements::cut(&input.text, &tokens)
    });
}

#[divan::bench(args = idl())]
fn parse(bencher: Bencher<'_, '_>, input: &Input) {
    bencher
        .counter(BytesCount::of_str(&input.text))
        .bench(|| syntax::parse(FILE, &input.text));
}

#[divan::bench(args = idl())]
fn format(bencher: Bencher<'_, '_>, input: &Input) {
    bencher
        .counter(BytesCount::of_str(&input.text))
        .bench(|| smithyc::format::format(FILE, &input.text));
}

#[divan::bench(args = ast())]
fn read_json(bencher: Bencher<'_, '_>, input: &Input) {
    bencher
        .counter(BytesCount::of_str(&input.text))
        .bench(|| json::parse(FILE, &input.text, Dialect::Strict));
}
