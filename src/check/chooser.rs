//! Selectors that stand in the metadata, and what they yield.

use crate::diag::{Code, Diagnostic};
use crate::name::ShapeId;
use crate::selector::{Evaluation, Match, Problem, Selector};
use crate::text::Span;

use super::Context;
use super::settings::shortened;

const WORK: Code = Code::error("validator-selector-work", "Model");

/// A selector and where it stands.
#[derive(Debug)]
pub(super) struct Chooser {
    selector: Selector,
    text: Box<str>,
    span: Option<Span>,
}

/// What a selector yields, or the report that finding it takes too much work.
pub(super) type Chosen<T> = Result<T, Box<Diagnostic>>;

impl Chooser {
    /// Reads the selector that stands at `span`.
    ///
    /// # Errors
    /// The place where it breaks.
    pub fn parse(text: &str, span: Span) -> Result<Self, Box<Problem>> {
        Ok(Self {
            selector: Selector::parse(text)?,
            text: text.into(),
            span: Some(span),
        })
    }

    /// A selector of our own; `None` where it is malformed, which a test excludes.
    pub fn built_in(text: &'static str) -> Option<Self> {
        Some(Self {
            selector: Selector::parse(text).ok()?,
            text: text.into(),
            span: None,
        })
    }

    /// What is odd about it.
    pub fn oddities(&self) -> &[Problem] {
        self.selector.oddities()
    }

    /// Where it stands; `None` for one of our own.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Its text, for messages.
    pub fn quoted(&self) -> String {
        shortened(&self.text)
    }

    /// Everything that it yields, bundled shapes included.
    pub fn select(&self, context: &Context<'_>) -> Chosen<Vec<ShapeId>> {
        Evaluation::new(&context.graph)
            .select(&self.selector)
            .ok_or_else(|| self.too_much())
    }

    /// Which of some shapes it yields.
    pub fn among(&self, context: &Context<'_>, candidates: &[ShapeId]) -> Chosen<Vec<ShapeId>> {
        Evaluation::new(&context.graph)
            .select_among(&self.selector, candidates)
            .ok_or_else(|| self.too_much())
    }

    /// Everything that it yields, with the variables set on the way.
    pub fn matches(&self, context: &Context<'_>) -> Chosen<Vec<Match>> {
        Evaluation::new(&context.graph)
            .matches(&self.selector)
            .ok_or_else(|| self.too_much())
    }

    fn too_much(&self) -> Box<Diagnostic> {
        let problem = Problem::too_much_work(self.text.len());
        let report = match self.span {
            Some(span) => WORK.at(span, problem.message()),
            None => WORK.without_place(problem.message()),
        };
        Box::new(problem.explain(report))
    }
}
