//! The reader: one pass over the bytes, with a stack on the heap.

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::node::{Entry, JSON_DEPTH_LIMIT, Node, Number, Object, Value};
use crate::text::{FileId, Span};

use super::Dialect;
use super::report;

/// How many mistakes are read over before the reader gives up: a file with more is no JSON.
const MISTAKES: usize = 20;

/// How many values a file may hold. EC2, the largest of the real models, has 300,000. This many
/// take about 1.5 GB at worst once a model is made of them, which is for one file what a compiler
/// may ask of a machine.
const VALUE_LIMIT: usize = 4_000_000;

/// From how many keys on an object is searched for duplicates with a table.
const FEW_KEYS: usize = 8;

pub(super) struct Reader<'t> {
    file: FileId,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    dialect: Dialect,
    stack: Vec<Frame>,
    reports: Diagnostics,
    mistakes: usize,
    values: usize,
}

/// An array or object that is open.
enum Frame {
    Array {
        start: usize,
        elements: Vec<Node>,
    },
    Object {
        start: usize,
        object: Object,
        key: Option<(Box<str>, Span)>,
    },
}

/// Reading cannot go on; the report is made.
struct Stop;

impl<'t> Reader<'t> {
    pub(super) fn new(file: FileId, text: &'t str, dialect: Dialect) -> Self {
        Self {
            file,
            text,
            bytes: text.as_bytes(),
            at: 0,
            dialect,
            stack: Vec::new(),
            reports: Diagnostics::new(),
            mistakes: 0,
            values: 0,
        }
    }

