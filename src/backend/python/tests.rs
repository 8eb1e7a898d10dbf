//! Tests of the generator as a whole: from the text of a model to files.

use proptest::prelude::*;

use super::{GeneratedFile, Settings, generate};
use crate::diag::{Diagnostics, Severity};
use crate::load;
use crate::name::ShapeId;
use crate::text::{Origin, SourceMap};

fn made(text: &str, change: impl FnOnce(&mut Settings)) -> (Vec<GeneratedFile>, Diagnostics) {
    let mut sources = SourceMap::new();
    let file = sources.add("main.smithy", text, Origin::User);
    let (model, diagnostics) = load::load(&mut sources, &[file], &load::Options::default());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let mut settings = Settings::new(ShapeId::parse("a#Things").unwrap(), "things");
    change(&mut settings);
    generate(&model, &settings)
}

fn file<'a>(files: &'a [GeneratedFile], name: &str) -> &'a str {
    let path = format!("src/things/{name}");
    let found = files.iter().find(|file| file.path == path);
    &found.unwrap_or_else(|| panic!("no {path}")).contents
}

const HEAD: &str = "$version: \"2\"\nnamespace a\nuse aws.protocols#restJson1\n";

fn service(rest: &str) -> String {
    format!("{HEAD}@restJson1\nservice Things {{ operations: [Get] }}\n{rest}")
}

#[test]
fn a_package_has_all_its_files_and_the_same_bytes_each_time() {
    let text = service("@readonly @http(method: \"GET\", uri: \"/\") operation Get {}");
    let (files, diagnostics) = made(&text, |_| {});
    assert!(diagnostics.is_empty());
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert!(paths.is_sorted());
    for name in [
        "README.md",
        "pyproject.toml",
        "src/things/py.typed",
        "src/things/_runtime/call.py",
    ] {
        assert!(paths.contains(&name), "{name}");
    }
    assert_eq!(made(&text, |_| {}).0, files);
}

#[test]
fn what_cannot_be_made_is_said() {
    let plain = service("@http(method: \"GET\", uri: \"/\") operation Get {}");
    let error = |text: &str, change: fn(&mut Settings)| {
        let (files, diagnostics) = made(text, change);
        assert!(files.is_empty());
        let [only] = diagnostics.as_slice() else {
            panic!("{diagnostics:?}")
        };
        assert_eq!(only.severity, Severity::Error);
        only.clone()
    };
    let found = error(&plain, |settings| settings.module = "class".into());
    assert_eq!(found.code, "python-module-name");
    assert_eq!(found.help, ["name it `class_`"]);
    let found = error(&plain, |settings| {
        settings.protocol = ShapeId::parse("aws.protocols#awsJson1_0");
    });
    assert_eq!(found.code, "python-no-protocol");
    assert!(
        found.here.contains("aws.protocols#restJson1"),
        "{}",
        found.here
    );
    let bare = plain.replace("@restJson1", "");
    let found = error(&bare, |_| {});
    assert_eq!(found.message, "`a#Things` has no protocol");
}

#[test]
fn events_that_a_protocol_cannot_send_leave_the_operation_out() {
    let with = |protocol: &str| {
        format!(
            "{HEAD}use aws.protocols#awsQuery\n@{protocol} @xmlNamespace(uri: \"https://a.b\")\n\
             service Things {{ version: \"1\", operations: [Get, Watch] }}\n\
             @readonly @http(method: \"GET\", uri: \"/\") operation Get {{}}\n\
             @http(method: \"POST\", uri: \"/w\") operation Watch {{\n\
             input := {{ @httpPayload events: Events }} }}\n\
             @streaming union Events {{ tick: Tick, stopped: Stopped }}\nstructure Tick {{}}\n\
             @error(\"client\") structure Stopped {{}}\n"
        )
    };
    let (files, diagnostics) = made(&with("awsQuery"), |_| {});
    let [only] = diagnostics.as_slice() else {
        panic!("{diagnostics:?}")
    };
    assert_eq!(
        (only.code, only.severity),
        ("python-operation-left-out", Severity::Warning)
    );
    assert!(file(&files, "_sync.py").contains("def get("));
    assert!(!file(&files, "_sync.py").contains("def watch("));
    assert!(!file(&files, "models.py").contains("Tick"));
    let readme = files.iter().find(|file| file.path == "README.md").unwrap();
    assert!(readme.contents.contains("`Watch`"));

    let (files, diagnostics) = made(&with("restJson1"), |_| {});
    assert!(diagnostics.as_slice().is_empty(), "{diagnostics:?}");
    let given = "[models.Events | models.Stopped] | None = None,";
    assert!(file(&files, "_sync.py").contains(&format!("events: EventInput{given}")));
    assert!(file(&files, "_async.py").contains(&format!("events: AsyncEventInput{given}")));
    assert!(file(&files, "_operations.py").contains("content_type=EVENT_STREAM"));
}

