//! Models in archives: `.jar` and `.zip` files.
//!
//! An archive of models lists its files in `META-INF/smithy/manifest`, one path a line below that
//! folder; what it does not list is none of its model. (Specification: the guide to
//! `smithy-build.json`, "sources".) The files go into the source map as `path.jar!/META-INF/…`.
//! Nothing is ever unpacked to the disk, so a path that leads out of an archive leads nowhere. It
//! knows nothing of the configuration, and does not look whether a model makes sense.

use std::fs;
use std::path::Path;

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, ZipSliceArchive};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::text::{FileId, SourceMap, Span};

use super::disk;

const UNREADABLE: Code = Code::error("unreadable-archive", "Model");
const TOO_LARGE: Code = Code::error("archive-too-large", "Model");
const NO_MODEL: Code = Code::warning("archive-without-model", "Model");
const ENTRY: Code = Code::error("manifest-entry", "Model");

/// Stands between an archive and a path inside it.
pub const SEPARATOR: &str = "!/";

const FOLDER: &str = "META-INF/smithy/";
const MANIFEST: &str = "manifest";

/// How large an archive may be, and what is read out of one all together. The models of all AWS
/// services together stay below; a small archive that claims more is made to do harm.
const LIMIT: u64 = 512 * 1024 * 1024;

/// How large a manifest may be: a million paths.
const MANIFEST_LIMIT: u64 = 64 * 1024 * 1024;

/// What paths in a manifest may not hold, as in the reference.
const PROHIBITED: &str = "\t\\?%*:|\"'><# ";

/// How many entries of a manifest are reported; one that is all wrong is one mistake.
const REPORT_LIMIT: usize = 8;

/// Whether a path has the name of an archive.
pub fn is_archive(path: &Path) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case("jar") || found.eq_ignore_ascii_case("zip"))
}

/// A model file of an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its text in the source map.
    pub file: FileId,
    /// Its path below `META-INF/smithy`, as the manifest has it.
    pub path: String,
}

/// Reads the model files of an archive, in the order of its manifest, into the source map. An
/// archive without a manifest has none, which is a warning where it is `asked_for` by its name.
/// What could be read is good even where reports come with it. Linear in the archive and in what
/// is read of it; memory is bounded by [`LIMIT`].
pub fn read(path: &Path, asked_for: bool, sources: &mut SourceMap) -> (Vec<Member>, Diagnostics) {
    let name = disk::shown(path);
    let bytes = match bytes(path, &name) {
        Ok(bytes) => bytes,
        Err(report) => return (Vec::new(), (*report).into()),
    };
    match open(&bytes, &name) {
        Err(report) => (Vec::new(), (*report).into()),
        Ok(archive) => archive.models(asked_for, sources),
    }
}

fn bytes(path: &Path, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let meta = fs::metadata(path).map_err(|error| Box::new(disk::unreadable(path, &error)))?;
    if !meta.is_file() {
        return Err(Box::new(disk::not_a_file(path)));
    }
    if meta.len() > LIMIT {
        let message = format!("the archive `{name}` is larger than 512 MiB");
        let report = TOO_LARGE.without_place(message);
        return Err(Box::new(report.help(
            "pass an archive that holds only models, or unpack it and pass the folder",
        )));
    }
    fs::read(path).map_err(|error| Box::new(disk::unreadable(path, &error)))
}

/// An entry below `META-INF/smithy`.
#[derive(Clone, Copy)]
struct Entry {
    place: rawzip::ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
    size: u64,
    crc: u32,
    /// Whether the archive has another entry of this name.
    repeated: bool,
}

struct Archive<'a> {
    name: &'a str,
    zip: ZipSliceArchive<&'a [u8]>,
    entries: FxHashMap<String, Entry>,
    /// How much may still be read out of it.
    left: u64,
}

fn open<'a>(bytes: &'a [u8], name: &'a str) -> Result<Archive<'a>, Box<Diagnostic>> {
    let damaged = |_| {
        Box::new(
            UNREADABLE
                .without_place(format!("`{name}` is no archive, or a damaged one"))
                .note("a `.jar` is a zip file, and what stands in this file is none"),
        )
    };
    let zip = ZipArchive::from_slice(bytes).map_err(damaged)?;
    let mut entries: FxHashMap<String, Entry> = FxHashMap::default();
    let mut rest = zip.entries();
    while let Some(record) = rest.next_entry().map_err(damaged)? {
        let path = record.file_path();
        let below = std::str::from_utf8(path.as_bytes())
            .ok()
            .and_then(|path| path.strip_prefix(FOLDER));
        let Some(below) = below.filter(|below| !below.is_empty() && !below.ends_with('/')) else {
            continue;
        };
        let entry = Entry {
            place: record.wayfinder(),
            method: record.compression_method(),
            encrypted: record.flags().is_encrypted(),
            size: record.uncompressed_size_hint(),
            crc: record.crc32(),
            repeated: false,
        };
        entries
            .entry(below.to_owned())
            .and_modify(|first| first.repeated = true)
            .or_insert(entry);
    }
    Ok(Archive {
        name,
        zip,
        entries,
        left: LIMIT,
    })
}

