//! Holds the pages of `smithyc explain` to what they say.
//!
//! The files that a page shows as wrong are written to a folder and compiled: the report must be the
//! one that the page is about, and no other. Those that it shows as right give no report at all.
//! `cargo test --test explain -- CODE` tries one page; it is read from the source tree, so that a
//! page that is being written needs no compiling.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

use smithyc::explain::{self, Answer};

use declared::{Declared, declared, files};

mod declared;

/// The codes that no files of a page can show, and why. Their pages have neither a wrong nor a right
/// model, and say what to do.
const NOT_SHOWN: &[(&str, &str)] = &[
    ("archive-too-large", "needs an archive"),
    ("archive-without-model", "needs an archive"),
    ("binary-file", "needs bytes that are no text"),
    ("json-nesting-too-deep", "needs a thousand brackets"),
    ("manifest-entry", "needs an archive"),
    ("not-utf8", "needs bytes that are no text"),
    ("rules-too-deep", "needs 128 rules inside of one another"),
    ("too-many-json-values", "needs four million values"),
    ("too-many-mixed-in", "needs a million members"),
    ("too-many-reports", "needs a million mistakes"),
    ("too-many-reports-of-a-file", "needs ten thousand mistakes"),
    ("too-many-tokens", "needs eight million tokens"),
    (
        "too-many-validators",
        "needs thousands of validators or shapes",
    ),
    ("unreadable-file", "needs a file that nobody may read"),
];

/// How many columns prose takes; pages are read as plain text too.
const WIDEST: usize = 100;

/// The configuration that `smithyc` finds by itself.
const CONFIGURATION: &str = "smithy-build.json";

