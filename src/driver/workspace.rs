//! Finds the files of a model and puts their text into the source map.
//!
//! A path is a file, a folder or an archive. Folders are walked in the order of names; hidden entries, what
//! earlier builds wrote, and JSON that is no Smithy model are left out. An [`Overlay`] of open
//! documents stands before the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diag::{Code, Diagnostic, Diagnostics, Label};
use crate::text::{FileId, Origin, SourceMap, Span};

use super::{archives, disk, write};

const NO_MODEL_FILES: Code = Code::error("no-model-files", "Model");
const UNKNOWN_FILE_TYPE: Code = Code::error("unknown-file-type", "Model");
const EMPTY_MODEL: Code = Code::error("empty-model", "Model");

/// The texts of documents that are open in an editor, by the path under which they are shown.
/// They are read instead of what the disk holds.
#[derive(Clone, Default, Debug)]
pub struct Overlay {
    documents: BTreeMap<String, Arc<str>>,
}

impl Overlay {
    /// Opens or changes a document.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) {
        self.documents.insert(path.into(), text.into());
    }

    /// Closes a document.
    pub fn remove(&mut self, path: &str) {
        self.documents.remove(path);
    }

    /// The text of a document.
    pub fn get(&self, path: &str) -> Option<&Arc<str>> {
        self.documents.get(path)
    }
}

/// A path to read, and where it is written if that is in a configuration.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file or folder.
    pub path: PathBuf,
    /// Where a configuration names it.
    pub span: Option<Span>,
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        Self { path, span: None }
    }
}

/// A file of the model.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its text in the source map.
    pub file: FileId,
    /// Its path below the folder that was given; its bare name where it was given itself.
    pub relative: String,
}

/// Finds and reads the files of a model.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    overlay: Overlay,
    seen: FxHashSet<PathBuf>,
    outputs: Vec<PathBuf>,
}

impl Workspace {
    /// One that reads open documents instead of their files.
    pub fn with_overlay(overlay: Overlay) -> Self {
        Self {
            overlay,
            ..Self::default()
        }
    }

    /// Leaves out a folder that builds write to, unless it is asked for by name.
    pub fn skip_output(&mut self, folder: &Path) {
        self.outputs.extend(fs::canonicalize(folder));
    }

    /// Reads all files of these paths; a file that is reached twice is read once. The files found
    /// are good even where reports come with them.
    pub fn read(&mut self, inputs: &[Input], sources: &mut SourceMap) -> (Vec<Found>, Diagnostics) {
        let mut found = Vec::new();
        let mut reports = Diagnostics::new();
        for input in inputs {
            let mut of_input = Diagnostics::new();
            self.read_input(input, sources, &mut found, &mut of_input);
            if let Some(span) = input.span {
                of_input.iter_mut().for_each(|report| trace(report, span));
            }
            reports.absorb(of_input);
        }
        (found, reports)
    }

    fn read_input(
        &mut self,
        input: &Input,
        sources: &mut SourceMap,
        found: &mut Vec<Found>,
        reports: &mut Diagnostics,
    ) {
        let path = &input.path;
        let open = self.overlay.get(&disk::shown(path)).is_some();
        if !open && !path.exists() {
            reports.push(disk::missing(path, input.span));
            return;
        }
        if open || !path.is_dir() {
            if let Some(report) = refuse_by_name(path) {
                reports.push(report);
                return;
            }
            let relative = path.file_name().map_or_else(
                || disk::shown(path),
                |name| name.to_string_lossy().into_owned(),
            );
            self.read_file(path, relative, true, sources, found, reports);
            return;
        }
        let before = reports.len();
        let mut files = Vec::new();
        self.walk(path, &mut files, reports);
        let mut any = false;
        for (file, relative) in files {
            any |= self.read_file(&file, relative, false, sources, found, reports);
        }
        if !any && reports.len() == before {
            let name = disk::shown(path);
            let message = format!("the folder `{name}` holds no Smithy model");
            let report = match input.span {
                Some(span) => NO_MODEL_FILES
                    .at(span, message)
                    .here("nothing to read here"),
                None => NO_MODEL_FILES.without_place(message),
            };
            reports.push(report.help(
                "a model is a `.smithy` file, or a `.json` file with JSON AST; hidden folders and build output are not searched",
            ));
        }
    }

    /// Returns whether it is a file of a model, if only one that was read before.
    fn read_file(
        &mut self,
        path: &Path,
        relative: String,
        asked_for: bool,
        sources: &mut SourceMap,
        found: &mut Vec<Found>,
        reports: &mut Diagnostics,
    ) -> bool {
        let unique = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if !self.seen.insert(unique.clone()) {
            return true;
        }
        let shown = disk::shown(path);
        if archives::is_archive(path) {
            let (members, problems) = archives::read(path, asked_for, sources);
            let any = !members.is_empty() || !problems.is_empty();
            let stem = Path::new(&relative).with_extension("");
            found.extend(members.into_iter().map(|member| Found {
                file: member.file,
                relative: disk::shown(&stem.join(member.path)),
            }));
            reports.absorb(problems);
            return any || asked_for;
        }
        let file = if let Some(text) = self.overlay.get(&shown) {
            sources.add(shown, &**text, Origin::User)
        } else {
            if !asked_for && is_json(path) && !is_json_ast(path) {
                self.seen.remove(&unique);
                return false;
            }
            match disk::read(path, sources) {
                Ok(file) => file,
                Err(report) => {
                    reports.push(*report);
                    return true;
                }
            }
        };
        found.push(Found { file, relative });
        true
    }

