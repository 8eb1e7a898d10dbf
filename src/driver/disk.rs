//! Reading text from the disk, with the reports of what can go wrong.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::diag::{Code, Diagnostic, nearest};
use crate::text::{FileId, Origin, SourceMap, Span};

const MISSING_PATH: Code = Code::error("missing-path", "Model");
const UNREADABLE_FILE: Code = Code::error("unreadable-file", "Model");
const BINARY_FILE: Code = Code::error("binary-file", "Model");
const NOT_UTF8: Code = Code::error("not-utf8", "Model");

/// How far to look for a byte that no text has.
const BINARY_PROBE: usize = 8192;

/// Spans are 32 bits wide.
const LARGEST_FILE: u64 = u32::MAX as u64;

/// A path as it is shown: as given, with `/`.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// Says that there is nothing at a path; `at` is where the path is written, if it is in a file.
pub fn missing(path: &Path, at: Option<Span>) -> Diagnostic {
    let message = format!("there is no file or folder `{}`", shown(path));
    let report = match at {
        Some(span) => MISSING_PATH
            .at(span, message)
            .here("not found")
            .note("relative paths start at the folder of this file"),
        None => MISSING_PATH.without_place(message),
    };
    match neighbour(path) {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report,
    }
}

/// Something in the same folder with a similar name.
fn neighbour(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    let listed = match folder.as_os_str().is_empty() {
        true => fs::read_dir("."),
        false => fs::read_dir(folder),
    };
    let names: Vec<String> = listed
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let near = nearest(name, names.iter().map(String::as_str));
    near.first().map(|near| shown(&folder.join(near)))
}

/// Says that something on the disk could not be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let (name, reason) = (shown(path), reason(error));
    UNREADABLE_FILE.without_place(format!("`{name}` cannot be read: {reason}"))
}

/// Says that a path is no regular file: a device or a pipe may never end.
pub fn not_a_file(path: &Path) -> Diagnostic {
    let name = shown(path);
    if path.is_dir() {
        return UNREADABLE_FILE
            .without_place(format!("`{name}` is a folder, and a file is read here"))
            .help("give the path of the file in it");
    }
    UNREADABLE_FILE.without_place(format!("`{name}` is not a regular file"))
}

/// Whether the text of a JSON file can be a model, which always has the key `smithy`.
pub fn mentions_smithy(bytes: &[u8]) -> bool {
    let key = b"\"smithy\"";
    bytes.windows(key.len()).any(|window| window == key)
}

/// What the system says, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = plain.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => text,
    }
}

/// Reads a file into the source map.
///
/// # Errors
/// A report where the file cannot be read, is no text, or is not UTF-8; in the last case the
/// file is in the map with what could be read, so that the report can show the place.
pub fn read(path: &Path, sources: &mut SourceMap) -> Result<FileId, Box<Diagnostic>> {
    let bytes = read_bytes(path)?;
    add(shown(path), bytes, sources)
}

/// Puts bytes that were read, from a file or elsewhere, into the source map.
///
/// # Errors
/// A report where they are no text or not UTF-8, as for [`read`].
pub fn add(
    name: String,
    bytes: Vec<u8>,
    sources: &mut SourceMap,
) -> Result<FileId, Box<Diagnostic>> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_owned(),
                None => text,
            };
            Ok(sources.add(name, text, Origin::User))
        }
        Err(error) => Err(Box::new(not_utf8(name, error, sources))),
    }
}

/// Whether a file begins with a byte-order mark, which [`read`] leaves out of its text.
pub fn begins_with_mark(path: &Path) -> bool {
    let mut start = [0; 3];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *"\u{feff}".as_bytes()
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let meta = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => missing(path, None),
        _ => unreadable(path, &error),
    })?;
    if !meta.is_file() {
        return Err(Box::new(not_a_file(path)));
    }
    if meta.len() >= LARGEST_FILE {
        let name = shown(path);
        let message = format!("`{name}` is larger than 4 GB");
        return Err(Box::new(UNREADABLE_FILE.without_place(message)));
    }
    fs::read(path).map_err(|error| Box::new(unreadable(path, &error)))
}

fn not_utf8(
    name: String,
    error: std::string::FromUtf8Error,
    sources: &mut SourceMap,
) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if matches!(bytes.get(..2), Some([0xff, 0xfe] | [0xfe, 0xff])) {
        return NOT_UTF8
            .without_place(format!("`{name}` is UTF-16, and Smithy files are UTF-8"))
            .help("save the file again with the encoding UTF-8");
    }
    if bytes.iter().take(BINARY_PROBE).any(|byte| *byte == 0) {
        return BINARY_FILE
            .without_place(format!("`{name}` is a binary file, not a Smithy model"))
            .help("give `.smithy` files, JSON AST in `.json` files, or folders of them");
    }
    let byte = bytes.get(at).copied().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let width = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    let file = sources.add(name.clone(), text, Origin::User);
    NOT_UTF8
        .at(
            Span::new(file, at, at + width),
            format!("`{name}` is not valid UTF-8"),
        )
        .here(format!("the byte 0x{byte:02X} is not UTF-8 here"))
        .help("save the file again with the encoding UTF-8")
}