type Outcome = Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let codes = codes();
    let mut trials = vec![
        Trial::test("every code has a page", completeness),
        Trial::test("pages are listed in order", rows),
        Trial::test("codes and event ids differ", names),
        Trial::test("terminals show whole pages", drawings),
    ];
    for file in files(&root().join("src/explain/pages"), "md") {
        let slug = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let code = codes.get(&slug).map(|(_, code)| code.clone());
        let page = Page::read(&text);
        let (title, lines) = (slug.clone(), page.clone());
        let form = move || form(&title, code.as_ref(), &lines);
        trials.push(Trial::test(format!("{slug} form"), form));
        let Ok(page) = page else { continue };
        for (section, expected) in [("Wrong", Some(slug.clone())), ("Right", None)] {
            if page.section(section).is_some() {
                let name = format!("{slug} {}", section.to_lowercase());
                let (slug, page) = (slug.clone(), page.clone());
                let try_it = move || shows(&slug, &page, section, expected.as_deref());
                trials.push(Trial::test(name, try_it));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every code with the file that declares it.
fn codes() -> BTreeMap<String, (String, Declared)> {
    let mut found = BTreeMap::new();
    for file in files(&root().join("src"), "rs") {
        let place = file.strip_prefix(root()).unwrap().to_string_lossy();
        let place = place.replace('\\', "/");
        for code in declared(&fs::read_to_string(&file).unwrap()) {
            found.insert(code.slug.clone(), (place.clone(), code));
        }
    }
    found
}

/// A page, taken apart.
#[derive(Clone, Debug)]
struct Page {
    title: String,
    headline: String,
    sections: Vec<Section>,
}

#[derive(Clone, Default, Debug)]
struct Section {
    title: String,
    prose: String,
    blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
struct Block {
    info: String,
    text: String,
}

impl Page {
    fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let title = first
            .strip_prefix("# ")
            .ok_or_else(|| format!("the first line is `{first}`, not `# <slug>`"))?;
        let mut sections = vec![Section::default()];
        let mut block: Option<Block> = None;
        for line in lines {
            let section = sections.last_mut().unwrap();
            if let Some(open) = &mut block {
                if line == "```" {
                    section.blocks.extend(block.take());
                } else {
                    open.text.push_str(line);
                    open.text.push('\n');
                }
            } else if let Some(info) = line.strip_prefix("```") {
                block = Some(Block {
                    info: info.to_owned(),
                    text: String::new(),
                });
            } else if let Some(title) = line.strip_prefix("## ") {
                sections.push(Section {
                    title: title.to_owned(),
                    ..Section::default()
                });
            } else {
                section.prose.push_str(line);
                section.prose.push('\n');
            }
        }
        if block.is_some() {
            return Err("a block of code is not closed".to_owned());
        }
        let mut head = sections.remove(0);
        let (headline, prose) = head.prose.trim_start().split_once('\n').unwrap_or_default();
        let headline = headline.to_owned();
        head.prose = prose.to_owned();
        sections.insert(0, head);
        Ok(Self {
            title: title.to_owned(),
            headline,
            sections,
        })
    }

    fn section(&self, title: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.title == title)
    }
}

/// Whether a page has the parts of one, and a head that agrees with the declaration of its code.
fn form(slug: &str, code: Option<&Declared>, page: &Result<Page, String>) -> Outcome {
    let page = page.clone()?;
    let Some(code) = code else {
        return Err("no code of this name is declared".into());
    };
    if page.title != slug {
        return Err(format!("the title is `{}`", page.title).into());
    }
    if let Some(event) = &code.event {
        let head = format!("{} · `{event}`", code.severity);
        let more = page.headline.strip_prefix(&head);
        // Longer ids of the same event may follow.
        if more.is_none_or(|more| !(more.is_empty() || more.starts_with(", `"))) {
            return Err(format!("the headline is `{}`, not `{head}`", page.headline).into());
        }
    }
    let titles: Vec<&str> = page.sections.iter().map(|one| &*one.title).collect();
    let not_shown = NOT_SHOWN.iter().any(|(known, _)| *known == slug);
    let expected: &[&str] = if not_shown {
        &["", "Why"]
    } else {
        &["", "Wrong", "Right", "Why"]
    };
    if titles != expected {
        return Err(format!("the sections are {titles:?}, not {expected:?}").into());
    }
    for section in &page.sections {
        let wide = |line: &&str| line.chars().count() > WIDEST;
        if let Some(line) = section.prose.lines().find(wide) {
            return Err(format!("a line is wider than {WIDEST} columns: {line}").into());
        }
        let shows = matches!(&*section.title, "Wrong" | "Right");
        if shows && section.blocks.is_empty() {
            return Err(format!("`{}` shows nothing", section.title).into());
        }
        if !shows && section.prose.trim().is_empty() {
            return Err(format!("`{}` says nothing", section.title).into());
        }
    }
    Ok(())
}

/// Whether the files of a section give a report of this code only, or none.
fn shows(slug: &str, page: &Page, title: &str, expected: Option<&str>) -> Outcome {
    let section = page.section(title).unwrap();
    let folder = fresh(slug, title);
    let names = write(&folder, &section.blocks)?;
    let command = command(section)?
        .or(page.section("Wrong").and_then(|wrong| command(wrong).ok()?))
        .unwrap_or_else(|| {
            if names.contains(CONFIGURATION) {
                vec!["validate".to_owned()]
            } else {
                vec![
                    "validate".to_owned(),
                    "--no-config".to_owned(),
                    ".".to_owned(),
                ]
            }
        });
    let done = run(&folder, &command, "rich")?;
    let mut reported = done.reported.clone();
    if let Some(slug) = expected
        && !reported.contains(slug)
    {
        // Some reports are for machines only, since they repeat another.
        let machine = run(&folder, &command, "json")?;
        reported = machine
            .reported
            .into_iter()
            .filter(|code| code == slug)
            .collect();
    }
    let wanted: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
    let status_fits = expected.is_some() || done.status == Some(0);
    if reported == wanted && status_fits {
        if let Some(slug) =
            expected.filter(|_| command.first().is_some_and(|one| one == "validate"))
        {
            let machine = run(&folder, &command, "json")?;
            leads_back(slug, &machine.text)?;
        }
        let _ = fs::remove_dir_all(&folder);
        return Ok(());
    }
    Err(format!(
        "expected {wanted:?}, and got {reported:?} and status {:?} from `smithyc {}`:\n{}",
        done.status,
        command.join(" "),
        done.text
    )
    .into())
}

/// Whether somebody who asks for the event id of a report of this code finds the page among others.
fn leads_back(slug: &str, reports: &str) -> Outcome {
    for line in reports.lines().filter(|line| line.starts_with('{')) {
        let report: serde_json::Value = serde_json::from_str(line)?;
        let (Some(code), Some(id)) = (report["code"].as_str(), report["id"].as_str()) else {
            return Err(format!("this is no report: {line}").into());
        };
        let found = match explain::find(id) {
            Answer::Page(page) => page.slug() == slug,
            Answer::Several(_, pages) => pages.iter().any(|page| page.slug() == slug),
            // A model may give reports ids of its own.
            Answer::Unknown(_) => true,
        };
        if code == slug && !found {
            return Err(format!("the headline does not lead from `{id}` to this page").into());
        }
    }
    Ok(())
}

/// An empty folder for the files of a section.
fn fresh(slug: &str, title: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("explain")
        .join(slug)
        .join(title);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes the files of a section, and says how they are called.
fn write(folder: &Path, blocks: &[Block]) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    for block in blocks.iter().filter(|block| block.info != "console") {
        let (kind, name) = block.info.split_once(' ').unwrap_or((&block.info, ""));
        let name = match (kind, name) {
            ("smithy", "") => "model.smithy",
            ("json", "") => "model.json",
            ("smithy" | "json" | "text", name) if !name.is_empty() => name,
            _ => return Err(format!("nothing is known of blocks of `{}`", block.info)),
        };
        if !names.insert(name.to_owned()) {
            return Err(format!("two files are called `{name}`"));
        }
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).map_err(|error| error.to_string())?;
        fs::write(path, &block.text).map_err(|error| error.to_string())?;
    }
    Ok(names)
}

/// The arguments of the command that a section shows, if it shows one.
fn command(section: &Section) -> Result<Option<Vec<String>>, String> {
    let mut blocks = section
        .blocks
        .iter()
        .filter(|block| block.info == "console");
    let Some(block) = blocks.next() else {
        return Ok(None);
    };
    let line = block.text.trim_end();
    let arguments = line.strip_prefix("$ smithyc ");
    match arguments.filter(|arguments| !arguments.contains('\n')) {
        Some(arguments) if blocks.next().is_none() => words(arguments).map(Some),
        _ => Err("one block `console` with one line, `$ smithyc …`, is expected".to_owned()),
    }
}

/// The words of a command, as a shell takes them apart.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in line.chars() {
        match (character, quote) {
            (_, Some(open)) if character == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    match quote {
        None => Ok(words),
        Some(_) => Err(format!("a quote is not closed in `{line}`")),
    }
}

struct Done {
    status: Option<i32>,
    text: String,
    reported: BTreeSet<String>,
}

/// Runs a command in a folder, so that it shows all it has to report.
fn run(folder: &Path, arguments: &[String], format: &str) -> Result<Done, Failed> {
    let name = arguments.first().map_or("", String::as_str);
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithyc"));
    command.args(arguments).args(["--color", "never"]);
    if name != "explain" {
        command.args(["--format", format]);
    }
    if name == "validate" && !arguments.iter().any(|one| one == "--severity") {
        command.args(["--severity", "note"]);
    }
    let done = command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()?;
    let results = String::from_utf8(done.stdout)?;
    let reports = String::from_utf8(done.stderr)?;
    let told = if name == "validate" {
        &results
    } else {
        &reports
    };
    Ok(Done {
        status: done.status.code(),
        reported: told.lines().filter_map(code_of).collect(),
        text: format!("{results}{reports}"),
    })
}

/// The code of a report that begins on this line, in rich reports or as JSON.
fn code_of(line: &str) -> Option<String> {
    if let Some((_, rest)) = line.split_once("\"code\":\"")
        && line.starts_with('{')
    {
        return rest.split('"').next().map(str::to_owned);
    }
    let (word, rest) = line.split_once('[')?;
    let (code, _) = rest.split_once("]: ")?;
    let is_head = ["error", "danger", "warning", "note"].contains(&word);
    is_head.then(|| code.to_owned())
}

fn completeness() -> Outcome {
    let shown: BTreeSet<&str> = explain::pages().iter().map(|page| page.slug()).collect();
    let codes = codes();
    let mut wrong = Vec::new();
    for (slug, (place, _)) in &codes {
        if !shown.contains(&**slug) {
            wrong.push(format!("{slug} ({place})"));
        }
    }
    for (slug, _) in NOT_SHOWN {
        if !codes.contains_key(*slug) {
            wrong.push(format!("`{slug}`, which cannot be shown, is not declared"));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("codes without a page:\n{}", wrong.join("\n")).into())
}

/// The rows are the files of the folder, sorted, each once. `SMITHYC_BLESS=1` writes them.
fn rows() -> Outcome {
    let list = root().join("src/explain/pages.rs");
    let text = fs::read_to_string(&list)?;
    let (before, rest) = text.split_once("&[\n").ok_or("there is no list")?;
    let (_, after) = rest.split_once("];").ok_or("the list has no end")?;
    let rows: String = files(&root().join("src/explain/pages"), "md")
        .iter()
        .map(|file| file.file_stem().unwrap().to_string_lossy().into_owned())
        .collect::<BTreeSet<String>>()
        .iter()
        .map(|slug| format!("    page!(\"{slug}\"),\n"))
        .collect();
    let wanted = format!("{before}&[\n{rows}];{after}");
    if text == wanted {
        return Ok(());
    }
    if std::env::var_os("SMITHYC_BLESS").is_some() {
        fs::write(&list, wanted)?;
        return Ok(());
    }
    Err(format!("src/explain/pages.rs should hold these rows:\n{rows}").into())
}

/// What is asked about is a code or an event id, whatever its case.
fn names() -> Outcome {
    let pages = explain::pages();
    let slugs: BTreeSet<String> = pages.iter().map(|page| page.slug().to_owned()).collect();
    for page in pages {
        for event in page.events() {
            if slugs.contains(&event.to_ascii_lowercase()) {
                return Err(format!("`{event}` is a code too").into());
            }
        }
        if page.summary().is_empty() || page.events().next().is_none() {
            return Err(format!("`{}` says nothing", page.slug()).into());
        }
    }
    Ok(())
}

/// What a terminal shows of each page is all that the page says.
fn drawings() -> Outcome {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    for page in explain::pages() {
        let mut said = String::new();
        for line in page.markdown().lines() {
            // Of what opens a block, only the name of the file is shown.
            let name = line.strip_prefix("```").map(|info| info.split_once(' '));
            said += &letters(name.map_or(line, |info| info.map_or("", |(_, name)| name)));
        }
        let drawn = explain::terminal::draw(page.markdown());
        let mut shown = String::new();
        for (number, part) in drawn.split('\u{1b}').enumerate() {
            let text = part.split_once('m').filter(|_| number > 0);
            shown += &letters(text.map_or(part, |(_, text)| text));
        }
        if shown != said {
            return Err(format!("`{}` is drawn as\n{drawn}", page.slug()).into());
        }
    }
    Ok(())
}
