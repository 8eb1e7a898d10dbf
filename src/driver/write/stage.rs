//! The fresh folder, and the renames out of it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How the names of staging folders begin; the number of the process follows.
pub(super) const PREFIX: &str = ".smithyc-stage-";

const FRESH: &str = "new";
const REPLACED: &str = "old";

/// Lists the units while they are renamed; a staging folder that has it is not finished.
const UNITS: &str = "units";

/// A folder on the same file system as the place of the output, removed when it is dropped.
pub(super) struct Stage {
    folder: PathBuf,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Where a swap could not be undone, what is left here is somebody's only copy.
        let replaced = fs::read_dir(self.folder.join(REPLACED));
        if replaced.is_ok_and(|mut entries| entries.next().is_none()) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Stage {
    pub(super) fn create(beside: &Path) -> io::Result<Self> {
        let folder = beside.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&folder)?;
        let stage = Self { folder };
        fs::create_dir(stage.fresh())?;
        fs::create_dir(stage.replaced())?;
        Ok(stage)
    }

    /// Where new files are written.
    pub(super) fn fresh(&self) -> PathBuf {
        self.folder.join(FRESH)
    }

    fn replaced(&self) -> PathBuf {
        self.folder.join(REPLACED)
    }

    /// Removes the folder with what was replaced.
    pub(super) fn remove(self) {
        let _ = fs::remove_dir_all(self.replaced());
        let _ = fs::create_dir(self.replaced());
    }

    pub(super) fn write<'a>(
        &self,
        files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>,
    ) -> io::Result<()> {
        let fresh = self.fresh();
        for (path, contents) in files {
            let place = fresh.join(path);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(place, contents)?;
        }
        Ok(())
    }

    /// Brings what is not ours in the old unit into the fresh one.
    pub(super) fn carry_over(
        &self,
        root: &Path,
        unit: &str,
        ours: &dyn Fn(&str) -> bool,
    ) -> io::Result<()> {
        let fresh = self.fresh();
        let mut pending = vec![unit.to_owned()];
        while let Some(path) = pending.pop() {
            let from = root.join(&path);
            let Ok(meta) = fs::symlink_metadata(&from) else {
                continue;
            };
            if meta.is_dir() {
                let before = pending.len();
                for entry in fs::read_dir(&from)? {
                    let name = entry?.file_name();
                    let Some(name) = name.to_str() else {
                        let message = format!("the name of a file in `{path}` is not UTF-8");
                        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                    };
                    pending.push(format!("{path}/{name}"));
                }
                if pending.len() == before && path != unit && !fresh.join(&path).exists() {
                    fs::create_dir_all(fresh.join(&path))?;
                }
            } else if !ours(&path) && !is_cache_of_ours(&path, ours) {
                let to = fresh.join(&path);
                if fs::symlink_metadata(&to).is_ok() {
                    // The same contents, written before this run knew of them.
                    continue;
                }
                if let Some(folder) = to.parent() {
                    fs::create_dir_all(folder)?;
                }
                carry(&from, &to, meta.file_type())?;
            }
        }
        Ok(())
    }

    /// Renames the units into place; undoes all of it where one fails.
    pub(super) fn swap(&self, root: &Path, units: &BTreeSet<&str>) -> io::Result<()> {
        let listed: Vec<&str> = units.iter().copied().collect();
        fs::write(self.folder.join(UNITS), listed.join("\n"))?;
        let mut done = Vec::new();
        for unit in units {
            if let Err(error) = self.swap_one(root, unit) {
                for unit in done.into_iter().rev() {
                    self.undo(root, unit);
                }
                return Err(error);
            }
            done.push(*unit);
        }
        fs::remove_file(self.folder.join(UNITS))
    }

    fn swap_one(&self, root: &Path, unit: &str) -> io::Result<()> {
        let (place, fresh, replaced) = self.places(root, unit);
        let was_there = fs::symlink_metadata(&place).is_ok();
        if was_there {
            create_parent(&replaced)?;
            fs::rename(&place, &replaced)?;
        }
        if fs::symlink_metadata(&fresh).is_err() {
            return Ok(());
        }
        let moved = create_parent(&place).and_then(|()| fs::rename(&fresh, &place));
        if moved.is_err() && was_there {
            fs::rename(&replaced, &place)?;
        }
        moved
    }

    fn undo(&self, root: &Path, unit: &str) {
        let (place, fresh, replaced) = self.places(root, unit);
        let _ = fs::rename(&place, &fresh);
        let _ = fs::rename(&replaced, &place);
    }

    fn places(&self, root: &Path, unit: &str) -> (PathBuf, PathBuf, PathBuf) {
        (
            root.join(unit),
            self.fresh().join(unit),
            self.replaced().join(unit),
        )
    }
}

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Python's compiled copy of a generated module: it goes with the module, and could be taken for
/// that of the new one.
fn is_cache_of_ours(path: &str, ours: &dyn Fn(&str) -> bool) -> bool {
    let Some((folder, file)) = path.rsplit_once("/__pycache__/") else {
        return false;
    };
    let is_cache = Path::new(file)
        .extension()
        .is_some_and(|found| found == "pyc");
    let module = file.split('.').next().unwrap_or("");
    is_cache && ours(&format!("{folder}/{module}.py"))
}

fn carry(from: &Path, to: &Path, kind: fs::FileType) -> io::Result<()> {
    if kind.is_symlink() {
        return copy_link(from, to);
    }
    if !kind.is_file() {
        let message = format!("`{}` is neither a file nor a folder", from.display());
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to).map(|_| ())
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(from: &Path, _: &Path) -> io::Result<()> {
    let message = format!("`{}` is a link", from.display());
    Err(io::Error::new(io::ErrorKind::Unsupported, message))
}

/// Puts back what an interrupted run had taken out of a folder, and removes its staging folder.
///
/// # Errors
/// Where the run is still going on.
pub(super) fn recover(root: &Path) -> io::Result<()> {
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        if is_running(process) {
            let message = format!("another smithyc (process {process}) is writing there");
            return Err(io::Error::new(io::ErrorKind::ResourceBusy, message));
        }
        let stage = Stage {
            folder: entry.path(),
        };
        if let Ok(units) = fs::read_to_string(stage.folder.join(UNITS)) {
            for unit in units.lines().filter(|unit| super::is_safe(unit)) {
                if fs::symlink_metadata(stage.replaced().join(unit)).is_ok() {
                    let _ = fs::remove_dir_all(stage.fresh().join(unit));
                    stage.undo(root, unit);
                }
            }
        }
        fs::remove_dir_all(&stage.folder)?;
    }
    Ok(())
}

/// Whether a process of this number runs; where that cannot be known, it does not.
fn is_running(process: &str) -> bool {
    let all = Path::new("/proc");
    process.parse::<u32>().is_ok()
        && process != std::process::id().to_string()
        && all.join("self").exists()
        && all.join(process).exists()
}
