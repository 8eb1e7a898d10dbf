//! `ShapeClosure`: the closures that the metadata `shapeClosures` declares hold shapes, whose names
//! stay apart.

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::knowledge::shape_closures::{ShapeClosure, expand};
use crate::name::ShapeId;
use crate::selector::{Evaluation, Selector};
use crate::text::{Span, Spanned};

const TWICE: Code = Code::error("closure-declared-twice", "ShapeClosure");
const IS_SHAPE: Code = Code::error("closure-named-like-shape", "ShapeClosure");
const NOTHING: Code = Code::error("closure-of-nothing", "ShapeClosure");
const NAMESPACE: Code = Code::danger("closure-empty-namespace", "ShapeClosure.EmptyNamespace");
const MALFORMED: Code = Code::error("closure-selector-malformed", "ShapeClosure");
const SELECTOR: Code = Code::danger("closure-empty-selector", "ShapeClosure.EmptySelector");
const SAME: Code = Code::error("closure-rename-same", "ShapeClosure");
const OUTSIDE: Code = Code::error("closure-rename-outside", "ShapeClosure");
const RENAMED: Code = Code::error("closure-rename-conflict", "ShapeClosure");
const NAMES: Code = Code::warning("closure-name-conflict", "ShapeClosure.NameConflicts");

/// How many closures are looked into. Each takes time linear in the model, and models have a few.
const EXPANDED: usize = 100;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let closures = ShapeClosure::all(context.model);
    if closures.is_empty() {
        return;
    }
    let namespaces: FxHashSet<&str> = context
        .model
        .shapes
        .keys()
        .map(|id| id.namespace.as_str())
        .collect();
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    for (at, closure) in closures.iter().enumerate() {
        let checking = Checking { context, closure };
        if let Some(first) = seen.insert(&closure.id.value, closure.id.span) {
            let report = checking.report(
                TWICE,
                format!("the shape closure `{}` is declared twice", closure.id.value),
                closure.id.span,
                "declared again",
            );
            out.push(context.label(report, first, "first declared here"));
            continue;
        }
        if checking.declaration(&namespaces, out) && at < EXPANDED {
            checking.shapes(&namespaces, out);
        }
    }
}

struct Checking<'c, 'm> {
    context: &'c Context<'m>,
    closure: &'c ShapeClosure,
}

impl Checking<'_, '_> {
    /// A report that begins at the declaration and points at a place inside of it.
    fn report(&self, code: Code, message: String, place: Span, label: &str) -> Diagnostic {
        code.at(place, message)
            .here(label)
            .event_at(self.closure.span)
    }

    /// As [`Checking::report`], with the id of the closure in that of the event.
    fn event(&self, code: Code, message: String, place: Span, label: &str) -> Diagnostic {
        let event = format!("{}.{}", code.event, self.closure.id.value);
        self.report(code, message, place, label).event(event)
    }

    /// Checks what the declaration itself says; returns whether its shapes can be found.
    fn declaration(&self, namespaces: &FxHashSet<&str>, out: &mut Diagnostics) -> bool {
        let id = &self.closure.id;
        let same =
            ShapeId::parse(&id.value).filter(|same| self.context.model.shape(*same).is_some());
        if let Some(same) = same {
            let mut report = self.report(
                IS_SHAPE,
                format!("the shape closure `{}` has the id of a shape", id.value),
                id.span,
                "also the id of a shape",
            );
            if let Some(shape) = self.context.model.shape(same) {
                report = self.context.label(report, shape.name_span, "that shape");
            }
            out.push(report.help("give the closure a name of its own"));
        }
        if self.closure.namespaces.is_empty() && self.closure.selector.is_none() {
            out.push(
                self.report(
                    NOTHING,
                    format!("the shape closure `{}` includes nothing", id.value),
                    id.span,
                    "this closure",
                )
                .help("add `includeNamespaces` or `includeBySelector`"),
            );
        }
        let mut told: FxHashSet<&str> = FxHashSet::default();
        for namespace in &self.closure.namespaces {
            if !namespaces.contains(&*namespace.value) && told.insert(&namespace.value) {
                out.push(self.empty_namespace(namespace, namespaces));
            }
        }
        let Some(text) = &self.closure.selector else {
            return true;
        };
        if let Err(problem) = Selector::parse(&text.value)
            && !text.value.is_empty()
        {
            let report = self.report(
                MALFORMED,
                format!(
                    "the selector of the shape closure `{}` is malformed",
                    id.value
                ),
                text.span,
                "malformed",
            );
            out.push(problem.explain(report));
            return false;
        }
        !text.value.is_empty()
    }

