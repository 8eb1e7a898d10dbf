//! What validators read.

use std::cell::OnceCell;

use crate::diag::Diagnostics;
use crate::knowledge::{Closure, Graph, Subject};
use crate::model::{AppliedTrait, Model, Operation, Shape};
use crate::name::{ShapeId, ShapeType, known};
use crate::text::{SourceMap, Span};
use crate::values::{Fit, Patterns};

use super::validators::trait_value;

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
    closures: OnceCell<Vec<(&'m Shape, Closure)>>,
    trait_values: OnceCell<trait_value::Values>,
}

impl<'m> Context<'m> {
    /// Makes ready to check a model.
    pub fn new(model: &'m Model, sources: &'m SourceMap) -> Self {
        Self {
            model,
            sources,
            graph: Graph::new(model),
            patterns: Patterns::default(),
            closures: OnceCell::new(),
            trait_values: OnceCell::new(),
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

    /// A structure; `None` where the id is of something else or broken.
    pub fn structure(&self, id: ShapeId) -> Option<&'m Shape> {
        self.model
            .shape(id)
            .filter(|shape| shape.shape_type == ShapeType::Structure)
    }

    /// Checks of values against the model's shapes.
    pub fn fit(&self) -> Fit<'_, 'm> {
        Fit::new(&self.graph, self.sources, &self.patterns)
    }

    /// What is wrong with the values of traits; two validators share it.
    pub(super) fn trait_values(&self) -> &trait_value::Values {
        self.trait_values.get_or_init(|| trait_value::find(self))
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
