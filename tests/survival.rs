//! Whatever is read, everything ends: no input makes the way from text to reports panic, hang or
//! point outside of its text.
//!
//! Goes the whole way that commands go: read, lower, merge, check, draw the reports in every
//! form, write JSON AST, format. What `tests/syntax.rs` and `tests/json.rs` ask of one reader is
//! asked of all together here, with texts that are nearly models.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use smithyc::diag::Diagnostic;
use smithyc::emit::{JsonOptions, json_ast};
use smithyc::render::{self, Style};
use smithyc::syntax::token::{Kind, lex};
use smithyc::text::{FileId, Origin, SourceMap};
use smithyc::{check, format, load};

/// Real files up to this many bytes are changed; larger ones only cost time.
const LARGEST: u64 = 24 * 1024;

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "smithy" || end == "json")
        {
            found.push(path);
        }
    }
    found.sort();
}

/// The models of the corpus, and those that are not part of this project where they are there.
fn real_files() -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["corpus", "tests/models", "src/load/packages"] {
        files_below(&home.join(folder), &mut files);
    }
    let shared = home.join("../shared");
    if shared.exists() {
        for folder in [
            "models/protocol-tests",
            "conformance/loader",
            "conformance/events",
        ] {
            files_below(&shared.join(folder), &mut files);
        }
    } else {
        println!("../shared is absent: only files of this project are read");
    }
    files
}

fn real_texts() -> Vec<(String, String)> {
    let small = |path: &PathBuf| path.metadata().is_ok_and(|data| data.len() <= LARGEST);
    let files = real_files().into_iter().filter(small);
    files
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            Some((name, std::fs::read_to_string(path).ok()?))
        })
        .collect()
}

/// Tokens tile the text exactly.
fn check_tiles(text: &str) {
    let tokens = lex(text);
    let mut at = 0;
    for pair in tokens.windows(2) {
        assert_eq!(pair[0].start, at);
        assert!(pair[1].start > at);
        at = pair[1].start;
        assert!(text.is_char_boundary(at as usize));
    }
    let end = tokens.last().unwrap();
    assert_eq!((end.kind, end.start as usize), (Kind::End, text.len()));
}

/// Every span of a report lies in its file, on borders of characters.
fn check_report(report: &Diagnostic, sources: &SourceMap) {
    let labels = report.labels.iter().map(|label| label.span);
    let edits = report.fixes.iter().flat_map(|fix| &fix.edits);
    let spans = report.span.into_iter().chain(labels);
    for span in spans.chain(edits.map(|edit| edit.span)) {
        let text = sources.get(span.file).unwrap().text();
        let inside = text.get(span.range());
        assert!(inside.is_some(), "{}: {span:?}", report.code);
    }
    assert!(!report.message.is_empty());
}

/// Goes the whole way; gives the codes of all reports.
fn survive(files: &[(&str, &str)]) -> Vec<&'static str> {
    let mut sources = SourceMap::new();
    let ids: Vec<FileId> = files
        .iter()
        .map(|(name, text)| sources.add(*name, *text, Origin::User))
        .collect();
    let (model, reports) = load::load(&mut sources, &ids, &load::Options::default());
    let reports = check::check_loaded(&model, &sources, reports);
    for report in &reports {
        check_report(report, &sources);
    }
    render::rich::render(&reports, &sources, Style::default());
    render::short::render(&reports, &sources, Style::default());
    render::json::render(&reports, &sources);
    json_ast(&model, &sources, &JsonOptions::default());
    for (name, text) in files {
        if name.ends_with(".smithy") {
            check_tiles(text);
            if let Ok(formatted) = format::format(FileId(0), text) {
                check_tiles(&formatted);
            }
        }
    }
    reports.into_iter().map(|report| report.code).collect()
}

/// Runs on the stack that a worker thread has.
fn on_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn the_tokens_of_every_file_tile_it() {
    let mut files = real_files();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    files_below(&shared.join("conformance/format"), &mut files);
    files_below(&shared.join("models/aws-idl"), &mut files);
    for path in files {
        if let Ok(text) = std::fs::read_to_string(&path)
            && path.extension().is_some_and(|end| end == "smithy")
        {
            check_tiles(&text);
        }
    }
}

