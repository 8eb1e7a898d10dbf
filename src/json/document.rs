//! The values of a JSON text, in one row, and how to look at them.
//!
//! A value is sixteen bytes, and text is borrowed: to read seven megabytes takes one allocation,
//! not half a million. Whoever wants to keep a value makes a [`Node`] of it.

use crate::node::{Entry as NodeEntry, Node, Number, Object, Value as NodeValue};
use crate::text::{FileId, Span};

/// A JSON text that was read.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    /// The values in the order of the text. An array or object is followed by what it holds; of
    /// an object that are keys, each followed by its value.
    pub(super) items: Vec<Item>,
    /// The texts of strings that are not what they mean, because of escapes.
    pub(super) unescaped: Vec<Box<str>>,
}

/// A value or key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Behind an array or object: the number of the next item. Of a string with escapes: the
    /// number of its text.
    pub(super) more: u32,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Null,
    True,
    False,
    Number,
    /// A string that means what is between its quotes.
    Plain,
    /// A string with escapes.
    Escaped,
    Array,
    Object,
    /// A key that the object has already; it and its value are passed over.
    Repeated,
}

/// One value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    at: usize,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'d> {
    /// The key.
    pub key: &'d str,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub value: Value<'d>,
}

impl Item {
    /// What stands behind a value.
    pub(super) fn next(&self, at: usize) -> usize {
        match self.kind {
            // Never backwards, so that a walk ends.
            Kind::Array | Kind::Object => (self.more as usize).max(at + 1),
            _ => at + 1,
        }
    }
}

impl Document<'_> {
    /// The whole value.
    pub fn root(&self) -> Value<'_> {
        Value {
            document: self,
            at: 0,
        }
    }

    pub(super) fn item(&self, at: usize) -> Item {
        const NOTHING: Item = Item {
            start: 0,
            end: 0,
            more: 0,
            kind: Kind::Null,
        };
        self.items.get(at).copied().unwrap_or(NOTHING)
    }

    pub(super) fn span(&self, at: usize) -> Span {
        let item = self.item(at);
        Span {
            file: self.file,
            start: item.start,
            end: item.end,
        }
    }

    /// The text of a string or key.
    pub(super) fn string(&self, at: usize) -> &str {
        let item = self.item(at);
        let text = match item.kind {
            Kind::Escaped => self.unescaped.get(item.more as usize).map(|text| &**text),
            _ => {
                let end = (item.end as usize).saturating_sub(1);
                self.text.get(item.start as usize + 1..end)
            }
        };
        text.unwrap_or("")
    }
}

impl<'d> Value<'d> {
    fn item(self) -> Item {
        self.document.item(self.at)
    }

    /// Its place.
    pub fn span(self) -> Span {
        self.document.span(self.at)
    }

    /// The text of a string.
    pub fn as_str(self) -> Option<&'d str> {
        let is_string = matches!(self.item().kind, Kind::Plain | Kind::Escaped);
        is_string.then(|| self.document.string(self.at))
    }

    /// The elements of an array.
    pub fn elements(self) -> Option<impl Iterator<Item = Value<'d>>> {
        let Item { kind, more, .. } = self.item();
        let (document, mut at) = (self.document, self.at + 1);
        (kind == Kind::Array).then(|| {
            std::iter::from_fn(move || {
                (at < more as usize).then(|| {
                    let element = Value { document, at };
                    at = element.item().next(at);
                    element
                })
            })
        })
    }

    /// The entries of an object, each key once.
    pub fn entries(self) -> Option<impl Iterator<Item = Entry<'d>>> {
        let Item { kind, more, .. } = self.item();
        let (document, mut at) = (self.document, self.at + 1);
        (kind == Kind::Object).then(|| {
            std::iter::from_fn(move || {
                while at < more as usize {
                    let key = at;
                    let value = Value {
                        document,
                        at: key + 1,
                    };
                    at = value.item().next(key + 1);
                    if document.item(key).kind != Kind::Repeated {
                        return Some(Entry {
                            key: document.string(key),
                            key_span: document.span(key),
                            value,
                        });
                    }
                }
                None
            })
        })
    }

    /// The value of a key, where this is an object that has it. Linear in the number of entries.
    pub fn get(self, key: &str) -> Option<Value<'d>> {
        let entry = self.entries()?.find(|entry| entry.key == key)?;
        Some(entry.value)
    }

    /// What kind of value it is, for messages: `a string`, `an object`, ….
    pub fn describe(self) -> &'static str {
        match self.item().kind {
            Kind::Null => "null",
            Kind::True | Kind::False => "a boolean",
            Kind::Number => "a number",
            Kind::Plain | Kind::Escaped | Kind::Repeated => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }

    /// The value to keep. Recursion is bounded by the nesting limit of the reader.
    pub fn to_node(self) -> Node {
        let value = match self.item().kind {
            Kind::Null => NodeValue::Null,
            Kind::True => NodeValue::Boolean(true),
            Kind::False => NodeValue::Boolean(false),
            Kind::Number => {
                let text = self.document.text.get(self.span().range());
                NodeValue::Number(Number::from_text(text.unwrap_or("0")))
            }
            Kind::Plain | Kind::Escaped | Kind::Repeated => {
                NodeValue::String(self.document.string(self.at).into())
            }
            Kind::Array => {
                let count = self.elements().into_iter().flatten().count();
                let mut elements = Vec::with_capacity(count);
                elements.extend(self.elements().into_iter().flatten().map(Value::to_node));
                NodeValue::Array(elements)
            }
            Kind::Object => {
                let count = self.entries().into_iter().flatten().count();
                let mut entries = Vec::with_capacity(count);
                let kept = self.entries().into_iter().flatten();
                entries.extend(kept.map(|entry| NodeEntry {
                    key: entry.key.into(),
                    key_span: entry.key_span,
                    value: entry.value.to_node(),
                }));
                NodeValue::Object(Object { entries })
            }
        };
        Node::new(value, self.span())
    }
}
