//! Files, spans and the source map.

use std::sync::{Arc, OnceLock};

use super::scan::behind_line;

/// The number of a file in a [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// A range of bytes in one file: `start` is included, `end` is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of `start..end` in `file`; an `end` before `start` is lifted to it.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self {
            file,
            start,
            end: end.max(start),
        }
    }

    /// An empty span at the start of `file`.
    pub fn start_of(file: FileId) -> Self {
        Self::new(file, 0, 0)
    }

    /// The smallest span that holds both; `self` where they lie in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The empty span just behind this one.
    pub fn end_point(self) -> Span {
        Span {
            start: self.end,
            ..self
        }
    }

    /// The empty span at the start of this one.
    pub fn start_point(self) -> Span {
        Span {
            end: self.start,
            ..self
        }
    }

    /// The bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A value and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Where the text of a file comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The user's file.
    User,
    /// A trait package that is bundled with the compiler.
    Bundled,
    /// The command line, or a part of it, and no file.
    CommandLine,
}

/// One file: its name as shown, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: Arc<str>,
    text: Arc<String>,
    origin: Origin,
    lines: OnceLock<Vec<u32>>,
    characters: OnceLock<Vec<u32>>,
}

/// How many bytes of a line are counted character by character; behind that the counts of blocks
/// of this size are used. A model may stand on one line of megabytes, with thousands of reports.
const BLOCK: usize = 4096;

/// How many characters begin in these bytes.
fn count_characters(bytes: &[u8]) -> usize {
    // All bytes of a character but the first have the form `10xxxxxx`.
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl SourceFile {
    /// The path as the user gave it, with `/`, or `smithyc:/…` for a bundled file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A shared handle on the text.
    pub fn shared_text(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }

    /// Whether the user wrote it.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The offsets at which lines begin. Computed once, in time linear in the text. A line ends
    /// with `\n`, `\r\n` or a lone `\r`.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            let mut at = behind_line(bytes, 0);
            while let Some(byte) = bytes.get(at) {
                let both = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                let start = at + if both { 2 } else { 1 };
                starts.push(u32::try_from(start).unwrap_or(u32::MAX));
                at = behind_line(bytes, start);
            }
            starts
        })
    }

    /// How many lines there are; an empty file has one.
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// The line (from 0) that holds the byte `offset`. Logarithmic in the number of lines.
    pub fn line_of(&self, offset: u32) -> usize {
        self.lines().partition_point(|start| *start <= offset) - 1
    }

    /// The byte range of a line (from 0) without its line break; empty beyond the last line.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let lines = self.lines();
        let Some(start) = lines.get(line) else {
            return self.text.len()..self.text.len();
        };
        let end = lines
            .get(line + 1)
            .map_or(self.text.len(), |next| *next as usize);
        let start = *start as usize;
        let body = self.text.get(start..end).unwrap_or("");
        start..start + body.trim_end_matches(['\n', '\r']).len()
    }

    /// The nearest offset at or before `offset` that does not lie inside a character.
    pub fn clamp(&self, offset: u32) -> u32 {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// Line and column, both from 1, the column in characters. Logarithmic in the number of lines,
    /// however long they are.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let (line, before) = self.before(offset);
        let column = if before.len() <= BLOCK {
            count_characters(before.as_bytes())
        } else {
            let end = self.clamp(offset) as usize;
            self.characters_before(end) - self.characters_before(end - before.len())
        };
        LineColumn {
            line: line + 1,
            column: column + 1,
        }
    }

    /// How many characters stand before a byte of the file. The counts at the beginning of each
    /// block are made once, in time linear in the text.
    fn characters_before(&self, offset: usize) -> usize {
        let counts = self.characters.get_or_init(|| {
            let mut total = 0;
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let counts = blocks.map(|block| {
                let before = total;
                total += u32::try_from(count_characters(block)).unwrap_or(u32::MAX);
                before
            });
            counts.collect()
        });
        let block = offset / BLOCK;
        let before = counts.get(block).map_or(0, |count| *count as usize);
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        before + count_characters(rest.unwrap_or(&[]))
    }

    /// Line and column, both from 0, the column in UTF-16 code units, as editors count.
    pub fn line_column_utf16(&self, offset: u32) -> LineColumn {
        let (line, before) = self.before(offset);
        LineColumn {
            line,
            column: before.chars().map(char::len_utf16).sum(),
        }
    }

    fn before(&self, offset: u32) -> (usize, &str) {
        let offset = self.clamp(offset);
        let line = self.line_of(offset);
        let start = self.lines().get(line).copied().unwrap_or(0) as usize;
        (line, self.text.get(start..offset as usize).unwrap_or(""))
    }
}

/// A place as people and editors name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// All files of one run.
#[derive(Clone, Default, Debug)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its id. Backslashes in `name` are shown as `/` only by the caller.
    pub fn add(
        &mut self,
        name: impl Into<Arc<str>>,
        text: impl Into<String>,
        origin: Origin,
    ) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile {
            name: name.into(),
            text: Arc::new(text.into()),
            origin,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        });
        id
    }

    /// The file with this id, if the map has it.
    pub fn get(&self, file: FileId) -> Option<&SourceFile> {
        self.files.get(file.0 as usize)
    }

    /// The text that a span covers; empty where it does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file)
            .and_then(|file| file.text.get(span.range()))
            .unwrap_or("")
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a span lies in a file that is bundled with the compiler.
    pub fn is_bundled(&self, span: Span) -> bool {
        self.get(span.file)
            .is_some_and(|file| file.origin == Origin::Bundled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_count_characters() {
        let text = format!("x\n{}", "aä😀".repeat(3 * BLOCK));
        let mut sources = SourceMap::new();
        let id = sources.add("long.smithy", text.as_str(), Origin::User);
        let file = sources.get(id).unwrap();
        for (column, (at, _)) in text.char_indices().skip(2).enumerate().step_by(997) {
            let found = file.line_column(u32::try_from(at).unwrap());
            assert_eq!((found.line, found.column), (2, column + 1));
        }
        let end = file.line_column(u32::MAX);
        assert_eq!(end.column, 9 * BLOCK + 1);
    }

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let mut map = SourceMap::new();
        let id = map.add("a", "a\r\nb\rc\n\nd", Origin::User);
        let file = map.get(id).unwrap();
        assert_eq!(file.line_count(), 5);
        let text = |line: usize| &file.text()[file.line_range(line)];
        assert_eq!(
            [text(0), text(1), text(2), text(3), text(4)],
            ["a", "b", "c", "", "d"]
        );
        assert_eq!(text(9), "");
    }

    #[test]
    fn columns_count_characters_or_utf16_units() {
        let mut map = SourceMap::new();
        let id = map.add("a", "x\nä😀b", Origin::User);
        let file = map.get(id).unwrap();
        let b = file.text().find('b').unwrap() as u32;
        assert_eq!(file.line_column(b), LineColumn { line: 2, column: 3 });
        assert_eq!(file.line_column_utf16(b), LineColumn { line: 1, column: 3 });
        assert_eq!(file.clamp(3), 2);
    }
}
