//! Realistic wrong models, `corpus/wrong/NNN-name.smithy`. The first line of each says how many
//! mistakes it holds and on which lines: `// 3 mistakes: lines 12, 40, 77`. Each mistake gives one
//! report, on its line, in the order of the text.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use super::{cases, tell};

/// One test a model, and one on their number.
pub fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/wrong");
    let all = cases(&root);
    let lines = |path: &Path| fs::read_to_string(path).map_or(0, |text| text.lines().count());
    let long = all.iter().filter(|path| lines(path) >= 150).count();
    let count = all.len();
    let mut trials: Vec<Trial> = all
        .into_iter()
        .map(|case| {
            let name = case.file_stem().unwrap().to_string_lossy().into_owned();
            Trial::test(format!("wrong/{name}"), move || {
                run(&case).map_err(Into::into)
            })
        })
        .collect();
    trials.push(Trial::test("wrong/there_are_many", move || {
        if count < 100 || long < 10 {
            return Err(format!("{count} models, {long} of them long").into());
        }
        Ok(())
    }));
    trials
}

/// The lines with mistakes, as the first line of a case says.
fn expected(text: &str) -> Option<Vec<usize>> {
    let (head, lines) = text
        .lines()
        .next()?
        .strip_prefix("// ")?
        .split_once(": line")?;
    let count: usize = head.split(' ').next()?.parse().ok()?;
    let lines: Vec<usize> = lines
        .trim_start_matches('s')
        .split(',')
        .map(|line| line.trim().parse().ok())
        .collect::<Option<_>>()?;
    (lines.len() == count).then_some(lines)
}

fn run(case: &Path) -> Result<(), String> {
    let text = fs::read_to_string(case).map_err(|error| error.to_string())?;
    let wanted = expected(&text).ok_or("the first line does not say which lines are wrong")?;
    let told = tell("case.smithy", &text)?;
    let found: Vec<usize> = told
        .reports
        .iter()
        .filter_map(|report| report.span)
        .map(|span| text[..span.start as usize].matches('\n').count() + 1)
        .collect();
    if found == wanted && found.len() == told.reports.len() {
        return Ok(());
    }
    Err(format!(
        "reports on the lines {found:?} instead of {wanted:?}:\n{}",
        told.drawn
    ))
}
