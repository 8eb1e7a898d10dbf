//! Puts single files into a folder that may hold anything else.

use std::fs;
use std::io;
use std::path::Path;

use crate::diag::Code;
use crate::driver::disk;

use super::stage::{self, Stage};
use super::{Output, Refusal, check_tree, in_the_way, not_a_folder, unwritable};

const FILE_EXISTS: Code = Code::error("file-exists", "SmithyBuild");

/// Writes files into a folder, which is created where it does not exist: all of them or, where
/// one cannot be written, none. What else the folder holds stays as it is. A file that is there
/// already is replaced only where `overwrite` says so; a link or a folder in its place never is.
/// What holds the very text already is not touched.
///
/// # Errors
/// A report where something is in the way or cannot be written. The folder is then as it was.
pub fn place(root: &Path, output: &Output, overwrite: bool) -> Result<(), Refusal> {
    check_tree(output)?;
    let shown = disk::shown(root);
    let fail = |error: &io::Error| unwritable(&shown, error);
    fs::create_dir_all(root).map_err(|error| match fs::metadata(root) {
        Ok(found) if !found.is_dir() => not_a_folder(&shown),
        _ => fail(&error),
    })?;
    let root = fs::canonicalize(root).map_err(|error| fail(&error))?;
    stage::recover(&root).map_err(|error| fail(&error))?;
    let mut changed = Output::new();
    let mut foreign = Vec::new();
    for (path, contents) in &output.files {
        let there = root.join(path);
        match fs::symlink_metadata(&there) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(fail(&error)),
            Ok(found) if found.is_file() => {
                if fs::read(&there).is_ok_and(|there| there == *contents) {
                    continue;
                }
                if !overwrite {
                    foreign.push(path.clone());
                }
            }
            Ok(_) => foreign.push(path.clone()),
        }
        changed.add(path.clone(), contents.clone())?;
    }
    if !foreign.is_empty() {
        return Err(refuse(&shown, &foreign, overwrite));
    }
    if changed.is_empty() {
        return Ok(());
    }
    put(&root, &changed).map_err(|error| fail(&error))
}

fn put(root: &Path, output: &Output) -> io::Result<()> {
    let stage = Stage::create(root)?;
    stage.write(&output.files)?;
    stage.swap(root, &output.files.keys().map(String::as_str).collect())?;
    stage.remove();
    Ok(())
}

fn refuse(shown: &str, foreign: &[String], overwrite: bool) -> Refusal {
    let message = format!("`{shown}` holds files already where others are to be written");
    let report = FILE_EXISTS.without_place(message).note(in_the_way(foreign));
    Box::new(if overwrite {
        report
            .note("links and folders are never replaced")
            .help("move them away, or name another output folder")
    } else {
        report.help("replace them with `--overwrite`, or name another output folder")
    })
}