    /// The model files below a folder, in the order of names. Links are followed, but no folder
    /// is entered twice.
    fn walk(&mut self, root: &Path, files: &mut Vec<(PathBuf, String)>, reports: &mut Diagnostics) {
        let mut entered = FxHashSet::default();
        let generated = if self
            .outputs
            .contains(&fs::canonicalize(root).unwrap_or_default())
        {
            write::generated(root)
        } else {
            BTreeSet::new()
        };
        let mut pending = vec![(root.to_path_buf(), String::new())];
        while let Some((path, relative)) = pending.pop() {
            if !path.is_dir() {
                if !generated.contains(&relative) {
                    files.push((path, relative));
                }
                continue;
            }
            let unique = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            let output = !relative.is_empty()
                && (self.outputs.contains(&unique) || path.join(write::MANIFEST).is_file());
            if output || !entered.insert(unique) {
                continue;
            }
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error) => {
                    reports.push(disk::unreadable(&path, &error));
                    continue;
                }
            };
            let mut names: Vec<String> = entries
                .flatten()
                .filter_map(|entry| entry.file_name().into_string().ok())
                .filter(|name| !name.starts_with('.') && name != "node_modules")
                .collect();
            names.sort_unstable();
            for name in names.into_iter().rev() {
                let inner = path.join(&name);
                let is_model = Path::new(&name)
                    .extension()
                    .is_some_and(|found| found == "smithy" || found == "json" || found == "jar");
                if !is_model && !inner.is_dir() {
                    continue;
                }
                let below = if relative.is_empty() {
                    name
                } else {
                    format!("{relative}/{name}")
                };
                pending.push((inner, below));
            }
        }
    }
}

/// Says where a configuration names what a report is about.
fn trace(report: &mut Diagnostic, span: Span) {
    const NAMED: &str = "named here";
    match report.span {
        None => {
            report.span = Some(span);
            report.here = NAMED.to_owned();
        }
        Some(place) if place.file != span.file => report.labels.push(Label {
            span,
            message: NAMED.to_owned(),
        }),
        Some(_) => {}
    }
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|found| found == "json")
}

/// Whether the JSON of a folder is a model: other JSON lies about in every project. The key
/// `smithy`, which every model has, decides; a file that cannot be read is for the reader to
/// report.
fn is_json_ast(path: &Path) -> bool {
    fs::read(path).map_or(true, |bytes| disk::mentions_smithy(&bytes))
}

fn refuse_by_name(path: &Path) -> Option<Diagnostic> {
    let name = disk::shown(path);
    let extension = path
        .extension()
        .map(|found| found.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("smithy" | "json" | "jar" | "zip") => None,
        _ => Some(
            UNKNOWN_FILE_TYPE
                .without_place(format!("`{name}` is neither a `.smithy` nor a `.json` file"))
                .help("the name says what is in a model file: `.smithy` for the IDL, `.json` for JSON AST, `.jar` or `.zip` for an archive of them"),
        ),
    }
}

/// The report for files that hold nothing at all, where that is all there is.
pub fn check_not_empty(found: &[Found], sources: &SourceMap) -> Diagnostics {
    let blank = |found: &Found| {
        sources
            .get(found.file)
            .is_some_and(|file| file.text().trim().is_empty())
    };
    if found.is_empty() || !found.iter().all(blank) {
        return Diagnostics::new();
    }
    let names: Vec<String> = found
        .iter()
        .filter_map(|found| sources.get(found.file))
        .map(|file| format!("`{}`", file.name()))
        .collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    EMPTY_MODEL
        .without_place(format!("{} {verb} empty", names.join(", ")))
        .help("a model begins with `$version: \"2\"` and a `namespace`")
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_document_stands_before_the_disk() {
        let mut overlay = Overlay::default();
        overlay.insert("no/such/file.smithy", "namespace a");
        overlay.insert("closed.smithy", "");
        overlay.remove("closed.smithy");
        let mut workspace = Workspace::with_overlay(overlay);
        let mut sources = SourceMap::new();
        let inputs = ["no/such/file.smithy", "closed.smithy"];
        let inputs = inputs.map(|path| Input::from(PathBuf::from(path)));
        let (found, reports) = workspace.read(&inputs, &mut sources);
        assert_eq!(found.len(), 1);
        assert_eq!(sources.get(found[0].file).unwrap().text(), "namespace a");
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0].code, "missing-path");
    }
}
