//! Holds the source tree to its own rules: the floors, the size of files, and what must not be
//! written.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use declared::{declared, files};

mod declared;

/// The floor of each module of `src/`. A module may name itself and modules of lower floors.
const FLOORS: &[(&str, u32)] = &[
    ("text", 0),
    ("name", 1),
    ("node", 1),
    ("diag", 2),
    ("syntax", 3),
    ("json", 3),
    ("model", 4),
    ("format", 4),
    ("load", 5),
    ("knowledge", 5),
    ("jmespath", 5),
    ("selector", 6),
    ("rules", 6),
    ("values", 7),
    ("check", 8),
    ("transform", 9),
    ("emit", 9),
    ("diff", 9),
    ("assist", 9),
    ("backend", 10),
    ("driver", 11),
    ("render", 11),
    ("explain", 11),
    ("cli", 12),
    ("lsp", 12),
];

/// The first floor that may touch files, the environment and the clock.
const OUTER_FLOOR: u32 = 11;

/// A file longer than this is two rooms.
const LONGEST_FILE: usize = 700;

fn floor(module: &str) -> Option<u32> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, floor)| *floor)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text with comments and string literals blanked out, so that only code is looked at.
fn code_only(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let skipped = if rest.starts_with(b"//") {
            rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"r#\"") || rest.starts_with(b"br#\"") {
            let open = if *byte == b'b' { 4 } else { 3 };
            let close = rest[open..].windows(2).position(|pair| pair == b"\"#");
            close.map_or(rest.len(), |close| open + close + 2)
        } else if *byte == b'"' {
            let mut end = 1;
            while end < rest.len() && rest[end] != b'"' {
                end += if rest[end] == b'\\' { 2 } else { 1 };
            }
            (end + 1).min(rest.len())
        } else if rest.starts_with(b"'\"'") || rest.starts_with(b"'\\\"'") {
            rest[1..]
                .iter()
                .position(|b| *b == b'\'')
                .map_or(1, |close| close + 2)
        } else if rest.starts_with(b"b'\"'") {
            4
        } else {
            0
        };
        if skipped == 0 {
            out.push(*byte);
            at += 1;
        } else {
            let hidden = &bytes[at..at + skipped];
            out.extend(
                hidden
                    .iter()
                    .map(|b| if *b == b'\n' { b'\n' } else { b' ' }),
            );
            at += skipped;
        }
    }
    String::from_utf8(out).expect("blanking keeps whole characters")
}

/// The first names of every path below `prefix` (`crate::`), groups in braces included.
fn first_names<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut start = true;
            for (i, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
                if depth == 1 && start && (c.is_alphabetic() || c == '_') {
                    names.push(identifier(&group[i..]));
                    start = false;
                } else if depth == 1 && c == ',' {
                    start = true;
                }
            }
        } else {
            names.push(identifier(rest));
        }
    }
    names
}

fn identifier(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    &text[..end]
}

/// The module path of a file below `src`: `syntax/grammar/nodes.rs` is `[syntax, grammar, nodes]`.
fn module_path(file: &Path) -> Vec<String> {
    let relative = file.strip_prefix(root().join("src")).expect("below src");
    let mut parts: Vec<String> = relative
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The modules of `src/` that a file names through `crate::` or through enough `super::`s.
fn named_modules(file: &Path, code: &str) -> Vec<String> {
    let mut found: Vec<String> = first_names(code, "crate::")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let depth = module_path(file).len();
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let mut rest = &code[at..];
        let mut ups = 0;
        while let Some(next) = rest.strip_prefix("super::") {
            ups += 1;
            rest = next;
        }
        // An inline `mod tests` is one deeper than its file, so one `super` less counts.
        if ups >= depth {
            let text = format!("crate::{rest}");
            found.extend(
                first_names(&text, "crate::")
                    .into_iter()
                    .take(1)
                    .filter(|name| floor(name).is_some())
                    .map(str::to_owned),
            );
        }
    }
    found
}

