//! What can be wrong with a selector, and where inside it.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Severity};
use crate::text::{FileId, Span};

pub(super) const SYNTAX: Code = Code::error("selector-syntax", "Selector");
pub(super) const NESTING: Code = Code::error("selector-nesting", "Selector");
pub(super) const SHAPE_TYPE: Code = Code::error("selector-shape-type", "Selector");
pub(super) const ARGUMENTS: Code = Code::error("selector-arguments", "Selector");
pub(super) const ATTRIBUTE: Code = Code::error("selector-attribute", "Selector");
pub(super) const FUNCTION: Code = Code::warning("selector-function", "Selector");
pub(super) const RELATIONSHIP: Code = Code::warning("selector-relationship", "Selector");
pub(super) const VARIABLE: Code = Code::warning("selector-variable", "Selector");
pub(super) const DEPRECATED: Code = Code::warning("selector-deprecated", "Selector");
const WORK: Code = Code::error("selector-work", "Selector");

/// Something wrong with a selector. Places are bytes of the selector's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    code: Code,
    at: Range<usize>,
    message: String,
    here: String,
    label: Option<(Range<usize>, String)>,
    notes: Vec<String>,
    help: Vec<String>,
}

impl Problem {
    pub(super) fn new(code: Code, at: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            at,
            message: message.into(),
            here: String::new(),
            label: None,
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// That evaluating it takes more work than is reasonable; `len` is the length of the text.
    pub fn too_much_work(len: usize) -> Self {
        Self::new(
            WORK,
            0..len,
            "evaluating this selector takes too much work",
        )
        .here("given up")
        .note("a step may look at every shape, but this selector looks at them again and again")
        .help("put what narrows the shapes down first, and what does not depend on the shape into `:root(…)`")
    }

    pub(super) fn here(mut self, here: impl Into<String>) -> Self {
        self.here = here.into();
        self
    }

    pub(super) fn label(mut self, at: Range<usize>, message: impl Into<String>) -> Self {
        self.label = Some((at, message.into()));
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Where it is.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// What is wrong, in one sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the selector means nothing as it stands. The others are tolerated, as the
    /// specification demands, and yield nothing.
    pub fn is_error(&self) -> bool {
        self.code.severity == Severity::Error
    }

    /// Adds what it says to a report on the value that holds the selector.
    #[must_use]
    pub fn explain(&self, report: Diagnostic) -> Diagnostic {
        let mut report = report.here(self.here.clone());
        report.notes.extend(self.notes.iter().cloned());
        report.help.extend(self.help.iter().cloned());
        report
    }

    /// The report on it, where `file` holds the text of the selector and nothing else.
    pub fn report(&self, file: FileId) -> Diagnostic {
        let span = |at: &Range<usize>| Span::new(file, at.start, at.end);
        let mut report = self
            .code
            .at(span(&self.at), self.message.clone())
            .here(self.here.clone());
        if let Some((at, message)) = &self.label {
            report = report.label(span(at), message.clone());
        }
        report.notes.clone_from(&self.notes);
        report.help.clone_from(&self.help);
        report
    }
}
