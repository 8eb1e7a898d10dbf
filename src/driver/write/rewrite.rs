//! Replaces the text of one file, whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::driver::disk;

use super::{Refusal, unwritable};

/// How the names of half-written files begin; the number of the process follows.
const PREFIX: &str = ".smithyc-rewrite-";

/// Replaces the text of a file that exists; a link stays, and what it leads to is replaced. The
/// new text is written beside the file first and then renamed into its place.
///
/// # Errors
/// A report where that fails. The file is then as it was.
pub fn rewrite(path: &Path, text: &str) -> Result<(), Refusal> {
    replace(path, text).map_err(|error| unwritable(&disk::shown(path), &error))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let place = fs::canonicalize(path)?;
    let permissions = fs::metadata(&place)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let fresh = place.with_file_name(format!("{PREFIX}{}", std::process::id()));
    let written = write(&fresh, text)
        .and_then(|()| fs::set_permissions(&fresh, permissions))
        .and_then(|()| fs::rename(&fresh, &place));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder =
            std::env::temp_dir().join(format!("smithyc-rewrite-test-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.smithy");
        fs::write(&file, "old").unwrap();
        rewrite(&file, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert!(rewrite(&folder.join("b.smithy"), "new").is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
