//! The written grammar and the parser name each other.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

struct Production {
    /// The names it refers to.
    uses: Vec<String>,
    /// What its comments name.
    functions: Vec<String>,
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The productions of a grammar in the notation of `grammar/README.md`.
fn productions(text: &str) -> BTreeMap<String, Production> {
    let mut found: BTreeMap<String, Production> = BTreeMap::new();
    let mut last: Option<String> = None;
    let mut defined: Option<String> = None;
    let mut pending: Option<String> = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if rest.starts_with("(*") {
            let end = rest.find("*)").unwrap() + 2;
            let comment = rest[2..end - 2].trim();
            let one = !comment.contains(' ');
            if let Some(name) = last.as_ref().filter(|_| one && defined.is_none()) {
                let production = found.get_mut(name).unwrap();
                production.functions.push(comment.to_owned());
            }
            (None, end)
        } else if let Some(inner) = ['"', '\'', '?'].into_iter().find(|quote| *quote == first) {
            (None, rest[1..].find(inner).unwrap() + 2)
        } else if first.is_alphabetic() {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            (Some(rest[..end].to_owned()), end)
        } else {
            match first {
                '=' => {
                    let name = pending.take().unwrap();
                    let production = Production {
                        uses: Vec::new(),
                        functions: Vec::new(),
                    };
                    assert!(
                        found.insert(name.clone(), production).is_none(),
                        "`{name}` is defined twice"
                    );
                    defined = Some(name);
                }
                ';' => last = defined.take(),
                _ => {}
            }
            (None, first.len_utf8())
        };
        if let Some(name) = token {
            match &defined {
                Some(production) => found.get_mut(production).unwrap().uses.push(name),
                None => pending = Some(name),
            }
        }
        rest = &rest[length..];
    }
    found
}

#[test]
fn every_production_is_defined_and_reached() {
    let grammar = productions(&read("grammar/idl.ebnf"));
    let mut reached = BTreeSet::new();
    let mut waiting = vec!["idl"];
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            let production = grammar
                .get(name)
                .unwrap_or_else(|| panic!("`{name}` is not defined"));
            waiting.extend(production.uses.iter().map(String::as_str));
        }
    }
    let lost: Vec<_> = grammar
        .keys()
        .filter(|name| !reached.contains(name.as_str()))
        .collect();
    assert!(lost.is_empty(), "nothing leads to {lost:?}");
}

#[test]
fn every_production_names_what_is_there() {
    let parser: String = ["mod", "file", "nodes", "shapes", "traits"]
        .iter()
        .map(|name| read(&format!("src/syntax/grammar/{name}.rs")))
        .collect();
    let tokens = read("src/syntax/token.rs");
    let mut named = BTreeSet::new();
    for (name, production) in productions(&read("grammar/idl.ebnf")) {
        for function in production.functions {
            let is_token = name.chars().all(|c| !c.is_lowercase());
            let there = if is_token {
                tokens.contains(&format!("    {function},"))
            } else {
                parser.contains(&format!("fn {function}<"))
            };
            assert!(there, "`{name}` names `{function}`, which is not there");
            named.insert(function);
        }
    }
    // And the other way round: nothing is parsed that is not written down.
    let helpers = [
        "parse_keyword",
        "parse_properties",
        "parse_no_arguments",
        "parse_bare_mixins",
        "parse_dangling_documentation",
        "parse_shape_id_node",
    ];
    for line in parser.lines() {
        let line = line.trim_start();
        let line = line.strip_prefix("pub(super) ").unwrap_or(line);
        let Some(signature) = line.strip_prefix("fn parse_") else {
            continue;
        };
        let end = signature.find('<').unwrap();
        let function = format!("parse_{}", &signature[..end]);
        assert!(
            named.contains(&function) || helpers.contains(&function.as_str()),
            "no production names `{function}`"
        );
    }
}