    pub(super) fn read(mut self) -> (Option<Node>, Diagnostics) {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        match self.document() {
            Ok(node) => (Some(node), self.reports),
            Err(Stop) => (None, self.reports),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The character at the current place, as a span; empty at the end.
    fn here(&self) -> Span {
        let length = self
            .text
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
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Result<(), Stop> {
        let rest = self.text.get(self.at..).unwrap_or("");
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

    fn document(&mut self) -> Result<Node, Stop> {
        self.skip()?;
        if self.peek().is_none() {
            let end = self.here();
            return self.stop(report::empty(end));
        }
        let mut done = self.value()?;
        loop {
            // `done` is a complete value; what it belongs to is on top of the stack.
            if let Some(node) = done.take() {
                match self.stack.last_mut() {
                    None => {
                        self.skip()?;
                        if self.peek().is_some() {
                            let end = self.span(self.at, self.text.trim_end().len());
                            return self.stop(report::trailing(end, node.span));
                        }
                        return Ok(node);
                    }
                    Some(Frame::Array { elements, .. }) => elements.push(node),
                    Some(Frame::Object { object, key, .. }) => {
                        if let Some((key, key_span)) = key.take() {
                            object.entries.push(Entry {
                                key,
                                key_span,
                                value: node,
                            });
                        }
                    }
                }
                done = self.after_value()?;
            } else {
                done = self.next_item()?;
            }
        }
    }

    /// At the start of a value. `None` where it is an array or object that has been opened.
    fn value(&mut self) -> Result<Option<Node>, Stop> {
        let start = self.at;
        self.values += 1;
        if self.values > VALUE_LIMIT {
            let here = self.here();
            return self.stop(report::too_many_values(here, VALUE_LIMIT));
        }
        let value = match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                Value::String(text)
            }
            Some(b'{') => {
                return self.open(Frame::Object {
                    start,
                    object: Object::default(),
                    key: None,
                });
            }
            Some(b'[') => {
                return self.open(Frame::Array {
                    start,
                    elements: Vec::new(),
                });
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        let span = self.span(start, self.at);
        Ok(Some(Node::new(value, span)))
    }

    fn open(&mut self, frame: Frame) -> Result<Option<Node>, Stop> {
        if self.stack.len() >= JSON_DEPTH_LIMIT {
            let here = self.here();
            return self.stop(report::too_deep(here));
        }
        self.at += 1;
        self.stack.push(frame);
        Ok(None)
    }

    /// Inside an array or object, before an element, a key or the end.
    fn next_item(&mut self) -> Result<Option<Node>, Stop> {
        self.skip()?;
        let byte = self.peek();
        match self.stack.last() {
            Some(Frame::Array { .. }) => {
                if byte == Some(b']') {
                    return self.close();
                }
                self.value()
            }
            _ => {
                if byte == Some(b'}') {
                    return self.close();
                }
                self.key()?;
                self.value()
            }
        }
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<(), Stop> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            let report = self.wrong_key();
            return self.stop(report);
        }
        let text = self.string()?;
        let span = self.span(start, self.at);
        self.skip()?;
        if self.peek() == Some(b':') {
            self.at += 1;
        } else {
            let here = self.here();
            let report = report::missing_colon(here, span, self.found());
            return self.stop(report);
        }
        self.skip()?;
        if let Some(Frame::Object { key, .. }) = self.stack.last_mut() {
            *key = Some((text, span));
        }
        Ok(())
    }

    fn wrong_key(&self) -> Diagnostic {
        let rest = self.text.get(self.at..).unwrap_or("");
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
    fn after_value(&mut self) -> Result<Option<Node>, Stop> {
        let end = self.at;
        self.skip()?;
        let in_array = matches!(self.stack.last(), Some(Frame::Array { .. }));
        match self.peek() {
            Some(b',') => {
                let comma = self.here();
                self.at += 1;
                self.skip()?;
                if matches!(self.peek(), Some(b']' | b'}')) {
                    self.mistake(report::trailing_comma(comma))?;
                }
                Ok(None)
            }
            Some(b']') if in_array => self.close(),
            Some(b'}') if !in_array => self.close(),
            None => {
                let report = self.unclosed();
                self.stop(report)
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                let gap = self.span(end, end);
                let here = self.here();
                self.mistake(report::missing_comma(here, gap))?;
                Ok(None)
            }
            Some(_) => {
                let (here, open) = (self.here(), self.opener());
                let report = report::expected_comma(here, open, in_array, self.found());
                self.stop(report)
            }
        }
    }

    fn close(&mut self) -> Result<Option<Node>, Stop> {
        self.at += 1;
        let end = self.at;
        let Some(frame) = self.stack.pop() else {
            return Err(Stop);
        };
        Ok(Some(match frame {
            Frame::Array { start, elements } => {
                Node::new(Value::Array(elements), self.span(start, end))
            }
            Frame::Object {
                start, mut object, ..
            } => {
                self.check_keys(&mut object);
                Node::new(Value::Object(object), self.span(start, end))
            }
        }))
    }

    /// Reports keys that are written twice, and keeps the first of each: what follows in the
    /// compiler would otherwise report the same mistake again.
    fn check_keys(&mut self, object: &mut Object) {
        let entries = &object.entries;
        let mut repeated = Vec::new();
        let mut report = |number: usize, first: &Entry, second: &Entry| {
            repeated.push(number);
            self.reports.push(report::duplicate_key(
                second.key_span,
                first.key_span,
                &second.key,
            ));
        };
        if entries.len() <= FEW_KEYS {
            for (number, second) in entries.iter().enumerate() {
                let mut before = entries.iter().take(number);
                if let Some(first) = before.find(|first| first.key == second.key) {
                    report(number, first, second);
                }
            }
        } else {
            let mut seen: FxHashMap<&str, &Entry> = FxHashMap::default();
            seen.reserve(entries.len());
            for (number, second) in entries.iter().enumerate() {
                match seen.get(&*second.key) {
                    Some(first) => report(number, first, second),
                    None => {
                        seen.insert(&second.key, second);
                    }
                }
            }
        }
        if !repeated.is_empty() {
            let mut repeated = repeated.into_iter().peekable();
            let mut number = 0;
            object.entries.retain(|_| {
                let drop = repeated.next_if_eq(&number).is_some();
                number += 1;
                !drop
            });
        }
    }

    fn opener(&self) -> Option<Span> {
        self.stack.last().map(|frame| match frame {
            Frame::Array { start, .. } | Frame::Object { start, .. } => {
                self.span(*start, *start + 1)
            }
        })
    }

    fn unclosed(&self) -> Diagnostic {
        let in_array = matches!(self.stack.last(), Some(Frame::Array { .. }));
        report::unclosed(self.here(), self.opener(), in_array)
    }

    /// What stands at the current place, in words.
    fn found(&self) -> String {
        match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the end of the file".to_owned(),
            Some(c) if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
            Some(c) => format!("`{c}`"),
        }
    }

    /// Reads a string; its opening quote is at the current place.
    fn string(&mut self) -> Result<Box<str>, Stop> {
        let open = self.at;
        let start = open + 1;
        let mut at = start;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(self.text.get(start..at).unwrap_or("").into());
                }
                Some(b'\\') => break,
                Some(0..=0x1F) | None => break,
                Some(_) => at += 1,
            }
        }
        // Something has to be replaced, or is wrong.
        let mut out = String::from(self.text.get(start..at).unwrap_or(""));
        let mut plain = at;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    out.push_str(self.text.get(plain..at).unwrap_or(""));
                    self.at = at + 1;
                    return Ok(out.into_boxed_str());
                }
                Some(b'\\') => {
                    out.push_str(self.text.get(plain..at).unwrap_or(""));
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
                Some(_) => at += 1,
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
                let rest = self.text.get(at + 1..).unwrap_or("");
                let length = rest
                    .chars()
                    .next()
                    .filter(|c| !matches!(c, '\n' | '\r'))
                    .map_or(0, char::len_utf8);
                let span = self.span(at, at + 1 + length);
                let text = self.text.get(at..at + 1 + length).unwrap_or("\\");
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
            let text = self.text.get(at..end).unwrap_or("");
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
        let text = self.text.get(at..at + 6).unwrap_or("");
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

    fn number(&mut self) -> Result<Value, Stop> {
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
        let text = self.text.get(start..at).unwrap_or("");
        self.at = at;
        if good {
            return Ok(Value::Number(Number::from_text(text)));
        }
        let report = report::number(self.span(start, at), text);
        self.mistake(report)?;
        Ok(Value::Null)
    }

    /// `true`, `false`, `null`, or something that is no value.
    fn word(&mut self) -> Result<Value, Stop> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest
            .bytes()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let value = match word {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            "null" => Value::Null,
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
        Ok(value)
    }
}