#[test]
fn an_operation_that_receives_events_returns_a_stream() {
    let text = service(
        "@readonly @http(method: \"GET\", uri: \"/w\") operation Get {\n\
         output := { @httpPayload events: Events } }\n\
         @streaming union Events { tick: Tick, stopped: Stopped }\nstructure Tick {}\n\
         @error(\"client\") structure Stopped {}\n",
    );
    let (files, diagnostics) = made(&text, |_| {});
    assert!(diagnostics.as_slice().is_empty(), "{diagnostics:?}");
    let client = file(&files, "_async.py");
    assert!(client.contains("    def get("));
    assert!(client.contains("-> AsyncEventStream[models.Events, models.GetOutput]:"));
    let models = file(&files, "models.py");
    assert!(models.contains("Events: TypeAlias = EventsTick | EventsUnknown"));
    assert!(models.contains("class Stopped(BadRequestError):"));
    assert!(file(&files, "_operations.py").contains("{\"stopped\": _event_stopped}"));
}

#[test]
fn shapes_that_hold_themselves_are_written_once() {
    let text = service(
        "@http(method: \"POST\", uri: \"/\") operation Get { input: Tree, output: Tree }\n\
         structure Tree { leaves: Trees, byName: TreeMap, either: Either }\n\
         list Trees { member: Tree }\nmap TreeMap { key: String, value: Trees }\n\
         union Either { tree: Tree, both: Trees }\n",
    );
    let (files, _) = made(&text, |_| {});
    let codecs = file(&files, "_codecs.py");
    for name in [
        "ser_tree(",
        "de_tree(",
        "ser_trees(",
        "de_tree_map(",
        "de_either(",
    ] {
        assert_eq!(codecs.matches(&format!("def {name}")).count(), 1, "{name}");
    }
    assert!(file(&files, "models.py").contains("by_name: dict[str, list[Tree]] | None = None"));
}

#[test]
fn errors_without_members_are_kept_apart() {
    let text = service(
        "@http(method: \"POST\", uri: \"/\") operation Get { errors: [One, Two] }\n\
         @error(\"client\") structure One {}\n@error(\"server\") structure Two {}\n",
    );
    let (files, _) = made(&text, |_| {});
    let operations = file(&files, "_operations.py");
    assert!(operations.contains("_ONE = ErrorType(\"One\", 400, _error_one)"));
    assert!(operations.contains("_TWO = ErrorType(\"Two\", 500, _error_two)"));
    assert!(operations.contains("errors=(_ONE, _TWO),"));
}

/// A model in which one text stands wherever a model can hold text.
fn filled(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    service(&format!(
        "@documentation({quoted})\n@deprecated(message: {quoted}, since: {quoted})\n\
         @http(method: \"POST\", uri: \"/\") operation Get {{ input: Thing, output: Thing, errors: [Bad] }}\n\
         @documentation({quoted}) structure Thing {{\n\
         @documentation({quoted}) @jsonName({quoted}) a: String = {quoted}\n\
         @httpHeader({quoted}) b: String\n @httpQuery({quoted}) c: String\n\
         d: Choice\n e: Kind }}\n\
         union Choice {{ @jsonName({quoted}) @documentation({quoted}) x: String }}\n\
         enum Kind {{ @documentation({quoted}) X = {quoted}\n }}\n\
         @documentation({quoted}) @error(\"client\") structure Bad {{}}\n"
    ))
}

/// The code without its strings, its layout and what layout adds: brackets and commas.
fn skeleton(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => {
                let triple: String = [first; 3].iter().collect();
                let quote = if rest.starts_with(&triple) {
                    triple
                } else {
                    first.to_string()
                };
                let mut at = quote.len();
                loop {
                    let tail = &rest[at..];
                    if tail.starts_with(&quote) {
                        break at + quote.len();
                    }
                    let next = tail.chars().next().expect("a string that ends");
                    assert!(
                        quote.len() == 3 || next != '\n',
                        "a string over two lines: {rest}"
                    );
                    at += next.len_utf8();
                    if next == '\\' {
                        at += rest[at..].chars().next().map_or(0, char::len_utf8);
                    }
                }
            }
            _ => first.len_utf8(),
        };
        match first {
            // A text without words leaves no docstring behind the value that it stands at.
            '"' | '\'' if out.ends_with('S') => {}
            '"' | '\'' => out.push('S'),
            '#' | '(' | ')' | ',' => {}
            _ if first.is_whitespace() => {}
            _ => {
                assert!(first.is_ascii(), "{first:?} outside of strings");
                out.push(first);
            }
        }
        rest = &rest[length..];
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_model_becomes_code(text in r#"[ "'\\{}\n\r\t#a-c\x00-\x1f\x7f\u{85}\u{2028}\u{202e}é"]{1,24}|[^\x00]{1,30}"#) {
        let (expected, _) = made(&filled("plain"), |_| {});
        let (found, diagnostics) = made(&filled(&text), |_| {});
        prop_assert!(diagnostics.is_empty());
        for (expected, found) in expected.iter().zip(&found) {
            if expected.path.ends_with(".py") {
                prop_assert_eq!(
                    skeleton(&expected.contents),
                    skeleton(&found.contents),
                    "{}\n{}",
                    expected.path,
                    found.contents
                );
            }
        }
    }
}
