//! The reader: one pass over the bytes, with a stack on the heap.

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::node::JSON_DEPTH_LIMIT;
use crate::text::scan::{behind_blanks, behind_plain};
use crate::text::{FileId, Span};

use super::Dialect;
use super::document::{Document, Item, Kind};
use super::report;

/// How many mistakes are read over before the reader gives up: a file with more is no JSON.
const MISTAKES: usize = 20;

/// How many values a file may hold. EC2, the largest of the real models, has 300,000. This many
/// take about 1.5 GB at worst once a model is made of them, which is for one file what a compiler
/// may ask of a machine.
const VALUE_LIMIT: usize = 4_000_000;

/// From how many keys on an object is searched for duplicates with a table.
const FEW_KEYS: usize = 8;

/// How many bytes of text there are for one value or key, at a guess: about as many as real models
/// have. To guess high costs nothing but addresses.
const BYTES_OF_AN_ITEM: usize = 8;

pub(super) struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    dialect: Dialect,
    document: Document<'t>,
    /// The arrays and objects that are open.
    open: Vec<usize>,
    /// The keys of the object that is being closed.
    keys: Vec<usize>,
    reports: Diagnostics,
    mistakes: usize,
    values: usize,
}

/// Reading cannot go on; the report is made.
struct Stop;