impl Archive<'_> {
    fn models(mut self, asked_for: bool, sources: &mut SourceMap) -> (Vec<Member>, Diagnostics) {
        let Some(entry) = self.entries.get(MANIFEST).copied() else {
            let reports = asked_for.then(|| self.without_manifest());
            return (Vec::new(), reports.into_iter().collect());
        };
        let text = self
            .unpack(entry, MANIFEST_LIMIT)
            .map_err(|problem| Box::new(self.unreadable(MANIFEST, None, &problem)))
            .and_then(|bytes| disk::add(self.shown(MANIFEST), bytes, sources));
        let manifest = match text {
            Ok(file) => file,
            Err(report) => return (Vec::new(), (*report).into()),
        };
        let text = sources
            .get(manifest)
            .map_or(String::new(), |source| source.text().to_owned());
        let mut members = Vec::new();
        let mut reports = Diagnostics::new();
        let mut seen = FxHashSet::default();
        for (line, span) in lines(&text, manifest) {
            if line.is_empty() || line.starts_with('#') || !seen.insert(line) {
                continue;
            }
            match self.member(line, span, sources) {
                Ok(file) => members.push(Member {
                    file,
                    path: line.to_owned(),
                }),
                Err(report) => {
                    reports.push(*report);
                    if reports.len() == REPORT_LIMIT {
                        break;
                    }
                }
            }
        }
        (members, reports)
    }

    /// Reads what a line of the manifest names.
    fn member(
        &mut self,
        line: &str,
        span: Span,
        sources: &mut SourceMap,
    ) -> Result<FileId, Box<Diagnostic>> {
        if let Some(problem) = malformed(line) {
            let report = ENTRY.at(span, "this is no path of a file in the archive");
            return Err(Box::new(report.here(problem).note(
                "a manifest lists paths below `META-INF/smithy`, with `/` between their parts",
            )));
        }
        if is_archive(Path::new(line)) {
            let report = ENTRY.at(span, "an archive in an archive cannot be read");
            return Err(Box::new(report.here("an archive").help(
                "list the models themselves, or pass the inner archive on its own",
            )));
        }
        let is_json = line.ends_with(".json");
        if !is_json && !line.ends_with(".smithy") {
            let report = ENTRY.at(span, format!("`{line}` is no model file"));
            return Err(Box::new(
                report
                    .here("neither `.smithy` nor `.json`")
                    .help("list only model files in the manifest"),
            ));
        }
        let Some(entry) = self.entries.get(line).copied() else {
            return Err(Box::new(self.missing(line, span)));
        };
        let bytes = self
            .unpack(entry, self.left)
            .map_err(|problem| Box::new(self.unreadable(line, Some(span), &problem)))?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if is_json && !disk::mentions_smithy(&bytes) {
            let report = ENTRY.at(span, format!("`{line}` is JSON, but no Smithy model"));
            return Err(Box::new(report.here("has no key `smithy`").help(
                "take it out of the manifest, or begin it with `{\"smithy\": \"2.0\", …}`",
            )));
        }
        disk::add(self.shown(line), bytes, sources)
    }

    fn unpack(&self, entry: Entry, limit: u64) -> Result<Vec<u8>, Problem> {
        if entry.repeated {
            return Err(Problem::Repeated);
        }
        if entry.encrypted {
            return Err(Problem::Encrypted);
        }
        if entry.size > limit {
            return Err(Problem::TooLarge);
        }
        let found = self.zip.get_entry(entry.place);
        let data = found.map_err(|_| Problem::Damaged)?.data();
        let size = usize::try_from(entry.size).map_err(|_| Problem::TooLarge)?;
        let bytes = match entry.method {
            CompressionMethod::STORE if data.len() == size => data.to_vec(),
            // The size that the archive claims is the most that is ever unpacked.
            CompressionMethod::DEFLATE => {
                decompress_to_vec_with_limit(data, size.max(1)).map_err(|_| Problem::Damaged)?
            }
            CompressionMethod::STORE => return Err(Problem::Damaged),
            _ => return Err(Problem::Method),
        };
        if bytes.len() != size || rawzip::crc32(&bytes) != entry.crc {
            return Err(Problem::Damaged);
        }
        Ok(bytes)
    }

    fn shown(&self, path: &str) -> String {
        format!("{}{SEPARATOR}{FOLDER}{path}", self.name)
    }

    fn without_manifest(&self) -> Diagnostic {
        let name = self.name;
        let report = NO_MODEL
            .without_place(format!("the archive `{name}` holds no Smithy model"))
            .note("an archive lists its models in `META-INF/smithy/manifest`, and this one has no such file");
        if self.entries.is_empty() {
            report
        } else {
            report
                .help("unpack it and pass the folder to read the models that are there nonetheless")
        }
    }

    fn missing(&self, line: &str, span: Span) -> Diagnostic {
        let report = ENTRY
            .at(span, format!("the archive holds no `{FOLDER}{line}`"))
            .here("not in the archive");
        match nearest(line, self.entries.keys().map(String::as_str)).first() {
            Some(near) => report.help(format!("it holds `{near}`")),
            None => report.help("pack the archive again, or take the line out of the manifest"),
        }
    }

    fn unreadable(&self, path: &str, span: Option<Span>, problem: &Problem) -> Diagnostic {
        let (code, what) = match problem {
            Problem::Damaged => (UNREADABLE, "is damaged"),
            Problem::Encrypted => (UNREADABLE, "is encrypted"),
            Problem::Method => (UNREADABLE, "is compressed in a way that is not supported"),
            Problem::Repeated => (UNREADABLE, "is there twice"),
            Problem::TooLarge => (TOO_LARGE, "is too large"),
        };
        let message = format!("`{FOLDER}{path}` in the archive `{}` {what}", self.name);
        let report = match span {
            Some(span) => code.at(span, message).here("listed here"),
            None => code.without_place(message),
        };
        match problem {
            Problem::Damaged => report.help("fetch or pack the archive again"),
            Problem::Encrypted => report.help("unpack it and pass the folder"),
            Problem::Method => report.note("files in a `.jar` are stored or deflated"),
            Problem::Repeated => report.note("which of the two is meant cannot be told"),
            Problem::TooLarge => {
                report.note("at most 512 MiB are read out of an archive; no real model comes near")
            }
        }
    }
}

