//! Whatever a model holds and wherever reports point, drawing them in any form ends, says what can be
//! read back, and sends nothing to a terminal that it would obey.
#![allow(clippy::unwrap_used)]

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use serde_sarif::sarif::Sarif;
use smithyc::diag::{Code, Diagnostic, Fix, Severity};
use smithyc::render::sarif::Run;
use smithyc::render::{self, Style, visible};
use smithyc::text::{FileId, Origin, SourceMap, Span, TextEdit};

const CODE: Code = Code::error("drawn", "Drawn");

/// Text with all that makes trouble: controls, bidirectional characters, marks, wide and joined
/// ones, tabs, line breaks of every kind, what is for private use, and long runs.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ -~]{0,12}",
        2 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => Just("\t".to_owned()),
        2 => any::<char>().prop_map(String::from),
        1 => "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{200b}-\u{200f}]",
        1 => "[e日👩ש][\u{301}\u{20dd}\u{200d}\u{fe0f}\u{1f3fd}]{0,3}",
        1 => "[\u{e000}\u{f0000}\u{f0001}\u{10fffb}-\u{10fffd}]",
        1 => "[a-c日\t ]{150,260}",
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn span() -> impl Strategy<Value = Span> {
    // Also files that are not there, and bytes behind the end.
    (0..4u32, 0..700usize, 0..300usize)
        .prop_map(|(file, start, length)| Span::new(FileId(file), start, start + length))
}

fn report() -> impl Strategy<Value = Diagnostic> {
    let severity = prop::sample::select(vec![
        Severity::Suppressed,
        Severity::Note,
        Severity::Warning,
        Severity::Danger,
        Severity::Error,
    ]);
    let words = "([a-z`日\u{202e}\u{1b}%,:\u{f0000}]{1,9}[ \n]?){0,20}";
    let place = (proptest::option::of(span()), proptest::option::of(span()));
    let labels = vec((span(), words), 0..6);
    let edits = vec((span(), words), 0..3);
    let remarks = (vec(words, 0..3), vec(words, 0..2));
    (severity, place, words, labels, remarks, edits).prop_map(
        |(severity, (place, event), message, labels, (notes, help), edits)| {
            let mut report = match place {
                Some(span) => CODE.at(span, message.clone()).here(message.clone()),
                None => CODE.without_place(message.clone()),
            };
            report.event_span = event;
            for (span, text) in labels {
                report = report.label(span, text);
            }
            report.notes = notes;
            report.help = help;
            let edits = edits
                .into_iter()
                .map(|(span, text)| TextEdit { span, text });
            report.fixes = vec![Fix {
                title: message,
                edits: edits.collect(),
            }];
            report.severity(severity)
        },
    )
}

/// A text without the sequences that colour it.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("\u{1b}[") {
        let digits = |c: char| c.is_ascii_digit() || c == ';';
        out.push_str(before);
        rest = behind.trim_start_matches(digits);
        rest = rest.strip_prefix('m').unwrap_or_else(|| panic!("{text:?}"));
    }
    out + rest
}

#[track_caller]
fn check_harmless(text: &str, color: bool) {
    let plain = if color { bare(text) } else { text.to_owned() };
    let raw = |c: char| c != '\n' && visible::is_deceptive(c);
    assert!(!plain.contains(raw), "{plain:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_form_is_harmless_and_read_back(
        files in vec((text(), text()), 0..4),
        reports in vec(report(), 0..4),
        color: bool,
        ascii: bool,
        width in proptest::option::of(0..200usize),
    ) {
        let mut sources = SourceMap::new();
        for (name, text) in files {
            let origin = if name.len() % 5 == 0 { Origin::Bundled } else { Origin::User };
            sources.add(name, text, origin);
        }
        let style = Style { color, ascii, width };
        for people in [render::rich::render, render::short::render] {
            let text = people(&reports, &sources, style);
            check_harmless(&text, color);
            prop_assert!(!ascii || text.is_ascii(), "{:?}", text);
        }
        let json = render::json::render(&reports, &sources);
        check_harmless(&json, false);
        for line in json.lines() {
            let object: Value = serde_json::from_str(line).unwrap();
            prop_assert_eq!(&object["code"], "drawn");
        }
        let run = Run { exit: 1, about: &|_| None };
        let sarif = render::sarif::render(&reports, &sources, run);
        check_harmless(&sarif, false);
        let log: Sarif = serde_json::from_str(&sarif).unwrap();
        prop_assert_eq!(log.runs.len(), 1);
        let github = render::github::render(&reports, &sources);
        check_harmless(&github, false);
        let count = github.lines().count();
        prop_assert_eq!(count, render::order::for_people(&reports).len());
        prop_assert!(github.lines().all(|line| line.starts_with("::")));
    }
}

#[test]
fn what_is_drawn_stands_below_what_it_is_about() {
    let line = "\u{5e9}\u{5dc}\u{5d5}\u{5dd} e\u{301}\u{301} 日本 \tlast\r\n";
    let mut sources = SourceMap::new();
    let file = sources.add("a", line, Origin::User);
    for (word, columns) in [("日本", 7..11), ("e\u{301}\u{301}", 5..6), ("last", 16..20)] {
        let at = line.find(word).unwrap();
        let report = CODE.at(Span::new(file, at, at + word.len()), "m").here("h");
        let style = Style {
            ascii: true,
            ..Style::default()
        };
        let drawn = render::rich::render(&[report], &sources, style);
        let marks = drawn
            .lines()
            .find(|line| line.contains('^') || line.trim() == "|  |");
        let Some(marks) = marks else { continue };
        let first = marks.find(['^']).unwrap();
        assert_eq!(first - 5..marks.len() - 5, columns, "{drawn}");
    }
}