impl<'t> Reader<'t> {
    pub(super) fn new(file: FileId, text: &'t str, dialect: Dialect) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            dialect,
            document: Document {
                file,
                text,
                items: Vec::with_capacity(text.len() / BYTES_OF_AN_ITEM),
                unescaped: Vec::new(),
            },
            open: Vec::new(),
            keys: Vec::new(),
            reports: Diagnostics::new(),
            mistakes: 0,
            values: 0,
        }
    }

    pub(super) fn read(mut self) -> (Option<Document<'t>>, Diagnostics) {
        if self.text().starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        match self.document() {
            Ok(()) => (Some(self.document), self.reports),
            Err(Stop) => (None, self.reports),
        }
    }

    fn text(&self) -> &'t str {
        self.document.text
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.document.file, start, end)
    }

    /// The character at the current place, as a span; empty at the end.
    fn here(&self) -> Span {
        let length = self
            .text()
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        self.span(self.at, self.at + length)
    }

    fn stop<T>(&mut self, report: Diagnostic) -> Result<T, Stop> {
        self.reports.push(report);
        Err(Stop)
    }

    /// Reports a mistake and goes on, up to a limit.
    fn mistake(&mut self, report: Diagnostic) -> Result<(), Stop> {
        self.reports.push(report);
        self.mistakes += 1;
        if self.mistakes >= MISTAKES {
            Err(Stop)
        } else {
            Ok(())
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over white space, and over comments where they are allowed.
    fn skip(&mut self) -> Result<(), Stop> {
        loop {
            match self.peek() {
                // What is laid out for people begins lines with many blanks.
                Some(b'\n') => self.at = behind_blanks(self.bytes, self.at + 1),
                Some(b' ' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Result<(), Stop> {
        let rest = self.text().get(self.at..).unwrap_or("");
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let span = self.span(self.at, self.at + length);
        if !rest.starts_with("//") {
            let report = report::block_comment(self.here(), self.dialect);
            return self.stop(report);
        }
        self.at += length;
        if self.dialect == Dialect::Strict {
            self.mistake(report::comment(span))?;
        }
        Ok(())
    }

    fn document(&mut self) -> Result<(), Stop> {
        self.skip()?;
        if self.peek().is_none() {
            let end = self.here();
            return self.stop(report::empty(end));
        }
        let mut done = self.value()?;
        loop {
            if !done {
                done = self.next_item()?;
            } else if self.open.is_empty() {
                self.skip()?;
                if self.peek().is_some() {
                    let end = self.span(self.at, self.text().trim_end().len());
                    return self.stop(report::trailing(end, self.document.span(0)));
                }
                return Ok(());
            } else {
                done = self.after_value()?;
            }
        }
    }

    fn push(&mut self, start: usize, kind: Kind, more: usize) {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.document.items.push(Item {
            start: short(start),
            end: short(self.at),
            more: short(more),
            kind,
        });
    }

    /// At the start of a value. Whether it is complete, and not an array or object that has been
    /// opened.
    fn value(&mut self) -> Result<bool, Stop> {
        let start = self.at;
        self.values += 1;
        if self.values > VALUE_LIMIT {
            let here = self.here();
            return self.stop(report::too_many_values(here, VALUE_LIMIT));
        }
        let kind = match self.peek() {
            Some(b'"') => {
                self.string()?;
                return Ok(true);
            }
            Some(b'{') => return self.open(Kind::Object),
            Some(b'[') => return self.open(Kind::Array),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        self.push(start, kind, 0);
        Ok(true)
    }

    fn open(&mut self, kind: Kind) -> Result<bool, Stop> {
        if self.open.len() >= JSON_DEPTH_LIMIT {
            let here = self.here();
            return self.stop(report::too_deep(here));
        }
        self.open.push(self.document.items.len());
        self.at += 1;
        self.push(self.at - 1, kind, 0);
        Ok(false)
    }

    /// Whether an array is open, and not an object.
    fn in_array(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| self.document.item(*open).kind == Kind::Array)
    }

    /// Inside an array or object, before an element, a key or the end.
    fn next_item(&mut self) -> Result<bool, Stop> {
        self.skip()?;
        let in_array = self.in_array();
        match self.peek() {
            Some(b']') if in_array => return Ok(self.close()),
            Some(b'}') if !in_array => return Ok(self.close()),
            _ => {}
        }
        if !in_array {
            self.key()?;
        }
        self.value()
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<(), Stop> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            let report = self.wrong_key();
            return self.stop(report);
        }
        self.string()?;
        let span = self.span(start, self.at);
        self.skip()?;
        if self.peek() == Some(b':') {
            self.at += 1;
        } else {
            let here = self.here();
            let report = report::missing_colon(here, span, self.found());
            return self.stop(report);
        }
        self.skip()
    }

    fn wrong_key(&self) -> Diagnostic {
        let rest = self.text().get(self.at..).unwrap_or("");
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || "_-$.#".contains(c)))
            .unwrap_or(rest.len());
        if length > 0 {
            report::bare_key(self.span(self.at, self.at + length), &rest[..length])
        } else if rest.is_empty() {
            self.unclosed()
        } else {
            report::expected_key(self.here(), self.found())
        }
    }

    /// After an element or entry: a comma, or the end.
    fn after_value(&mut self) -> Result<bool, Stop> {
        let end = self.at;
        self.skip()?;
        let in_array = self.in_array();
        match self.peek() {
            Some(b',') => {
                let comma = self.here();
                self.at += 1;
                self.skip()?;
                if matches!(self.peek(), Some(b']' | b'}')) {
                    self.mistake(report::trailing_comma(comma))?;
                }
                Ok(false)
            }
            Some(b']') if in_array => Ok(self.close()),
            Some(b'}') if !in_array => Ok(self.close()),
            None => {
                let report = self.unclosed();
                self.stop(report)
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                let gap = self.span(end, end);
                let here = self.here();
                self.mistake(report::missing_comma(here, gap))?;
                Ok(false)
            }
            Some(_) => {
                let (here, open) = (self.here(), self.opener());
                let report = report::expected_comma(here, open, in_array, self.found());
                self.stop(report)
            }
        }
    }

    /// Closes the innermost array or object, which makes it a complete value.
    fn close(&mut self) -> bool {
        self.at += 1;
        let next = self.document.items.len();
        let Some(open) = self.open.pop() else {
            return true;
        };
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        if let Some(item) = self.document.items.get_mut(open) {
            item.end = short(self.at);
            item.more = short(next);
            if item.kind == Kind::Object {
                self.check_keys(open, next);
            }
        }
        true
    }

    /// Reports keys that are written twice, and keeps the first of each: what follows in the
    /// compiler would otherwise report the same mistake again.
    fn check_keys(&mut self, open: usize, end: usize) {
        let document = &mut self.document;
        self.keys.clear();
        let mut at = open + 1;
        while at < end {
            self.keys.push(at);
            at = document.item(at + 1).next(at + 1);
        }
        let mut repeated = Vec::new();
        if self.keys.len() <= FEW_KEYS {
            for (number, second) in self.keys.iter().enumerate() {
                let text = document.string(*second);
                let mut before = self.keys.iter().take(number);
                if let Some(first) = before.find(|first| document.string(**first) == text) {
                    repeated.push((*first, *second));
                }
            }
        } else {
            let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
            seen.reserve(self.keys.len());
            for second in &self.keys {
                match seen.get(document.string(*second)) {
                    Some(first) => repeated.push((*first, *second)),
                    None => {
                        seen.insert(document.string(*second), *second);
                    }
                }
            }
        }
        for (first, second) in repeated {
            let (place, other) = (document.span(second), document.span(first));
            let report = report::duplicate_key(place, other, document.string(second));
            self.reports.push(report);
            if let Some(item) = document.items.get_mut(second) {
                item.kind = Kind::Repeated;
            }
        }
    }

    fn opener(&self) -> Option<Span> {
        self.open.last().map(|open| {
            let start = self.document.item(*open).start as usize;
            self.span(start, start + 1)
        })
    }

    fn unclosed(&self) -> Diagnostic {
        let in_array = self.in_array();
        report::unclosed(self.here(), self.opener(), in_array)
    }

    /// What stands at the current place, in words.
    fn found(&self) -> String {
        match self
            .text()
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the end of the file".to_owned(),
            Some(c) if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
            Some(c) => format!("`{c}`"),
        }
    }

    /// Reads a string or key; its opening quote is at the current place.
    fn string(&mut self) -> Result<(), Stop> {
        let open = self.at;
        let start = open + 1;
        let mut at = behind_plain(self.bytes, start);
        if self.bytes.get(at) == Some(&b'"') {
            self.at = at + 1;
            self.push(open, Kind::Plain, 0);
            return Ok(());
        }
        // Something has to be replaced, or is wrong.
        let mut out = String::from(self.text().get(start..at).unwrap_or(""));
        let mut plain = at;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    out.push_str(self.text().get(plain..at).unwrap_or(""));
                    self.at = at + 1;
                    self.push(open, Kind::Escaped, self.document.unescaped.len());
                    self.document.unescaped.push(out.into_boxed_str());
                    return Ok(());
                }
                Some(b'\\') => {
                    out.push_str(self.text().get(plain..at).unwrap_or(""));
                    at = self.escape(at, &mut out)?;
                    plain = at;
                }
                Some(b'\n' | b'\r') | None => {
                    let report = report::unclosed_string(self.span(open, at));
                    return self.stop(report);
                }
                Some(byte @ 0..=0x1F) => {
                    let span = self.span(at, at + 1);
                    self.mistake(report::control_character(span, *byte))?;
                    at += 1;
                }
                Some(_) => at = behind_plain(self.bytes, at),
            }
        }
    }

    /// Reads the escape whose backslash stands at `at`; gives the place behind it.
    fn escape(&mut self, at: usize, out: &mut String) -> Result<usize, Stop> {
        let meaning = match self.bytes.get(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(at, out),
            _ => {
                let rest = self.text().get(at + 1..).unwrap_or("");
                let length = rest
                    .chars()
                    .next()
                    .filter(|c| !matches!(c, '\n' | '\r'))
                    .map_or(0, char::len_utf8);
                let span = self.span(at, at + 1 + length);
                let text = self.text().get(at..at + 1 + length).unwrap_or("\\");
                self.mistake(report::unknown_escape(span, text))?;
                return Ok(at + 1 + length);
            }
        };
        out.push(meaning);
        Ok(at + 2)
    }

    fn unicode(&mut self, at: usize, out: &mut String) -> Result<usize, Stop> {
        let Some(first) = self.hexadecimal(at + 2) else {
            let digits = self
                .bytes
                .iter()
                .skip(at + 2)
                .take(4)
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count();
            let end = at + 2 + digits;
            let text = self.text().get(at..end).unwrap_or("");
            let report = report::short_escape(self.span(at, end), text);
            self.mistake(report)?;
            return Ok(end);
        };
        if let Some(character) = char::from_u32(first) {
            out.push(character);
            return Ok(at + 6);
        }
        let second = match self.bytes.get(at + 6..at + 8) {
            Some(b"\\u") => self.hexadecimal(at + 8),
            _ => None,
        };
        if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, second) {
            let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            return Ok(at + 12);
        }
        let text = self.text().get(at..at + 6).unwrap_or("");
        let report = report::lone_surrogate(self.span(at, at + 6), text);
        self.mistake(report)?;
        out.push(char::REPLACEMENT_CHARACTER);
        Ok(at + 6)
    }

    /// The number that four hexadecimal digits at a place spell.
    fn hexadecimal(&self, at: usize) -> Option<u32> {
        let mut number = 0;
        for byte in self.bytes.get(at..at + 4)? {
            number = number * 16 + char::from(*byte).to_digit(16)?;
        }
        Some(number)
    }

    fn number(&mut self) -> Result<Kind, Stop> {
        let start = self.at;
        let mut at = start;
        let digits = |mut at: usize| {
            while self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        if self.bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        let whole = at;
        at = digits(at);
        let mut good = at > whole && (at == whole + 1 || self.bytes.get(whole) != Some(&b'0'));
        if self.bytes.get(at) == Some(&b'.') {
            let fraction = at + 1;
            at = digits(fraction);
            good &= at > fraction;
        }
        if matches!(self.bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            if matches!(self.bytes.get(at), Some(b'+' | b'-')) {
                at += 1;
            }
            let exponent = at;
            at = digits(exponent);
            good &= at > exponent;
        }
        // What sticks to it belongs to it: `1x`, `1.2.3`.
        let sticks = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
        while self.bytes.get(at).is_some_and(sticks) {
            at += 1;
            good = false;
        }
        let text = self.text().get(start..at).unwrap_or("");
        self.at = at;
        if good {
            return Ok(Kind::Number);
        }
        let report = report::number(self.span(start, at), text);
        self.mistake(report)?;
        Ok(Kind::Null)
    }

    /// `true`, `false`, `null`, or something that is no value.
    fn word(&mut self) -> Result<Kind, Stop> {
        let rest = self.text().get(self.at..).unwrap_or("");
        let length = rest
            .bytes()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let kind = match word {
            "true" => Kind::True,
            "false" => Kind::False,
            "null" => Kind::Null,
            _ => {
                let report = if rest.is_empty() {
                    self.unclosed()
                } else if word.is_empty() {
                    report::expected_value(self.here(), self.found())
                } else {
                    report::bare_word(self.span(self.at, self.at + length), word)
                };
                return self.stop(report);
            }
        };
        self.at += length;
        Ok(kind)
    }
}
