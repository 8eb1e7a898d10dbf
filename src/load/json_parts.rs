//! The small parts of JSON AST: names, strings, objects, and what is said where they are wrong.

use crate::diag::{Code, Diagnostic, Fix, Label, nearest};
use crate::json::{Entry, Value};
use crate::name::ShapeId;
use crate::syntax::tree::Name;
use crate::text::{Span, Symbol};

use super::lower_json::{Lowering, Owner};
use super::unresolved::UNRESOLVED_APPLY;

pub(super) const JSON_MISSING_KEY: Code = Code::error("json-missing-key", "Model");
const JSON_UNKNOWN_KEY: Code = Code::warning("json-unknown-key", "Model");
const JSON_VALUE: Code = Code::error("json-value", "Model");
pub(super) const JSON_SHAPE_ID: Code = Code::error("json-shape-id", "Model");

impl Lowering {
    pub fn id(&mut self, key: &str, node: Value<'_>, owner: Owner) -> Option<Name> {
        let text = self.text(key, node, owner)?;
        if self.absolute(text).is_none() {
            let mut report = not_an_id(text, node.span());
            report.shape = owner.map(ShapeId::root);
            self.refuse(report);
            return None;
        }
        Some(name(text, node.span()))
    }

    pub fn text<'d>(&mut self, key: &str, node: Value<'d>, owner: Owner) -> Option<&'d str> {
        let text = node.as_str();
        if text.is_none() {
            self.wrong(key, node, "a string", owner);
        }
        text
    }

    pub fn entries<'d>(
        &mut self,
        key: &str,
        node: Value<'d>,
        owner: Owner,
    ) -> Option<impl Iterator<Item = Entry<'d>> + use<'d>> {
        let entries = node.entries();
        if entries.is_none() {
            self.wrong(key, node, "an object", owner);
        }
        entries
    }

    pub fn wrong(&mut self, key: &str, node: Value<'_>, expected: &str, owner: Owner) {
        let mut report = JSON_VALUE
            .at(node.span(), format!("`{key}` must be {expected}"))
            .here(format!("this is {}", node.describe()));
        report.shape = owner.map(ShapeId::root);
        self.refuse(report);
    }

    pub fn no_target(&mut self, span: Span, owner: Owner) {
        let mut report = JSON_MISSING_KEY
            .at(span, "a reference needs a target")
            .here("the key `target` is missing")
            .help("write `{\"target\": \"namespace#Name\"}`");
        report.shape = owner.map(ShapeId::root);
        self.refuse(report);
    }

    /// Reports a key that means nothing in the object at `object`.
    pub fn unknown(&mut self, entry: Entry<'_>, known: &[&str], owner: Owner, object: Span) {
        // Several such keys in one object are one report.
        let first = self.unknown_keys.get(&object).copied();
        if let Some(first) = first.and_then(|at| self.diagnostics.get_mut(at)) {
            first.labels.push(Label {
                span: entry.key_span,
                message: "nor has this".to_owned(),
            });
            return;
        }
        self.unknown_keys.insert(object, self.diagnostics.len());
        let mut report = JSON_UNKNOWN_KEY
            .at(
                entry.key_span,
                format!("the key `{}` has no meaning here", entry.key),
            )
            .here("has no effect")
            .event_at(object);
        let near = nearest(entry.key, known.iter().copied());
        for name in &near {
            report = report.fix(Fix::replace(
                format!("did you mean `{name}`?"),
                entry.key_span,
                format!("\"{name}\""),
            ));
        }
        if near.is_empty() {
            let list: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            report = report.help(format!("what can stand here: {}", list.join(", ")));
        }
        report.shape = owner;
        self.say(report);
    }

    /// Reports something that the reference goes on after.
    pub fn say(&mut self, mut report: Diagnostic) {
        report.beyond |= self.refused != Refused::Nothing;
        self.diagnostics.push(report);
    }

    /// Reports something after which the reference gives up the shape, so that it has no events
    /// for what else is wrong with it.
    pub fn refuse(&mut self, report: Diagnostic) {
        self.say(report);
        self.refused = self.refused.max(Refused::Shape);
    }

    /// Reports something after which the reference gives up the file.
    pub fn refuse_file(&mut self, report: Diagnostic) {
        self.say(report);
        self.refused = Refused::File;
    }

    /// Begins a shape.
    pub fn begin_shape(&mut self) {
        if self.refused == Refused::Shape {
            self.refused = Refused::Nothing;
        }
        self.applied.clear();
    }

    /// Ends a shape. Of one that it gives up, the reference still knows the traits read so far; it
    /// has an event for each of them, as for traits of a shape that does not exist.
    pub fn end_shape(&mut self, id: ShapeId, whole: Span) {
        if self.refused != Refused::Shape {
            return;
        }
        if let Some(unknown) = self.unknown_keys.get(&whole).copied()
            && let Some(report) = self.diagnostics.get_mut(unknown)
        {
            report.beyond = true;
        }
        for (name, span) in std::mem::take(&mut self.applied) {
            let message = format!("`{name}` is applied to `{}`, which has errors", id.name);
            self.diagnostics
                .push(UNRESOLVED_APPLY.at(span, message).echo());
        }
    }
}

/// What the reference has given up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Refused {
    /// Nothing so far.
    Nothing,
    /// The shape that is read.
    Shape,
    /// The file.
    File,
}

pub(super) fn name(text: &str, span: Span) -> Name {
    // The quotes are no part of the name; where escapes make the text longer than it looks, the
    // whole string is marked.
    let inner = Span {
        start: span.start + 1,
        end: span.end.saturating_sub(1),
        ..span
    };
    let exact = span.len() == text.len() + 2;
    Name::new(Symbol::intern(text), if exact { inner } else { span })
}

pub(super) fn not_an_id(text: &str, span: Span) -> Diagnostic {
    JSON_SHAPE_ID
        .at(span, format!("`{text}` is not an absolute shape id"))
        .here("expected a namespace, `#` and a name")
        .note("every name in JSON AST is written in full")
}
