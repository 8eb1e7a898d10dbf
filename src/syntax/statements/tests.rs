//! The law of the cut, and how it goes about broken text.

use std::path::{Path, PathBuf};

use super::super::grammar::{Context, Grammar};
use super::super::token::lex;
use super::*;
use crate::text::FileId;

fn forms(text: &str) -> Vec<(Form, &str)> {
    let tokens = lex(text);
    let cut = cut(text, &tokens);
    cut.statements
        .iter()
        .map(|statement| {
            let first = cut.lexemes[statement.first];
            let last = cut.lexemes[statement.last - 1];
            (
                statement.form,
                &text[first.start as usize..last.end as usize],
            )
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<_> = forms(text).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, expected);
}

#[test]
fn statements_are_cut_apart() {
    check(
        "$a: 1\n$b: [\n1]\nmetadata c = {\nd: 1 }\nnamespace e.f\nuse g#H\n",
        &[
            "$a: 1",
            "$b: [\n1]",
            "metadata c = {\nd: 1 }",
            "namespace e.f",
            "use g#H",
        ],
    );
    check(
        "/// a\n@b(c: 1)\n\n@d string E\nstring F with\n[G]\nstructure H\n for I with [J]\n{\n}\n",
        &[
            "/// a\n@b(c: 1)\n\n@d string E",
            "string F with\n[G]",
            "structure H\n for I with [J]\n{\n}",
        ],
    );
}

#[test]
fn apply_owns_one_trait_or_one_block() {
    check(
        "apply A @b(c)\n@d\nstring E\napply F {\n@g @h\n}\n@i\nstring J",
        &[
            "apply A @b(c)",
            "@d\nstring E",
            "apply F {\n@g @h\n}",
            "@i\nstring J",
        ],
    );
}

#[test]
fn keywords_may_be_names() {
    check(
        "structure list {\nstring: string\n}\nlist use {\nmember: list\n}\nuse use#use",
        &[
            "structure list {\nstring: string\n}",
            "list use {\nmember: list\n}",
            "use use#use",
        ],
    );
    check(
        "enum A {\nstring\nFoo\napply\n}\nstring B",
        &["enum A {\nstring\nFoo\napply\n}", "string B"],
    );
}

#[test]
fn a_missing_bracket_costs_one_statement() {
    check(
        "structure A {\n    a: B\n\nstructure C {\n    c: D\n}\n@e(f: [1\nstring G\n",
        &[
            "structure A {\n    a: B",
            "structure C {\n    c: D\n}",
            "@e(f: [1\nstring G",
        ],
    );
}

#[test]
fn what_is_no_statement_ends_where_one_begins() {
    check(
        "structure\nstring A\nwidget B {\n}\n) x\nmetadata c =\nstring D",
        &[
            "structure",
            "string A",
            "widget B {\n}",
            ") x",
            "metadata c =",
            "string D",
        ],
    );
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "smithy") {
            found.push(path);
        }
    }
}

/// On every valid file the cut and the grammar agree on where each statement ends, although the
/// grammar is shown all that follows.
#[test]
fn the_boundaries_are_those_of_the_grammar() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut files = Vec::new();
    files_below(&shared.join("models"), &mut files);
    files_below(&shared.join("conformance/loader/valid"), &mut files);
    files_below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/load/packages"),
        &mut files,
    );
    if !shared.exists() {
        println!("../shared is absent: only the bundled packages are read");
    }
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let context = Context {
            text: &text,
            file: FileId(0),
        };
        let tokens = lex(&text);
        let cut = cut(&text, &tokens);
        // Enough of what follows to run on into, and not so much that this takes long.
        const WINDOW: usize = 60;
        for statement in &cut.statements {
            let first = match statement.form {
                Form::Shape(_) => statement.first,
                // Documentation at the end of a file is no statement.
                Form::Unknown => continue,
                _ => statement.keyword,
            };
            let end = (statement.last + WINDOW).min(cut.lexemes.len());
            let extent = Grammar::extent(context, statement.form, &cut.lexemes[first..end]);
            assert_eq!(
                extent.map(|extent| first + extent),
                Some(statement.last),
                "{}: {:?} at byte {}",
                path.display(),
                statement.form,
                cut.lexemes[first].start
            );
        }
    }
}
