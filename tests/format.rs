//! The formatter: its layout, and what it may never do.
//!
//! `corpus/format/layout` holds texts with what comes of them; `SMITHYC_BLESS=1` writes those
//! anew. Files of `../shared`, as they are and torn up, show that formatting twice is formatting
//! once, that no comment and no token is lost, and that the model stays the same.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rayon::prelude::*;
use smithyc::name::is_identifier;
use smithyc::syntax::token::{Kind, lex};
use smithyc::text::{FileId, Origin, SourceMap};
use smithyc::{emit, format, load};

fn formatted(text: &str) -> Option<String> {
    format::format(FileId(0), text).ok()
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/format/layout")
}

/// Files that are not part of this project; tests pass without them.
fn shared() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !root.exists() {
        println!("../shared is absent: nothing to read");
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "smithy")
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 100);
    found
}

#[test]
fn layout_is_as_written_down() {
    let bless = std::env::var_os("SMITHYC_BLESS").is_some();
    let mut cases = 0;
    for entry in fs::read_dir(corpus()).unwrap().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "text") {
            continue;
        }
        cases += 1;
        let text = fs::read_to_string(&path).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let got = format::format(FileId(0), text)
            .unwrap_or_else(|reports| panic!("{}: {reports:?}", path.display()));
        let written = path.with_extension("formatted");
        if bless {
            fs::write(&written, &got).unwrap();
        }
        let want = fs::read_to_string(&written).unwrap();
        assert!(got == want, "{}:\n{got}", path.display());
        check(text, &got).unwrap_or_else(|what| panic!("{}: {what}", path.display()));
    }
    assert!(cases > 15);
}

/// What has to be true of any text and what was made of it.
fn check(text: &str, formatted: &str) -> Result<(), String> {
    let again = format::format(FileId(0), formatted)
        .map_err(|reports| format!("what was formatted has errors: {reports:?}\n{formatted}"))?;
    if again != formatted {
        return Err(format!(
            "formatting again changes\n{formatted}\nto\n{again}"
        ));
    }
    let (before, after) = (Tokens::of(text), Tokens::of(formatted));
    if before.tokens != after.tokens {
        let at = before.tokens.iter().zip(&after.tokens);
        let at = at.take_while(|(one, other)| one == other).count();
        let (one, other) = (before.tokens.get(at), after.tokens.get(at));
        return Err(format!("token {at} was {one:?} and is {other:?}"));
    }
    let new = after.uses.keys().find(|id| !before.uses.contains_key(*id));
    if let Some(id) = new {
        return Err(format!("`use {id}` is new"));
    }
    // The comments of a `use` statement that is gone are gone too.
    let mut expected = before.comments;
    for (id, comments) in &before.uses {
        if !after.uses.contains_key(id) {
            for comment in comments {
                *expected.entry(comment.clone()).or_default() -= 1;
            }
        }
    }
    expected.retain(|_, count| *count != 0);
    if expected != after.comments {
        let lost: Vec<_> = expected
            .iter()
            .filter(|(comment, count)| after.comments.get(*comment) != Some(count))
            .collect();
        return Err(format!("comments are lost: {lost:?}"));
    }
    Ok(())
}

/// What a text says, without its layout.
#[derive(Default)]
struct Tokens {
    tokens: Vec<String>,
    /// How often each comment occurs, by what follows its slashes.
    comments: BTreeMap<String, i32>,
    /// The comments of each `use` statement.
    uses: BTreeMap<String, Vec<String>>,
}

impl Tokens {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut above: Vec<String> = Vec::new();
        let mut import: Option<String> = None;
        let mut fresh = true;
        let tokens = lex(text);
        let mut last = Kind::End;
        for (at, token) in tokens.iter().enumerate() {
            let end = tokens.get(at + 1).map_or(token.start, |next| next.start);
            let said = &text[token.start as usize..end as usize];
            match token.kind {
                Kind::Space | Kind::Comma | Kind::End => continue,
                Kind::Newline => {
                    fresh = true;
                    continue;
                }
                Kind::Comment | Kind::DocComment => {
                    let said = said.trim_start_matches(['/', ' ']).trim_end().to_owned();
                    *found.comments.entry(said.clone()).or_default() += 1;
                    match &import {
                        Some(id) if !fresh => found.uses.get_mut(id).unwrap().push(said),
                        _ if !fresh => {}
                        _ => above.push(said),
                    }
                    continue;
                }
                Kind::Identifier if said == "use" && fresh => {
                    import = Some(String::new());
                    last = Kind::End;
                    fresh = false;
                    continue;
                }
                Kind::AbsoluteId if import.as_deref() == Some("") => {
                    found
                        .uses
                        .insert(said.to_owned(), std::mem::take(&mut above));
                    import = Some(said.to_owned());
                    continue;
                }
                _ => {}
            }
            above.clear();
            import = None;
            fresh = false;
            let unquoted = said.trim_matches('"');
            let lines: Vec<&str> = said.split(['\r', '\n']).map(str::trim).collect();
            // Parentheses without arguments go.
            if token.kind == Kind::RightParenthesis && last == Kind::LeftParenthesis {
                found.tokens.pop();
            } else if token.kind == Kind::String && is_identifier(unquoted) {
                found.tokens.push(unquoted.to_owned());
            } else if token.kind == Kind::TextBlock {
                found.tokens.push(lines.join("\n").replace("\n\n", "\n"));
            } else {
                found.tokens.push(said.replace("\r\n", "\n"));
            }
            last = token.kind;
        }
        found
    }
}

