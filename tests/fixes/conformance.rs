//! How many reports people get beside the events of the reference, on the loader cases of
//! `../shared/conformance` that have errors: never more, but for the cases listed with a reason,
//! and never two of one kind at one place.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use smithyc::check::check_loaded;
use smithyc::diag::Severity;
use smithyc::json::{self, Dialect};
use smithyc::load;
use smithyc::node::Node;
use smithyc::render::order;
use smithyc::text::{FileId, Origin, SourceMap};

/// Cases with more reports than the reference has events, and why that is better.
const MORE: &[(&str, &str)] = &[];

/// The test.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("no_more_reports_than_events", || {
        run().map_err(Into::into)
    })]
}

fn strings(node: Option<&Node>) -> Vec<String> {
    let all = node.and_then(Node::as_array).unwrap_or(&[]);
    let texts = all.iter().filter_map(Node::as_str);
    texts.map(str::to_owned).collect()
}

fn run() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance");
    let Ok(rows) = fs::read_to_string(root.join("loader.jsonl")) else {
        println!("{} is absent: nothing is compared", root.display());
        return Ok(());
    };
    let (mut cases, mut reports, mut events) = (0usize, 0usize, 0usize);
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let (row, _) = json::parse(FileId(0), row, Dialect::Strict);
        let row = row.ok_or("a row that is no JSON")?;
        let name = row.get_str("case").unwrap_or("");
        let all = row.get("events").and_then(Node::as_array).unwrap_or(&[]);
        let errors = all
            .iter()
            .filter(|event| matches!(event.get_str("severity"), Some("ERROR" | "DANGER")))
            .count();
        if errors == 0 {
            continue;
        }
        let mut sources = SourceMap::new();
        let mut files = Vec::new();
        let with = strings(row.get("with"));
        let paths = std::iter::once(name.to_owned()).chain(with);
        for path in paths {
            let Ok(text) = fs::read_to_string(root.join("loader").join(&path)) else {
                continue;
            };
            files.push(sources.add(path, text.trim_start_matches('\u{feff}'), Origin::User));
        }
        let (model, loaded) = load::load(&mut sources, &files, &load::Options::default());
        let told = check_loaded(&model, &sources, loaded);
        let shown = order::for_people(&told)
            .into_iter()
            .filter(|report| report.severity >= Severity::Danger)
            .filter(|report| !report.beyond)
            .count();
        cases += 1;
        reports += shown;
        events += errors;
        let excused = MORE.iter().any(|(case, _)| *case == name);
        // Where a syntax error ends the reference's reading, the other mistakes of the file are
        // only seen by us.
        let syntax = row.get("syntax").is_some();
        if shown > errors && !excused && !syntax {
            wrong.push(format!("{name}: {shown} reports for {errors} events"));
        }
        let places: BTreeSet<_> = order::for_people(&told)
            .iter()
            .map(|report| {
                (
                    report.span,
                    report.code,
                    report.shape.map(|it| it.to_string()),
                )
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(|place| format!("{place:?}"))
            .collect();
        if places.len() < order::for_people(&told).len() {
            wrong.push(format!("{name}: two reports of one kind at one place"));
        }
    }
    println!("{cases} cases: {reports} reports for people, {events} events of the reference");
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong.join("\n"))
}
