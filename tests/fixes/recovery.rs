//! Ten mistakes in separate statements give ten reports: not one and not forty.
//!
//! Mistakes of known kinds are put into separate statements of sound models, by a seed. There are
//! as many reports as mistakes, each in the statement of its mistake; a report more or less is
//! forgiven in a few of a hundred texts, where one mistake happens to read as two or as none.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use super::{cases, tell};

/// How many texts are made of each model.
const SEEDS: u64 = 12;

/// How many mistakes a text has at most.
const MOST: usize = 10;

/// Models of which more than this have to give just as many reports as mistakes, in percent.
const EXACT: usize = 95;

/// The test.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("as_many_reports_as_mistakes", || {
        run().map_err(Into::into)
    })]
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }
}

/// The sound models: small enough that a test reads them often.
fn models() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["tests/models/todo", "corpus/fixes", "../shared/models"] {
        let folder = root.join(folder);
        if !folder.exists() {
            println!("{} is absent", folder.display());
        }
        for path in cases(&folder) {
            let fixed = path.with_extension("fixed");
            let path = if fixed.exists() { fixed } else { path };
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let sound = text.len() < 60_000
                && tell("a.smithy", &text).is_ok_and(|told| told.reports.is_empty());
            if sound && statements(&text).len() > 5 {
                found.push((path.display().to_string(), text));
            }
        }
    }
    found
}

/// The line on which each statement begins.
fn statements(text: &str) -> Vec<usize> {
    let words = [
        "structure",
        "union",
        "list",
        "map",
        "enum",
        "intEnum",
        "operation",
        "service",
        "resource",
        "string",
        "integer",
        "long",
        "boolean",
        "blob",
        "timestamp",
    ];
    let begins = |line: &str| {
        let word = line.split(' ').next().unwrap_or("");
        words.contains(&word) && line.len() > word.len()
    };
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| begins(line))
        .map(|(at, _)| at)
        .collect()
}

/// The line with a mistake, if one of this kind can be made in it.
fn broken(line: &str, kind: usize, number: usize) -> Option<String> {
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    let member = code
        .split_once(": ")
        .filter(|(name, target)| word(name) && word(target) && !indent.is_empty())
        .filter(|(_, target)| target.starts_with(|c: char| c.is_ascii_uppercase()));
    match kind {
        0 => member.map(|(name, target)| format!("{indent}{name} {target}")),
        1 => member.map(|(name, _)| format!("{indent}{name}: Nowhere{number}")),
        2 => member.map(|(name, target)| format!("{indent}{name} = {target}")),
        3 => member.map(|(name, target)| format!("{indent}{name}: {target};")),
        4 => member.map(|(name, target)| format!("{indent}optional {name}: {target}")),
        5 => (code == "@required").then(|| format!("{indent}@requiredly{number}")),
        6 => line
            .strip_prefix("structure ")
            .map(|rest| format!("strcture {rest}")),
        7 => line
            .strip_prefix("operation ")
            .map(|rest| format!("opration {rest}")),
        8 => (code.starts_with('@') && code.ends_with(')') && code.matches(')').count() == 1)
            .then(|| line.trim_end_matches(')').to_owned()),
        9 => (code.matches('"').count() == 2 && code.ends_with("\")") && code.starts_with('@'))
            .then(|| line.replacen("\")", ")", 1)),
        10 => (line == "}").then(String::new),
        _ => (code.matches('"').count() == 2 && code.ends_with('"') && code.contains(": \""))
            .then(|| line.trim_end_matches('"').to_owned()),
    }
}

const KINDS: usize = 12;

/// A text with mistakes, and the statements that have one.
fn wrong(text: &str, seed: u64) -> (String, Vec<(usize, usize)>) {
    let mut random = Random(seed);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let starts = statements(text);
    let statement = |line: usize| starts.partition_point(|start| *start <= line);
    let wanted = 2 + random.below(MOST - 1);
    let mut taken = BTreeSet::new();
    let mut made = Vec::new();
    for attempt in 0..400 {
        if made.len() == wanted {
            break;
        }
        let at = random.below(lines.len());
        let own = statement(at);
        let near = (own.saturating_sub(1)..=own + 1).any(|near| taken.contains(&near));
        if near || own == 0 {
            continue;
        }
        if let Some(line) = broken(&lines[at], random.below(KINDS), attempt) {
            lines[at] = line;
            taken.insert(own);
            made.push((own, at));
        }
    }
    made.sort_unstable();
    (lines.join("\n") + "\n", made)
}

fn run() -> Result<(), String> {
    let models = models();
    let mut exact = 0usize;
    let mut texts = 0usize;
    let mut failures = Vec::new();
    for (name, text) in &models {
        let starts = statements(text);
        for seed in 0..SEEDS {
            let (wrong, made) = wrong(text, seed.wrapping_mul(977) + text.len() as u64);
            if made.is_empty() {
                continue;
            }
            texts += 1;
            let told = tell("wrong.smithy", &wrong)?;
            let line = |at: u32| wrong[..at as usize].matches('\n').count();
            let found: Vec<usize> = told
                .reports
                .iter()
                .filter_map(|report| report.span)
                .map(|span| starts.partition_point(|start| *start <= line(span.start)))
                .collect();
            // A bracket is missed where the next statement begins.
            let placed = made
                .iter()
                .all(|(own, _)| found.iter().any(|found| found == own || *found == own + 1));
            let right = told.reports.len() == made.len() && placed;
            exact += usize::from(right);
            let far = told.reports.len().abs_diff(made.len()) > 2;
            if far || (!right && std::env::var_os("SMITHYC_SHOW").is_some()) {
                failures.push(format!(
                    "{name}, seed {seed}: {} reports for mistakes on the lines {:?}\n{}",
                    told.reports.len(),
                    made.iter().map(|(_, at)| at + 1).collect::<Vec<_>>(),
                    told.drawn
                ));
            }
        }
    }
    println!(
        "{exact} of {texts} texts of {} models are exact",
        models.len()
    );
    if exact * 100 < texts * EXACT || !failures.is_empty() {
        let shown: Vec<String> = failures.iter().take(20).cloned().collect();
        return Err(format!(
            "{exact} of {texts} are exact, {} are far off:\n{}",
            failures.len(),
            shown.join("\n")
        ));
    }
    Ok(())
}