/// Why an entry cannot be read.
enum Problem {
    Damaged,
    Encrypted,
    Method,
    Repeated,
    TooLarge,
}

/// The lines of a text and where they are, without what ends them.
fn lines(text: &str, file: FileId) -> impl Iterator<Item = (&str, Span)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        let line = line.strip_suffix('\r').unwrap_or(line);
        (line, Span::new(file, at, at + line.len()))
    })
}

/// What is wrong with a path of a manifest.
fn malformed(line: &str) -> Option<&'static str> {
    for part in line.split('/') {
        match part {
            "" if line.starts_with('/') => return Some("begins with `/`"),
            "" if line.ends_with('/') => return Some("a folder"),
            "" => return Some("has an empty part"),
            "." | ".." => return Some("leads out of its folder, or back into it"),
            _ if part.contains(|c| PROHIBITED.contains(c)) => {
                return Some("holds a character that no path in a manifest may have");
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            if let Ok(archive) = open(&bytes, "a.jar") {
                archive.models(true, &mut SourceMap::new());
            }
        }

        #[test]
        fn any_line_is_a_path_or_refused(line: String) {
            let _ = malformed(&line);
        }
    }

    #[test]
    fn paths_of_manifests() {
        for good in ["a.smithy", "a/b/c.json", "ä.smithy", "..a/b..json"] {
            assert_eq!(malformed(good), None, "{good}");
        }
        for bad in [
            "/a.smithy",
            "a/",
            "a//b.smithy",
            "./a.smithy",
            "a/../b.smithy",
            "..",
            "a b.smithy",
            "a\\b.smithy",
            "C:a.smithy",
            "a*.smithy",
            "a.smithy#b",
        ] {
            assert!(malformed(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn lines_and_their_places() {
        let found: Vec<_> = lines("a\r\n\nbc", FileId(0)).collect();
        let places = [("a", 0, 1), ("", 3, 3), ("bc", 4, 6)];
        let places = places.map(|(text, start, end)| (text, Span::new(FileId(0), start, end)));
        assert_eq!(found, places);
    }
}
