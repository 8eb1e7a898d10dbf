//! `validate --fix` on every model of the corpus that is one file: what it writes is what the
//! changes of its reports lead to, byte for byte, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;
use rayon::prelude::*;
use smithyc::check::check_loaded;
use smithyc::diag::Severity;
use smithyc::load;
use smithyc::render::order;
use smithyc::text::{Origin, SourceMap, TextEdit, apply_edits};

/// Fixing goes on for so many rounds at most.
const ROUNDS: usize = 16;

/// The test.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("fixing_leaves_the_rest_as_it_is", || {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let cases = super::cases(&corpus);
        let verdicts: Vec<Result<bool, String>> = cases
            .par_iter()
            .map(|case| judge(case).map_err(|why| format!("{}: {why}", case.display())))
            .collect();
        let complaints: Vec<&str> = verdicts
            .iter()
            .filter_map(|verdict| verdict.as_ref().err().map(String::as_str))
            .collect();
        if !complaints.is_empty() {
            return Err(complaints.join("\n").into());
        }
        let changed = verdicts.iter().filter(|it| **it == Ok(true)).count();
        if changed < 200 {
            return Err(format!("only {changed} cases were fixed").into());
        }
        Ok(())
    })]
}

/// Whether a file was changed, and only as its reports say.
fn judge(case: &Path) -> Result<bool, String> {
    let Ok(before) = fs::read_to_string(case) else {
        return Ok(false);
    };
    let folder = std::env::temp_dir().join(format!(
        "smithyc-untouched-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    fs::write(folder.join("case.smithy"), &before).map_err(|error| error.to_string())?;
    Command::new(env!("CARGO_BIN_EXE_smithyc"))
        .args(["validate", "--no-config", "--fix", "case.smithy"])
        .current_dir(&folder)
        .output()
        .map_err(|error| error.to_string())?;
    let after = fs::read_to_string(folder.join("case.smithy"));
    let _ = fs::remove_dir_all(&folder);
    let after = after.map_err(|error| error.to_string())?;
    if after == before {
        return Ok(false);
    }
    let (marked, mut text) = match before.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest.to_owned()),
        None => ("", before.clone()),
    };
    let mut touched: Vec<String> = Vec::new();
    for _ in 0..ROUNDS {
        let edits = offered(&text);
        let next = together(&text, &edits);
        touched.extend(edits.iter().flatten().flat_map(|edit| lines(&text, edit)));
        if format!("{marked}{next}") == after {
            return Ok(true);
        }
        if next == text {
            break;
        }
        text = next;
    }
    // Where not all changes of a round help together, some of them are left out: then every line
    // that none of them touches is still there, in its order.
    let mut rest = after.lines();
    for line in before.lines() {
        if !touched.iter().any(|one| one == line) && !rest.any(|other| other == line) {
            return Err(format!("lost `{line}`"));
        }
    }
    Ok(true)
}

/// The change of each report that has just one.
fn offered(text: &str) -> Vec<Vec<TextEdit>> {
    let mut sources = SourceMap::new();
    let file = sources.add("case.smithy", text, Origin::User);
    let (model, loaded) = load::load(&mut sources, &[file], &load::Options::default());
    let all = check_loaded(&model, &sources, loaded);
    order::for_people(&all)
        .into_iter()
        .filter(|report| report.severity > Severity::Suppressed)
        .filter_map(|report| match report.fixes.as_slice() {
            [fix] => Some(fix.edits.clone()),
            _ => None,
        })
        .collect()
}

/// The text with all changes that do not overlap, the first ones first.
fn together(text: &str, changes: &[Vec<TextEdit>]) -> String {
    let mut kept: Vec<TextEdit> = Vec::new();
    let mut best = text.to_owned();
    for edits in changes {
        let mut all = kept.clone();
        all.extend(edits.iter().filter(|edit| !kept.contains(edit)).cloned());
        if let Ok(next) = apply_edits(text, &all) {
            best = next;
            kept = all;
        }
    }
    best
}

/// The lines that a change touches.
fn lines(text: &str, edit: &TextEdit) -> Vec<String> {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let from = text.get(..start).and_then(|head| head.rfind('\n'));
    let from = from.map_or(0, |at| at + 1);
    let to = text.get(end..).and_then(|tail| tail.find('\n'));
    let to = to.map_or(text.len(), |at| end + at);
    let all = text.get(from..to).unwrap_or("");
    all.lines().map(str::to_owned).collect()
}
