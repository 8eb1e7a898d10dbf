//! Selectors: the language as its grammar says, what they yield, and what hostile ones cost.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "ebnf/mod.rs"]
mod ebnf;
#[path = "selector/examples.rs"]
mod examples;
#[path = "selector/grammar.rs"]
mod grammar;
#[path = "selector/hostile.rs"]
mod hostile;
#[path = "selector/laws.rs"]
mod laws;

use smithyc::diag::Severity;
use smithyc::load;
use smithyc::model::Model;
use smithyc::name::ShapeId;
use smithyc::selector::Match;
use smithyc::text::{Origin, SourceMap};

/// The model of an IDL text without its first lines; it must be sound.
fn model(text: &str) -> Model {
    let mut sources = SourceMap::new();
    let text = format!("$version: \"2\"\nnamespace t\n{text}");
    let file = sources.add("t.smithy", text.as_str(), Origin::User);
    let (model, reports) = load::load(&mut sources, &[file], &load::Options::default());
    let broken: Vec<_> = reports
        .iter()
        .filter(|report| report.severity >= Severity::Danger)
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
    model
}

/// The ids of a model's own shapes, without the namespace, sorted.
fn own(ids: impl IntoIterator<Item = ShapeId>) -> Vec<String> {
    let mut own: Vec<String> = ids
        .into_iter()
        .filter(|id| id.namespace.as_str() == "t")
        .map(ShapeId::relative)
        .collect();
    own.sort();
    own
}

/// `shape name=value,value` for each match.
fn rows(matches: &[Match]) -> Vec<String> {
    let row = |one: &Match| {
        let mut row = one.shape.relative();
        for (name, ids) in &one.variables {
            let ids: Vec<String> = ids.iter().map(|id| id.relative()).collect();
            row.push_str(&format!(" {name}={}", ids.join(",")));
        }
        row
    };
    matches.iter().map(row).collect()
}
