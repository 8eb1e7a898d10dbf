//! Hostile texts, small ones: each is read, checked, reported on in every way and formatted, and
//! nothing panics. `tests/bench/hostile.rs` measures large ones.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use rayon::prelude::*;
use smithyc::diag::{Diagnostics, REPORTS_OF_A_FILE};
use smithyc::load::{self, Options};
use smithyc::render::{self, Style};
use smithyc::text::{Origin, SourceMap};
use smithyc::{check, format};

#[path = "hostile/texts.rs"]
mod hostile;

const SIZE: usize = 60_000;

fn read(name: &str, text: String) -> (SourceMap, Diagnostics) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text, Origin::User);
    let (model, reports) = load::load(&mut sources, &[file], &Options::default());
    let reports = check::check_loaded(&model, &sources, reports);
    (sources, reports)
}

#[test]
fn every_text_is_survived() {
    hostile::ALL.par_iter().for_each(|one| {
        let text = (one.text)(SIZE);
        let (sources, reports) = read(&format!("a.{}", one.ending), text.clone());
        assert!(reports.len() <= REPORTS_OF_A_FILE + 1, "{}", one.name);
        let few = reports.get(..200).unwrap_or(&reports);
        let style = Style::default();
        let rich = render::rich::render(few, &sources, style);
        let short = render::short::render(few, &sources, style);
        let json = render::json::render(few, &sources);
        let longest = 200 * 64 * 1024;
        assert!(
            rich.len().max(short.len()).max(json.len()) < longest,
            "{}",
            one.name
        );
        if one.ending == "smithy"
            && let Ok(formatted) = format::format(smithyc::text::FileId(0), &text)
        {
            assert!(formatted.len() < 20 * SIZE, "{}", one.name);
        }
    });
}

#[test]
fn a_file_has_so_many_reports_and_then_a_number() {
    let mut text = "$version: \"2\"\nnamespace a\n".to_owned();
    for i in 0..REPORTS_OF_A_FILE + 5 {
        text.push_str(&format!("apply A{i} @sensitive\n"));
    }
    let (sources, reports) = read("a.smithy", text);
    assert_eq!(reports.len(), REPORTS_OF_A_FILE + 1);
    let more = reports.last().unwrap();
    assert_eq!(more.code, "too-many-reports-of-a-file");
    let json = render::json::render(&reports, &sources);
    assert!(json.contains("5 other reports are not shown"));
}

#[test]
fn files_beyond_the_limits_are_refused_with_one_report() {
    let commas = format!("$version: \"2\"\n{}", ",\n".repeat(4_100_000));
    let (_, reports) = read("a.smithy", commas);
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].code, "too-many-tokens");
    let zeros = format!("[{}0]", "0,".repeat(4_000_000));
    let (_, reports) = read("a.json", zeros);
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].code, "too-many-json-values");
}