#[test]
fn shared_files_keep_what_they_say() {
    let bad: Vec<String> = shared()
        .par_iter()
        .filter_map(|(path, text)| {
            let formatted = formatted(text)?;
            let what = check(text, &formatted).err()?;
            Some(format!("{}: {what}", path.display()))
        })
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

fn model(text: &str) -> serde_json::Value {
    let mut sources = SourceMap::new();
    let file = sources.add("x.smithy", text, Origin::User);
    let options = load::Options {
        allow_unknown_traits: true,
    };
    let (model, _) = load::load(&mut sources, &[file], &options);
    emit::json_ast(&model, &sources, &emit::JsonOptions::default())
}

#[test]
fn shared_files_keep_their_model() {
    let bad: Vec<String> = shared()
        .par_iter()
        .filter_map(|(path, text)| {
            let formatted = formatted(text)?;
            // A line of slashes that stands apart is no documentation to the formatter.
            let banners = text.contains("////");
            (!banners && model(text) != model(&formatted)).then(|| path.display().to_string())
        })
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// A small generator of numbers, so that every run sees the same texts.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit
    }
}

/// A text with comments and line breaks at odd places. What is no longer valid is of no use.
fn torn(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    let rate = [10, 30, 100][random.below(3)];
    let tokens = lex(text);
    for (at, token) in tokens.iter().enumerate() {
        let end = tokens.get(at + 1).map_or(token.start, |next| next.start);
        let said = &text[token.start as usize..end as usize];
        let change = random.below(rate) == 0;
        match token.kind {
            Kind::Newline if change => {
                out.push_str([" ", "\r\n", ",\n", "\n\n\n"][random.below(4)]);
                continue;
            }
            Kind::Space if change => {
                out.push_str([" ", "\n", "\t", ", "][random.below(4)]);
                continue;
            }
            _ => out.push_str(said),
        }
        if change {
            let number = random.below(100);
            match random.below(6) {
                0 | 1 => out.push_str(&format!(" // c{number}\n")),
                2 => out.push_str(&format!("\n// c{number}\n")),
                3 => out.push_str(&format!("\n/// d{number}\n")),
                4 => out.push_str("\n\n"),
                _ => out.push(','),
            }
        }
    }
    out
}

#[test]
fn torn_texts_keep_what_they_say() {
    let mut random = Random(0x5eed);
    let mut texts: Vec<String> = shared()
        .into_iter()
        .filter(|(_, text)| text.len() < 6000)
        .map(|(_, text)| text)
        .collect();
    for entry in fs::read_dir(corpus()).unwrap().flatten() {
        texts.push(fs::read_to_string(entry.path()).unwrap());
    }
    let mut torn_texts: Vec<String> = Vec::new();
    for _ in 0..4 {
        torn_texts.extend(texts.iter().map(|text| torn(text, &mut random)));
    }
    let results: Vec<Result<bool, String>> = torn_texts
        .par_iter()
        .map(|text| {
            let Some(formatted) = formatted(text) else {
                return Ok(false);
            };
            check(text, &formatted).map_err(|what| format!("{what}\n--- from\n{text}"))?;
            Ok(true)
        })
        .collect();
    let valid = results.iter().filter(|result| **result == Ok(true)).count();
    assert!(valid > 20, "{valid} of {} are valid", results.len());
    let bad: Vec<&String> = results.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(bad.is_empty(), "{}: {}", bad.len(), bad[0]);
}

#[test]
fn a_text_with_syntax_errors_is_refused() {
    let reports = format::format(FileId(0), "namespace a.b\nstructure A {\n").unwrap_err();
    assert!(reports.iter().any(|report| report.severity.is_breaking()));
}