#[test]
fn every_limit_on_nesting_is_a_report() {
    const DEPTHS: [usize; 3] = [64, 1_001, 60_000];
    let around = |open: &str, inner: &str, close: &str, depth: usize| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    on_small_stack(move || {
        for depth in DEPTHS {
            let head = "$version: \"2.1\"\nnamespace a\n";
            for (before, open, inner, close, after) in [
                ("metadata a = ", "[", "", "]", ""),
                ("metadata a = ", "{b: ", "1", "}", ""),
                ("", "@a(", "", ")", "\nstring A"),
                ("@a(", "{b: [", "", "]}", ")\nstring A"),
                ("structure A { b: ", "[", "String", "]", " }"),
                ("structure A { b: ", "{String: ", "String", "}", " }"),
                ("structure A { b: ", "{", "String", ": String}", " }"),
                ("structure A { b: Document = ", "[", "", "]", "\n }"),
                ("operation A ", "{ input := ", "{}", "}", ""),
                ("service A { version: ", "[", "", "]", " }"),
                ("list A ", "{ list B ", "{}", "}", ""),
            ] {
                let nested = around(open, inner, close, depth);
                survive(&[("a.smithy", &format!("{head}{before}{nested}{after}\n"))]);
                // Never closed.
                let open = open.repeat(depth);
                survive(&[("a.smithy", &format!("{head}{before}{open}"))]);
            }
            for (before, open, inner, close, after) in [
                ("", "[", "", "]", ""),
                (
                    "{\"smithy\": \"2.0\", \"metadata\": {\"a\": ",
                    "[",
                    "",
                    "]",
                    "}}",
                ),
                (
                    "{\"smithy\": \"2.0\", \"metadata\": ",
                    "{\"a\": ",
                    "1",
                    "}",
                    "}",
                ),
                (
                    "{\"smithy\": \"2.0\", \"shapes\": ",
                    "{\"a#B\": ",
                    "1",
                    "}",
                    "}",
                ),
                (
                    "{\"smithy\": \"2.0\", \"shapes\": {\"a#B\": {\"type\": \"string\", \"traits\": {\"a#c\": ",
                    "[",
                    "",
                    "]",
                    "}}}}",
                ),
            ] {
                let nested = around(open, inner, close, depth);
                survive(&[("a.json", &format!("{before}{nested}{after}"))]);
                survive(&[("a.json", &format!("{before}{}", open.repeat(depth)))]);
            }
        }
        let [_, _, deepest] = DEPTHS;
        let deep = format!("metadata a = {}", around("[", "", "]", deepest));
        assert!(survive(&[("a.smithy", &deep)]).contains(&"nesting-too-deep"));
        let deep = around("[", "", "]", deepest);
        assert!(survive(&[("a.json", &deep)]).contains(&"json-nesting-too-deep"));
    });
}

/// Time must grow with the text, not with its square.
#[test]
fn hostile_models_take_linear_time() {
    const SIZE: usize = if cfg!(debug_assertions) {
        1 << 16
    } else {
        4 << 20
    };
    let head = "$version: \"2.1\"\nnamespace a\n";
    let repeated = |unit: &str| unit.repeat(SIZE / unit.len());
    let numbered = |unit: &str| -> String {
        let count = SIZE / unit.len();
        (0..count)
            .map(|at| unit.replace('%', &at.to_string()))
            .collect()
    };
    let idl = |body: String| ("a.smithy", format!("{head}{body}"));
    let shapes = |body: String| {
        let body = body.trim_end_matches(',');
        let text = format!("{{\"smithy\": \"2.0\", \"shapes\": {{{body}}}}}");
        ("a.json", text)
    };
    for (name, text) in [
        idl(repeated("string A\n")),
        idl(numbered("string A%\n")),
        idl(numbered("structure A% { a: A0 }\n")),
        idl(format!("structure A {{\n{}}}", repeated("a: String\n"))),
        idl(format!("structure A {{\n{}}}", numbered("a%: [String]\n"))),
        idl(format!("structure A {{\n{}}}", numbered("a%: [B%]\n"))),
        idl(format!("structure A {{\n{}}}", numbered("a%: [a.b%#C]\n"))),
        idl(format!("structure A {{\n{}}}", repeated("@required\n"))),
        idl(format!(
            "structure A {{\n{}}}",
            repeated("/// a\na: String /// b\n")
        )),
        idl(format!(
            "operation A {{\n{}}}",
            repeated("input /// a\n/// b\n")
        )),
        idl(format!("enum A {{\n{}}}", numbered("a% = \"b\" /// c\n"))),
        idl(format!("@documentation(\"{}\")\nstring A", repeated("a\n"))),
        idl(format!(
            "@documentation(\"\"\"\n{}\"\"\")\nstring A",
            repeated("  a\\u0041\n")
        )),
        idl(format!("string A\n{}", repeated("apply A @sensitive\n"))),
        idl(format!("metadata a = {{{}}}", repeated("a: 1,"))),
        idl(repeated("@ \n")),
        idl(repeated("@\na")),
        idl(repeated("$ a: 1\n")),
        idl(repeated("\u{a0}\u{feff}")),
        shapes(repeated("\"a#A\": {\"type\": \"string\"},")),
        shapes(numbered("\"a#A%\": {\"type\": \"string\"},")),
        ("a.json", repeated("[")),
        ("a.json", repeated("{\"a\":")),
        ("a.json", format!("\"{}", repeated("\\u0041"))),
    ] {
        let begin = Instant::now();
        let codes = survive(&[(name, &text)]);
        let taken = begin.elapsed();
        let start: String = text.chars().skip(27).take(40).collect();
        assert!(taken < Duration::from_secs(30), "{start:?}: {taken:?}");
        println!("{start:?}: {taken:?}, {} reports", codes.len());
    }
}

