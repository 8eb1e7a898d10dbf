//! Puts generated files on the disk, whole or not at all.
//!
//! All files are written into a fresh folder beside their place first; then each unit (a folder
//! of the output, or a file at its top) is renamed into place, and renamed back if a later one
//! fails. A manifest in the output folder lists what was generated, so that anything else there
//! is known to be somebody's own: it is carried along, and never overwritten or deleted. Links
//! inside the output folder are never followed. Nothing here knows what the files are.
//!
//! [`publish`] is for folders that smithyc owns. [`place`] puts single files into a folder that
//! somebody else may own: it leaves no manifest and deletes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic};

use super::disk;

mod place;
mod rewrite;
mod stage;

pub use place::place;
pub use rewrite::rewrite;
use stage::Stage;

/// The file that lists what was generated.
pub const MANIFEST: &str = ".smithyc-manifest";

const MANIFEST_HEAD: &str =
    "# Written by smithyc, which replaces or deletes the files listed here, and no others.";

const UNWRITABLE_OUTPUT: Code = Code::error("unwritable-output", "SmithyBuild");
const FOREIGN_FILE: Code = Code::error("foreign-file", "SmithyBuild");
const CONFLICTING_FILES: Code = Code::error("conflicting-files", "SmithyBuild");

/// Foreign files that are named before "and more".
const NAMED_FOREIGN_FILES: usize = 5;

/// A report, boxed because it is large and rare.
pub type Refusal = Box<Diagnostic>;

/// The files of an output folder.
#[derive(Clone, Default, Debug)]
pub struct Output {
    files: BTreeMap<String, Vec<u8>>,
    scopes: Vec<String>,
}

impl Output {
    /// An output that replaces everything that was generated before.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that only what lies in this folder is replaced, besides others that are named so.
    pub fn scope(&mut self, folder: impl Into<String>) {
        self.scopes.push(folder.into());
    }

    /// Adds a file, by its path below the output folder, with `/`.
    ///
    /// # Errors
    /// A report where the path could lead out of the folder, or is taken by another file.
    pub fn add(
        &mut self,
        path: impl Into<String>,
        contents: impl Into<Vec<u8>>,
    ) -> Result<(), Refusal> {
        let path = path.into();
        if !is_safe(&path) {
            let message = format!("`{path}` is not a path that can be written to");
            return Err(Box::new(UNWRITABLE_OUTPUT.without_place(message).note(
                "files are written below the output folder only, under names that every system has",
            )));
        }
        if self.files.insert(path.clone(), contents.into()).is_some() {
            let message = format!("two files are to be written to `{path}`");
            return Err(Box::new(CONFLICTING_FILES.without_place(message)));
        }
        Ok(())
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn in_scope(&self, path: &str) -> bool {
        self.scopes.is_empty() || self.scopes.iter().any(|scope| is_below(path, scope))
    }
}

/// Whether a path stays below the folder it is put into, on every system.
pub fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.ends_with(['.', ' '])
                && !part.starts_with(stage::PREFIX)
                && !part.contains(|c: char| {
                    c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
                })
        })
        && path != MANIFEST
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Writes an output into a folder, which is created where it does not exist.
///
/// # Errors
/// A report where something in the folder is in the way or cannot be written. The folder is then
/// as it was.
pub fn publish(root: &Path, output: &Output) -> Result<(), Refusal> {
    check_tree(output)?;
    let shown = disk::shown(root);
    let fail = |error: &io::Error| unwritable(&shown, error);
    let root = match fs::canonicalize(root) {
        Ok(found) if found.is_dir() => found,
        Ok(_) => return Err(not_a_folder(&shown)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return publish_new(root, output).map_err(|error| fail(&error));
        }
        Err(error) => return Err(fail(&error)),
    };
    stage::recover(&root).map_err(|error| fail(&error))?;
    let old = read_manifest(&root).map_err(|error| fail(&error))?;
    let foreign = conflicts(&root, output, &old);
    if !foreign.is_empty() {
        return Err(refuse(&shown, &foreign));
    }
    replace(&root, output, &old).map_err(|error| fail(&error))
}

fn not_a_folder(shown: &str) -> Refusal {
    let message = format!("`{shown}` is a file, and the output needs a folder there");
    Box::new(
        UNWRITABLE_OUTPUT
            .without_place(message)
            .help("name another folder, or move the file away"),
    )
}

fn unwritable(shown: &str, error: &io::Error) -> Refusal {
    let reason = disk::reason(error);
    Box::new(
        UNWRITABLE_OUTPUT
            .without_place(format!("nothing could be written to `{shown}`: {reason}"))
            .help("name a folder that you may write to"),
    )
}

fn refuse(shown: &str, foreign: &[String]) -> Refusal {
    Box::new(
        FOREIGN_FILE
            .without_place(format!(
                "`{shown}` holds files that smithyc did not write, where it would write its own"
            ))
            .note(in_the_way(foreign))
            .help("move them away, or name another output folder"),
    )
}

/// The first of some files, for a note.
fn in_the_way(files: &[String]) -> String {
    let named: Vec<String> = files
        .iter()
        .take(NAMED_FOREIGN_FILES)
        .map(|path| format!("`{path}`"))
        .collect();
    let more = match files.len().saturating_sub(NAMED_FOREIGN_FILES) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!("in the way: {}{more}", named.join(", "))
}

/// No file may stand where another needs a folder.
fn check_tree(output: &Output) -> Result<(), Refusal> {
    for path in output.files.keys() {
        for (at, _) in path.match_indices('/') {
            let folder = path.get(..at).unwrap_or("");
            if output.files.contains_key(folder) {
                let message = format!("`{folder}` is to be both a file and a folder");
                return Err(Box::new(CONFLICTING_FILES.without_place(message)));
            }
        }
    }
    Ok(())
}

