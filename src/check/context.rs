//! What validators read.
//!
//! Validators of one phase run at once, so whatever they share is made at most once behind a
//! `OnceLock` or a lock. What such a lock makes must not itself ask `rayon` for help: a worker that
//! waits for its parts takes up another validator meanwhile, which then waits for that same lock.
//! What is worth making in parallel is made in [`Context::prepare`].

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::knowledge::{Closure, Graph, Subject};
use crate::model::{AppliedTrait, Model, Operation, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::{SourceMap, Span};
use crate::values::{Fit, Patterns, Selections};

use super::validators::{rules, trait_value};

/// A model with everything that more than one validator needs, made when first asked for.
pub struct Context<'m> {
    /// The model.
    pub model: &'m Model,
    /// The texts it comes from.
    pub sources: &'m SourceMap,
    /// Its relationships and trait applications.
    pub graph: Graph<'m>,
    /// Compiled patterns.
    pub patterns: Patterns,
    selections: Selections,
    closures: OnceLock<Vec<(&'m Shape, Closure)>>,
    trait_values: OnceLock<trait_value::Values>,
    endpoint_rules: OnceLock<Vec<rules::ServiceRules<'m>>>,
}

impl<'m> Context<'m> {
    /// Makes ready to check a model.
    pub fn new(model: &'m Model, sources: &'m SourceMap) -> Self {
        Self {
            model,
            sources,
            graph: Graph::new(model),
            patterns: Patterns::default(),
            selections: Selections::default(),
            closures: OnceLock::new(),
            trait_values: OnceLock::new(),
            endpoint_rules: OnceLock::new(),
        }
    }

    /// Whether a shape or member belongs to a bundled package.
    pub fn is_bundled(&self, id: ShapeId) -> bool {
        self.model
            .shape(id.root())
            .is_some_and(|shape| self.sources.is_bundled(shape.name_span))
    }

    /// The user's shapes, in the model's order.
    pub fn shapes(&self) -> impl Iterator<Item = &'m Shape> + '_ {
        self.model
            .shapes
            .values()
            .filter(|shape| !self.sources.is_bundled(shape.name_span))
    }

    /// The user's shapes and their members, in the model's order.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'m>> + '_ {
        self.shapes().flat_map(|shape| {
            let members = shape.members.values();
            std::iter::once(Subject::Shape(shape))
                .chain(members.map(move |member| Subject::Member(shape, member)))
        })
    }

    /// The user's shapes of a type.
    pub fn of_type(&self, shape_type: ShapeType) -> impl Iterator<Item = &'m Shape> + '_ {
        self.shapes()
            .filter(move |shape| shape.shape_type == shape_type)
    }

    /// The user's operations.
    pub fn operations(&self) -> impl Iterator<Item = (&'m Shape, &'m Operation)> + '_ {
        self.shapes()
            .filter_map(|shape| Some((shape, shape.operation()?)))
    }

    /// The user's shapes and members that have a trait, each with its application.
    pub fn applied(
        &self,
        id: ShapeId,
    ) -> impl Iterator<Item = (Subject<'m>, &'m AppliedTrait)> + '_ {
        self.graph
            .subjects_with(id)
            .filter(|subject| !self.sources.is_bundled(subject.container().name_span))
            .filter_map(move |subject| Some((subject, subject.traits().get(id)?)))
    }

    /// The user's operations that have `@http`, each with its application.
    pub fn http_operations(
        &self,
    ) -> impl Iterator<Item = (&'m Shape, &'m Operation, &'m AppliedTrait)> + '_ {
        self.applied(known::HTTP).filter_map(|(subject, http)| {
            let shape = subject.container();
            Some((shape, shape.operation()?, http))
        })
    }

    /// The closures of the user's services.
    pub fn closures(&self) -> &[(&'m Shape, Closure)] {
        self.closures.get_or_init(|| {
            self.of_type(ShapeType::Service)
                .map(|service| (service, Closure::of(self.model, service.id)))
                .collect()
        })
    }

    /// What the user's services say about their endpoints, each trait read once.
    pub(super) fn endpoint_rules(&self) -> &[rules::ServiceRules<'m>] {
        self.endpoint_rules.get_or_init(|| rules::read(self))
    }

    /// A structure; `None` where the id is of something else or broken.
    pub fn structure(&self, id: ShapeId) -> Option<&'m Shape> {
        self.model
            .shape(id)
            .filter(|shape| shape.shape_type == ShapeType::Structure)
    }

    /// The beginning of a trait's application: its name, or its first line where it has none
    /// (documentation, a default). For labels that would be too long otherwise.
    pub fn head(&self, applied: &AppliedTrait) -> Span {
        let text = self.sources.slice(applied.span);
        let len = if text.starts_with('@') {
            let name = |c: char| c.is_alphanumeric() || "@_.#$".contains(c);
            text.find(|c| !name(c))
        } else if let Some(rest) = text.strip_prefix('"') {
            rest.find('"').map(|quote| quote + 2)
        } else {
            text.find(['\n', '\r'])
        };
        let start = applied.span.start as usize;
        Span::new(applied.span.file, start, start + len.unwrap_or(text.len()))
    }

    /// Checks of values against the model's shapes.
    pub fn fit(&self) -> Fit<'_, 'm> {
        Fit::new(&self.graph, self.sources, &self.patterns, &self.selections)
    }

    /// Makes what is better made by all workers together, before the first validator runs.
    pub fn prepare(&self) {
        let _ = self.trait_values.set(trait_value::find(self));
    }

    /// What is wrong with the values of traits; two validators share it.
    pub(super) fn trait_values(&self) -> Option<&trait_value::Values> {
        self.trait_values.get()
    }

    /// Adds a label unless it points into a bundled file, which the user can do nothing about.
    pub fn label(
        &self,
        report: crate::diag::Diagnostic,
        span: Span,
        message: impl Into<String>,
    ) -> crate::diag::Diagnostic {
        if self.sources.is_bundled(span) || report.span == Some(span) {
            report
        } else {
            report.label(span, message)
        }
    }
}