/// A folder of its own for a test, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("smithyc-format-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn get(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Runs the formatter here; gives its status and its two streams.
    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_smithyc"))
            .arg("format")
            .args(arguments)
            .args(["--color", "never"])
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        let done = child.wait_with_output().unwrap();
        (
            done.status.code().unwrap(),
            String::from_utf8(done.stdout).unwrap(),
            String::from_utf8(done.stderr).unwrap(),
        )
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const UGLY: &str = "namespace a.b\nstring  A\n";
const PRETTY: &str = "namespace a.b\n\nstring A\n";
const BROKEN: &str = "namespace a.b\nstructure A { a String }\n";

#[test]
fn files_are_formatted_in_their_places() {
    let folder = Folder::new("places");
    folder.put("model/ugly.smithy", UGLY);
    folder.put("model/pretty.smithy", PRETTY);
    folder.put("model/broken.smithy", BROKEN);
    folder.put("model/other.json", r#"{"smithy": "2.0"}"#);
    let (status, out, err) = folder.run(&["--no-config", "model"], "");
    assert_eq!((status, &*out), (1, ""), "{err}");
    assert!(err.contains("formatted 1 file\n"), "{err}");
    assert!(err.contains("model/broken.smithy:2:15"), "{err}");
    assert_eq!(folder.get("model/ugly.smithy"), PRETTY);
    assert_eq!(folder.get("model/broken.smithy"), BROKEN);
    assert_eq!(fs::read_dir(folder.0.join("model")).unwrap().count(), 4);
    fs::remove_file(folder.0.join("model/broken.smithy")).unwrap();
    let again = folder.run(&["--no-config", "model"], "");
    assert_eq!(again, (0, String::new(), String::new()));
}

#[test]
fn check_lists_files_and_leaves_them() {
    let folder = Folder::new("check");
    folder.put("model/ugly.smithy", UGLY);
    folder.put("model/pretty.smithy", PRETTY);
    let (status, out, _) = folder.run(&["--no-config", "--check", "model"], "");
    assert_eq!((status, &*out), (1, "model/ugly.smithy\n"));
    assert_eq!(folder.get("model/ugly.smithy"), UGLY);
    let (status, out, _) = folder.run(&["--no-config", "--check", "model/pretty.smithy"], "");
    assert_eq!((status, &*out), (0, ""));
    let (status, out, _) = folder.run(&["--check", "-"], UGLY);
    assert_eq!((status, &*out), (1, "-\n"));
}

#[test]
fn the_standard_input_comes_out_formatted() {
    let folder = Folder::new("input");
    let (status, out, err) = folder.run(&["-"], UGLY);
    assert_eq!((status, &*out, &*err), (0, PRETTY, ""));
    let (status, out, err) = folder.run(&["-"], BROKEN);
    assert_eq!((status, &*out), (1, ""));
    assert!(err.contains("-:2:15"), "{err}");
}

#[test]
fn without_paths_the_configuration_says_what() {
    let folder = Folder::new("config");
    folder.put(
        "smithy-build.json",
        r#"{"version": "1.0", "sources": ["model"]}"#,
    );
    folder.put("model/ugly.smithy", UGLY);
    folder.put("other/ugly.smithy", UGLY);
    let (status, _, err) = folder.run(&[], "");
    assert_eq!(status, 0, "{err}");
    assert_eq!(folder.get("model/ugly.smithy"), PRETTY);
    assert_eq!(folder.get("other/ugly.smithy"), UGLY);
    let (status, _, _) = Folder::new("nothing").run(&[], "");
    assert_eq!(status, 2);
}

#[cfg(unix)]
#[test]
fn links_stay_and_permissions_too() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("links");
    folder.put("real/ugly.smithy", UGLY);
    let real = folder.0.join("real/ugly.smithy");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/ugly.smithy", folder.0.join("link.smithy")).unwrap();
    let (status, _, err) = folder.run(&["--no-config", "link.smithy"], "");
    assert_eq!(status, 0, "{err}");
    assert_eq!(folder.get("real/ugly.smithy"), PRETTY);
    assert!(folder.0.join("link.smithy").is_symlink());
    let mode = fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn hostile_text_takes_linear_time() {
    let deep = format!("metadata a = {}{}\n", "[".repeat(60), "]".repeat(60));
    let long = format!("namespace a.b\n{}string A\n", "// c\n".repeat(200_000));
    let wide = format!("metadata a = [{}]\n", "1 ".repeat(200_000));
    let uses: String = (0..20_000).map(|n| format!("use x.y#A{n}\n")).collect();
    let uses = format!("namespace a.b\n{uses}structure A {{ a: A7 }}\n");
    for text in [deep, long, wide, uses] {
        let formatted = formatted(&text).unwrap();
        check(&text, &formatted).unwrap();
    }
}
