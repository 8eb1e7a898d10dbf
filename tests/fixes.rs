//! The table of mistakes: `corpus/fixes/<group>/<case>.smithy` holds one mistake, `<case>.out` its
//! report, and `<case>.fixed` the file as it is once the mistake is mended.
//!
//! The mistake gives just one report, with a change that leads to `.fixed` byte for byte, and
//! `.fixed` gives none. A case of several mistakes says so in its first line (`// 2 mistakes`).
//! Where only a person can choose the change, that line says so (`// by hand: …`); the report then
//! has advice, and no change that a machine would apply.
//!
//! Beside it: realistic wrong models (`wrong`), mistakes put into sound ones (`recovery`), the
//! number of reports beside that of the reference (`conformance`), and `validate --fix` on the whole
//! corpus (`untouched`).
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "fixes/conformance.rs"]
mod conformance;
#[path = "fixes/recovery.rs"]
mod recovery;
#[path = "fixes/untouched.rs"]
mod untouched;
#[path = "fixes/wrong.rs"]
mod wrong;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use smithyc::check::check_loaded;
use smithyc::diag::Diagnostic;
use smithyc::load;
use smithyc::render::{Style, order, rich};
use smithyc::text::{Origin, SourceMap, TextEdit, apply_edits};

/// How a case begins whose change only a person can choose.
const BY_HAND: &str = "// by hand: ";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/fixes");
    let mut trials: Vec<Trial> = cases(&root)
        .into_iter()
        .map(|case| {
            let relative = case.strip_prefix(&root).unwrap().with_extension("");
            let name = relative.to_string_lossy().replace('\\', "/");
            Trial::test(name, move || run(&case).map_err(Failed::from))
        })
        .collect();
    let count = trials.len();
    trials.push(Trial::test("the_table_is_long", move || {
        if count < 90 {
            return Err(format!("{count} cases").into());
        }
        Ok(())
    }));
    trials.extend(wrong::trials());
    trials.extend(recovery::trials());
    trials.extend(conformance::trials());
    trials.extend(untouched::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Every case below a folder, in order.
pub fn cases(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "smithy") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What people are told about a text, and the texts that the changes on offer lead to: each change
/// of the report where there is one, all of them together where there are several reports.
pub struct Told {
    /// The reports, in the order of the text.
    pub reports: Vec<Diagnostic>,
    /// The texts.
    pub outcomes: Vec<String>,
    /// The reports as people see them.
    pub drawn: String,
}

/// Reads and checks a text.
///
/// # Errors
/// A change that cannot be applied.
pub fn tell(name: &str, text: &str) -> Result<Told, String> {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text, Origin::User);
    let (model, loaded) = load::load(&mut sources, &[file], &load::Options::default());
    let all = check_loaded(&model, &sources, loaded);
    let reports: Vec<Diagnostic> = order::for_people(&all).into_iter().cloned().collect();
    let changes: Vec<Vec<&TextEdit>> = match reports.as_slice() {
        [report] => report
            .fixes
            .iter()
            .map(|fix| fix.edits.iter().collect())
            .collect(),
        reports => {
            let first = reports.iter().filter_map(|report| report.fixes.first());
            let all: Vec<&TextEdit> = first.flat_map(|fix| &fix.edits).collect();
            if all.is_empty() {
                Vec::new()
            } else {
                vec![all]
            }
        }
    };
    let mut outcomes = Vec::new();
    for edits in changes {
        if edits.iter().any(|edit| edit.span.file != file) {
            return Err("a change of another file".to_owned());
        }
        let edits: Vec<TextEdit> = edits.into_iter().cloned().collect();
        let after = apply_edits(text, &edits)
            .map_err(|conflict| format!("{edits:?} cannot be applied: {conflict:?}"))?;
        outcomes.push(after);
    }
    Ok(Told {
        drawn: rich::render(&all, &sources, Style::default()),
        reports,
        outcomes,
    })
}

fn run(case: &Path) -> Result<(), String> {
    let text = fs::read_to_string(case).map_err(|error| error.to_string())?;
    let name = case.file_name().unwrap().to_string_lossy();
    let told = tell(&name, &text)?;
    let drawn = &told.drawn;
    let mistakes = text
        .strip_prefix("// ")
        .and_then(|line| line.split_once(" mistakes\n"))
        .map_or(Ok(1), |(count, _)| count.parse::<usize>())
        .map_err(|error| error.to_string())?;
    if told.reports.len() != mistakes {
        return Err(format!("{} reports:\n{drawn}", told.reports.len()));
    }
    let by_hand = text.starts_with(BY_HAND);
    let Ok(fixed) = fs::read_to_string(case.with_extension("fixed")) else {
        return Err(format!("there is no `.fixed`:\n{drawn}"));
    };
    if by_hand {
        if told.outcomes.len() == 1 {
            return Err(format!("there is a fix after all:\n{drawn}"));
        }
        let advised = |report: &Diagnostic| {
            !(report.help.is_empty() && report.notes.is_empty() && report.fixes.is_empty())
        };
        if !told.reports.iter().all(advised) {
            return Err(format!("there is no advice:\n{drawn}"));
        }
    } else if told.outcomes.is_empty() {
        return Err(format!("there is no fix:\n{drawn}"));
    } else if !told.outcomes.contains(&fixed) {
        let outcomes = told.outcomes.join("--- or\n");
        return Err(format!("the fix gives\n{outcomes}\n{drawn}"));
    }
    let after = tell(&name, &fixed)?;
    if !after.reports.is_empty() {
        return Err(format!("what is fixed is wrong:\n{}", after.drawn));
    }
    Ok(())
}