/// Nothing is there yet: one rename puts the whole folder in place.
fn publish_new(root: &Path, output: &Output) -> io::Result<()> {
    let parent = match root.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    let stage = Stage::create(parent)?;
    stage.write(&output.files)?;
    write_manifest(&stage.fresh(), output.files.keys())?;
    fs::rename(stage.fresh(), root)?;
    stage.remove();
    Ok(())
}

fn write_manifest<'a>(folder: &Path, files: impl Iterator<Item = &'a String>) -> io::Result<()> {
    let mut text = String::from(MANIFEST_HEAD);
    text.push('\n');
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    fs::write(folder.join(MANIFEST), text)
}

/// The files that earlier runs wrote into a folder, by their paths below it.
pub fn generated(root: &Path) -> BTreeSet<String> {
    read_manifest(root).unwrap_or_default()
}

/// What earlier runs generated. A line that could lead out of the folder is not believed.
fn read_manifest(root: &Path) -> io::Result<BTreeSet<String>> {
    let path = root.join(MANIFEST);
    match fs::symlink_metadata(&path) {
        Ok(meta) if meta.is_file() => {}
        _ => return Ok(BTreeSet::new()),
    }
    let text = fs::read(path)?;
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter(|line| is_safe(line));
    Ok(lines.map(str::to_owned).collect())
}

/// The files in the way that were not generated, and links and files where folders are needed.
fn conflicts(root: &Path, output: &Output, old: &BTreeSet<String>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (path, contents) in &output.files {
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let blocked = folders.find(|folder| {
            fs::symlink_metadata(root.join(folder)).is_ok_and(|meta| !meta.is_dir())
        });
        if let Some(folder) = blocked {
            if !old.contains(folder) {
                found.insert(folder.to_owned());
            }
            continue;
        }
        let place = root.join(path);
        let Ok(meta) = fs::symlink_metadata(&place) else {
            continue;
        };
        let ours = meta.is_file()
            && (old.contains(path) || fs::read(&place).is_ok_and(|there| there == *contents));
        let ours_below = meta.is_dir() && holds_only_ours(root, path, old);
        if !ours && !ours_below {
            found.insert(path.clone());
        }
    }
    found.into_iter().collect()
}

/// Whether a folder holds nothing but generated files.
fn holds_only_ours(root: &Path, folder: &str, old: &BTreeSet<String>) -> bool {
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else {
            return false;
        };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else {
                return false;
            };
            let path = format!("{folder}/{name}");
            let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_dir {
                pending.push(path);
            } else if !old.contains(&path) {
                return false;
            }
        }
    }
    true
}

/// The folder or top-level file that a path is renamed into place with.
fn unit<'a>(path: &'a str, output: &'a Output) -> &'a str {
    if let Some(scope) = output.scopes.iter().find(|scope| is_below(path, scope)) {
        return scope;
    }
    path.split('/').next().unwrap_or(path)
}

fn replace(root: &Path, output: &Output, old: &BTreeSet<String>) -> io::Result<()> {
    let kept = |path: &&String| !output.in_scope(path);
    let listed: BTreeSet<String> = old
        .iter()
        .filter(kept)
        .chain(output.files.keys())
        .cloned()
        .collect();
    let mut units: BTreeSet<&str> = BTreeSet::new();
    for path in output.files.keys() {
        units.insert(unit(path, output));
    }
    for path in old.iter().filter(|path| output.in_scope(path)) {
        units.insert(unit(path, output));
    }
    units.retain(|unit| !is_unchanged(root, unit, output, old));
    if units.is_empty() && listed == *old {
        return Ok(());
    }
    let stage = Stage::create(root)?;
    let fresh = output
        .files
        .iter()
        .filter(|(path, _)| units.contains(unit(path, output)));
    stage.write(fresh)?;
    for unit in &units {
        let ours = |path: &str| old.contains(path) && output.in_scope(path);
        stage.carry_over(root, unit, &ours)?;
    }
    // Should the next steps be interrupted, nothing of ours may pass for somebody's own.
    let both: BTreeSet<String> = old.union(&listed).cloned().collect();
    write_manifest(&stage.fresh(), both.iter())?;
    fs::rename(stage.fresh().join(MANIFEST), root.join(MANIFEST))?;
    if let Err(error) = stage.swap(root, &units) {
        write_manifest(&stage.fresh(), old.iter())?;
        fs::rename(stage.fresh().join(MANIFEST), root.join(MANIFEST))?;
        stage.remove();
        return Err(error);
    }
    write_manifest(&stage.fresh(), listed.iter())?;
    fs::rename(stage.fresh().join(MANIFEST), root.join(MANIFEST))?;
    stage.remove();
    Ok(())
}

/// Whether the disk already holds exactly the generated files of a unit.
fn is_unchanged(root: &Path, unit: &str, output: &Output, old: &BTreeSet<String>) -> bool {
    let inside = |path: &str| path == unit || is_below(path, unit);
    let same = |(path, contents): (&String, &Vec<u8>)| {
        let place: PathBuf = root.join(path);
        let plain = fs::symlink_metadata(&place).is_ok_and(|meta| meta.is_file());
        plain && fs::read(&place).is_ok_and(|there| there == *contents)
    };
    let stale = |path: &&String| {
        inside(path)
            && output.in_scope(path)
            && !output.files.contains_key(*path)
            && fs::symlink_metadata(root.join(path)).is_ok()
    };
    output
        .files
        .iter()
        .filter(|(path, _)| inside(path))
        .all(same)
        && !old.iter().any(|path| stale(&path))
}

#[cfg(test)]
mod tests;