/// Pieces of both languages.
const PIECES: [&str; 64] = [
    "$version: \"2.0\"\n",
    "$version: \"2.1\"\n",
    "$version: \"1.0\"\n",
    "$",
    "metadata",
    "namespace a\n",
    "use a#B\n",
    "apply",
    "string",
    "structure",
    "list",
    "map",
    "union",
    "enum",
    "intEnum",
    "service",
    "resource",
    "operation",
    "set",
    "A",
    "B",
    "a",
    "a#B",
    "a#B$c",
    "B$c",
    "smithy.api#String",
    "String",
    "member",
    "key",
    "value",
    "input",
    "output",
    "errors",
    "with",
    "for",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ":=",
    "=",
    "@",
    "@required\n",
    "@mixin\n",
    "@trait\n",
    "@http(method: \"GET\", uri: \"/{a}\")\n",
    "\"a\"",
    "\"\\ud83d\"",
    "\"\"\"\n a\"\"\"",
    "1",
    "-0.5e3",
    "true",
    "null",
    ",",
    "\n",
    "\n",
    "// c\n",
    "/// d\n",
    "\u{feff}",
    "é",
    "\"",
];

const JSON_PIECES: [&str; 32] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"smithy\": \"2.0\"",
    "\"shapes\"",
    "\"metadata\"",
    "\"a#B\"",
    "\"a#B$c\"",
    "\"type\"",
    "\"structure\"",
    "\"list\"",
    "\"apply\"",
    "\"members\"",
    "\"member\"",
    "\"target\"",
    "\"traits\"",
    "\"smithy.api#required\"",
    "\"smithy.api#String\"",
    "\"mixins\"",
    "\"resource\"",
    "1",
    "-1e999",
    "true",
    "null",
    "\"\\ud83d\"",
    "\"\\",
    "\u{feff}",
    "é",
    "// c\n",
];

/// A change of a text: where, how many bytes are taken out, and what is put in.
type Change = (prop::sample::Index, usize, Option<&'static str>);

fn changes(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<Change>> {
    let piece = prop::option::of(prop::sample::select(pieces));
    let length = prop_oneof![Just(0usize), 1..8usize, 1..400usize];
    prop::collection::vec((any::<prop::sample::Index>(), length, piece), 1..6)
}

/// Makes the changes, at borders of characters.
fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (place, length, piece) in changes {
        let mut start = place.index(text.len() + 1);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (start + length).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        text.replace_range(start..end, piece.unwrap_or(""));
    }
    text
}

/// One token or line is put in another place.
fn moved(text: &str, from: prop::sample::Index, to: prop::sample::Index, lines: bool) -> String {
    let mut parts: Vec<&str> = if lines {
        text.split_inclusive('\n').collect()
    } else {
        let tokens = lex(text);
        let ends = tokens.iter().skip(1).map(|next| next.start as usize);
        let pairs = tokens.iter().zip(ends);
        pairs
            .filter_map(|(token, end)| text.get(token.start as usize..end))
            .collect()
    };
    if !parts.is_empty() {
        let part = parts.remove(from.index(parts.len()));
        parts.insert(to.index(parts.len() + 1), part);
    }
    parts.concat()
}

#[test]
fn changed_models_are_survived() {
    let texts = real_texts();
    let (json, idl): (Vec<_>, Vec<_>) = texts
        .into_iter()
        .partition(|(name, _)| name.ends_with(".json"));
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 300,
        ..ProptestConfig::default()
    };
    let index = any::<prop::sample::Index>;
    let strategy = (
        (index(), index(), changes(&PIECES), changes(&JSON_PIECES)),
        (index(), index(), any::<bool>()),
    );
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(
            &strategy,
            |((which, other, changes, json_changes), (from, to, lines))| {
                let (_, text) = &idl[which.index(idl.len())];
                let broken = changed(text, &changes);
                survive(&[("a.smithy", &broken)]);
                let (_, second) = &idl[other.index(idl.len())];
                survive(&[
                    ("a.smithy", &moved(text, from, to, lines)),
                    ("b.smithy", second),
                ]);
                let (_, text) = &json[which.index(json.len())];
                survive(&[
                    ("a.json", &changed(text, &json_changes)),
                    ("b.smithy", &broken),
                ]);
                Ok(())
            },
        )
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 300,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        survive(&[("a.smithy", &text), ("b.json", &text)]);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        survive(&[("a.smithy", &text), ("b.json", &text)]);
    }

    #[test]
    fn any_tokens_are_survived(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80),
        json in prop::collection::vec(prop::sample::select(&JSON_PIECES[..]), 0..60),
        spaced in any::<bool>(),
    ) {
        let space = if spaced { " " } else { "" };
        let text = format!("$version: \"2.1\"\nnamespace a\n{}", pieces.join(space));
        survive(&[("a.smithy", &text), ("b.json", &json.join(space))]);
    }
}