#[test]
fn modules_import_only_from_lower_floors() {
    let mut wrong = Vec::new();
    for file in files(&root().join("src"), "rs") {
        let path = module_path(&file);
        let Some(own) = path.first() else { continue };
        if path.len() == 1 && ["lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let Some(own_floor) = floor(own) else {
            wrong.push(format!("{}: `{own}` stands on no floor", file.display()));
            continue;
        };
        let code = code_only(&fs::read_to_string(&file).expect("readable"));
        for name in named_modules(&file, &code) {
            match floor(&name) {
                Some(other) if name == *own || other < own_floor => {}
                Some(_) => wrong.push(format!("{}: names `{name}`", file.display())),
                None => wrong.push(format!("{}: names `crate::{name}`", file.display())),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "arrows that run up or across:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn only_the_outer_floors_touch_the_world() {
    const WORLD: &[&str] = &[
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant",
        "println!",
        "eprintln!",
        "print!",
        "dbg!",
    ];
    let mut wrong = Vec::new();
    for file in files(&root().join("src"), "rs") {
        let path = module_path(&file);
        let outer = path
            .first()
            .and_then(|own| floor(own))
            .is_none_or(|own| own >= OUTER_FLOOR);
        if outer || path.last().is_some_and(|last| last == "tests") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        let code = code_only(text.split("#[cfg(test)]").next().unwrap_or(""));
        for world in WORLD {
            if code.contains(world) {
                wrong.push(format!("{}: {world}", file.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "inner floors that reach outside:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn files_are_rooms_of_a_bearable_size_and_open_with_what_they_hold() {
    let mut wrong = Vec::new();
    for file in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).expect("readable");
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines", file.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!(
                "{}: does not open with a `//!` comment",
                file.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_undone() {
    // Spelled in two halves, so that this file does not find itself.
    let marks = [
        ["todo", "!("],
        ["unimplemen", "ted!("],
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X:"],
        ["#[ign", "ore"],
        ["raise NotImplemen", "tedError"],
        ["mark.sk", "ip"],
        ["mark.xf", "ail"],
    ]
    .map(|halves| halves.concat());
    let mut wrong = Vec::new();
    for folder in ["src", "tests"] {
        for extension in ["rs", "py"] {
            for file in files(&root().join(folder), extension) {
                let text = fs::read_to_string(&file).expect("readable");
                for (number, line) in text.lines().enumerate() {
                    if let Some(mark) = marks.iter().find(|mark| line.contains(mark.as_str())) {
                        wrong.push(format!("{}:{}: {mark}", file.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "marks of unfinished work:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_code_is_declared_once() {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).expect("readable");
        for code in declared(&text) {
            all.entry(code.slug)
                .or_default()
                .push(file.display().to_string());
        }
    }
    all.retain(|_, places| places.len() > 1);
    assert!(all.is_empty(), "declared more than once: {all:#?}");
}

/// A case of the corpus shows what a person reads; where none can exist, since the program reports
/// something else first or the disk has to refuse, a test names the code.
#[test]
fn every_code_has_a_case() {
    let mut shown = String::new();
    for file in files(&root().join("corpus"), "out") {
        shown += &fs::read_to_string(&file).expect("readable");
    }
    // A case of several files keeps its report in a file called `out`.
    let mut folders = vec![root().join("corpus")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.file_name() == "out" {
                shown += &fs::read_to_string(entry.path()).expect("readable");
            }
        }
    }
    let mut tested = String::new();
    for file in files(&root().join("tests"), "rs") {
        tested += &fs::read_to_string(&file).expect("readable");
    }
    for file in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).expect("readable");
        tested += text
            .split_once("#[cfg(test)]")
            .map_or("", |(_, tests)| tests);
    }
    let mut missing = Vec::new();
    for file in files(&root().join("src"), "rs") {
        for code in declared(&fs::read_to_string(&file).expect("readable")) {
            let slug = code.slug;
            let seen = shown.contains(&format!("[{slug}]"))
                || tested.contains(&format!("\"{slug}\""))
                || tested.contains(&format!("[{slug}]"));
            if !seen {
                missing.push(format!("{slug} ({})", file.display()));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "codes without a case:\n{}",
        missing.join("\n")
    );
}

#[test]
fn the_scanner_sees_paths_and_not_text() {
    let code = code_only(
        "use crate::{text::Span, node::{A, B}};\n// crate::cli\nlet a = \"crate::lsp\"; crate::diag::x();",
    );
    assert_eq!(first_names(&code, "crate::"), ["text", "node", "diag"]);
}