/// From how many things on several workers share them. Below, handing out the work costs more than
/// doing it.
pub(super) const SHARED_FROM: usize = 512;

/// Calls `check` for each item, on several workers where there are many, and adds what it reports
/// in the order of the items.
pub(super) fn for_each<T: Sync>(
    items: &[T],
    out: &mut Diagnostics,
    check: impl Fn(&T, &mut Diagnostics) + Sync,
) {
    if items.len() < SHARED_FROM {
        items.iter().for_each(|item| check(item, out));
        return;
    }
    let found: Vec<Diagnostics> = items
        .par_chunks(SHARED_FROM)
        .map(|chunk| {
            let mut found = Diagnostics::new();
            chunk.iter().for_each(|item| check(item, &mut found));
            found
        })
        .collect();
    found.into_iter().for_each(|found| out.absorb(found));
}

/// A text that is put together only where a report needs it: most of what is checked is right.
pub(super) struct Later<F>(pub(super) F);

impl<F: Fn() -> String> std::fmt::Display for Later<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&(self.0)())
    }
}

/// The way every validator is called.
pub(super) type Run = fn(&Context<'_>, &mut Diagnostics);

/// A trait as messages call it: as it is usually written, without its namespace.
pub(super) fn trait_name(id: ShapeId) -> String {
    format!("@{}", id.name)
}

/// Names in backticks, joined as in a sentence: `a`, `b` and `c`.
pub(super) fn ticked<T: std::fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}

/// Alternatives in backticks, as in a sentence: `a`, `b` or `c`.
pub(super) fn either<T: std::fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
        None => String::new(),
    }
}

/// A keyword with its article: `a structure`, `an operation`.
pub(super) fn article(shape_type: ShapeType) -> String {
    let keyword = shape_type.as_str();
    let vowel = keyword.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {keyword}", if vowel { "an" } else { "a" })
}