    /// Checks the shapes of the closure and their names.
    fn shapes(&self, namespaces: &FxHashSet<&str>, out: &mut Diagnostics) {
        let selected = match &self.closure.selector {
            Some(text) => Selector::parse(&text.value)
                .ok()
                .and_then(|selector| Evaluation::new(&self.context.graph).select(&selector)),
            None => Some(Vec::new()),
        };
        let Some(selected) = selected else {
            return;
        };
        let filled: FxHashSet<&str> = self
            .closure
            .namespaces
            .iter()
            .map(|namespace| &*namespace.value)
            .filter(|namespace| namespaces.contains(namespace))
            .collect();
        let index = self.context.graph.index();
        let roots = self.closure.roots(index, &selected);
        self.empty_selector(&filled, &roots, out);
        let shapes: Vec<ShapeId> = expand(index, &roots);
        self.renames(&shapes, out);
        self.names(&shapes, out);
    }

    fn empty_namespace(
        &self,
        namespace: &Spanned<Box<str>>,
        namespaces: &FxHashSet<&str>,
    ) -> Diagnostic {
        let report = self.event(
            NAMESPACE,
            format!("the namespace `{}` has no shapes", namespace.value),
            namespace.span,
            "nothing has this namespace",
        );
        match nearest(&namespace.value, namespaces.iter().copied()).first() {
            Some(meant) => report.help(format!("did you mean `{meant}`?")),
            None => report,
        }
    }

    fn empty_selector(&self, filled: &FxHashSet<&str>, roots: &[u32], out: &mut Diagnostics) {
        let Some(text) = &self.closure.selector else {
            return;
        };
        let index = self.context.graph.index();
        let adds = roots.iter().any(|number| {
            let id = index.id(*number);
            id.is_some_and(|id| !filled.contains(id.namespace.as_str()))
        });
        if adds {
            return;
        }
        let message = if filled.is_empty() {
            "the selector matches no shapes".to_owned()
        } else {
            "the selector matches no shapes beyond those of the namespaces".to_owned()
        };
        out.push(
            self.event(SELECTOR, message, text.span, "adds nothing")
                .help("remove the selector, or correct it"),
        );
    }

    fn renames(&self, shapes: &[ShapeId], out: &mut Diagnostics) {
        let closure = self.closure;
        let renamed: FxHashSet<ShapeId> = closure.rename.iter().map(|one| one.shape.id).collect();
        let mut names: FxHashMap<String, ShapeId> = FxHashMap::default();
        for id in shapes {
            if !id.is_member() && !renamed.contains(id) {
                let name = id.name.as_str().to_lowercase();
                names.entry(name).or_insert(*id);
            }
        }
        let mut given: FxHashMap<String, (ShapeId, Span)> = FxHashMap::default();
        for rename in &closure.rename {
            let (from, to) = (rename.shape.id, &rename.name);
            if *to.value == *from.name.as_str() {
                out.push(
                    self.report(
                        SAME,
                        format!("renaming `{from}` to `{}` changes nothing", to.value),
                        to.span,
                        "the same name",
                    )
                    .help("remove the entry, or write another name"),
                );
            }
            if shapes.binary_search(&from).is_err() {
                out.push(self.report(
                    OUTSIDE,
                    format!(
                        "`{from}` is not in the shape closure `{}`, so it cannot be renamed there",
                        closure.id.value
                    ),
                    rename.shape.span,
                    "not in the closure",
                ));
                continue;
            }
            let lower = to.value.to_lowercase();
            let other = names.get(&lower).copied();
            if let Some((first, span)) = given.insert(lower, (from, to.span)) {
                let report = self.report(
                    RENAMED,
                    format!("`{from}` and `{first}` are both renamed to `{}`", to.value),
                    to.span,
                    "the same name, but for its case",
                );
                out.push(self.context.label(report, span, "taken here"));
            }
            if let Some(other) = other {
                let report = self.report(
                    RENAMED,
                    format!(
                        "renaming `{from}` to `{}` gives it the name of `{other}`",
                        to.value
                    ),
                    to.span,
                    "taken",
                );
                let shape = self.context.model.shape(other);
                out.push(match shape {
                    Some(shape) => self.context.label(report, shape.name_span, "has this name"),
                    None => report,
                });
            }
        }
    }

    fn names(&self, shapes: &[ShapeId], out: &mut Diagnostics) {
        let closure = self.closure;
        let renamed: FxHashSet<ShapeId> = closure.rename.iter().map(|one| one.shape.id).collect();
        let mut names: IndexMap<String, Vec<ShapeId>> = IndexMap::new();
        for id in shapes {
            if !id.is_member() && !renamed.contains(id) {
                let name = id.name.as_str().to_lowercase();
                names.entry(name).or_default().push(*id);
            }
        }
        for ids in names.into_values().filter(|ids| ids.len() > 1) {
            let mut report = self.event(
                NAMES,
                format!(
                    "the names of {} in the shape closure `{}` differ in nothing but case and namespace",
                    ticked(&ids),
                    closure.id.value
                ),
                closure.id.span,
                "this closure",
            );
            for shape in ids.iter().filter_map(|id| self.context.model.shape(*id)) {
                report = self
                    .context
                    .label(report, shape.name_span, "in the closure");
            }
            out.push(report.help("give one of them another name with `rename`"));
        }
    }
}
