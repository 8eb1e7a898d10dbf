//! The declarations of all files → the model.
//!
//! Borrows every [`Declarations`] and resolves, applies, mixes in and joins. It knows nothing of
//! syntax. The steps: index all ids; gather what `apply` says; build each shape after its mixins;
//! judge repeated declarations; join metadata. All of it is linear in the declarations and in
//! what mixins hand on. (Specification: "Merging models".)

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, nearest};
use crate::model::{Model, Reference, Shape, TraitSource, Traits};
use crate::name::{ShapeId, known};
use crate::syntax::tree::Name;
use crate::text::Span;

use super::Options;
use super::conflicts;
use super::declarations::{ApplyDeclaration, Declarations, TraitDeclaration};
use super::mixins::{self, Plan};
use super::names::{Index, State};
use super::parts;
use super::traits::{Doubtful, Pending};
use super::unresolved::{Place, Unresolved, Wanted};

const APPLY_TO_PRELUDE: Code = Code::error("apply-to-prelude", "Model");
const APPLY_MEMBER: Code = Code::error("unresolved-apply-member", "Model");
const PRIVATE_RESOURCE: Code = Code::danger("private-for-resource", "PrivateAccess");

/// What `apply` statements apply, by the shape or member.
pub(super) type Applied<'a> = IndexMap<ShapeId, Vec<Pending<'a>>, FxBuildHasher>;

/// The state of a merge.
pub(super) struct Merger<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) options: &'a Options,
    pub(super) plan: &'a Plan,
    pub(super) diagnostics: Diagnostics,
    pub(super) unresolved: Unresolved,
    pub(super) applied: Arc<Applied<'a>>,
    /// The traits of shapes that are declared several times, which all declarations share.
    pub(super) shared_traits: FxHashMap<ShapeId, Traits>,
    /// The shapes of which the traits of all members are in `shared_traits`.
    pub(super) shared_members: FxHashSet<ShapeId>,
    /// Shapes of which something is missing, so that what misses it is no further mistake.
    pub(super) incomplete: FxHashSet<ShapeId>,
    /// Shapes that are not what they should be, for a reason that has been reported; the
    /// reference has an event for everything that mixes them in.
    pub(super) failed: FxHashSet<ShapeId>,
    pub(super) known_traits: FxHashMap<ShapeId, bool>,
    pub(super) doubtful: Vec<Doubtful>,
    /// The traits that were reported to be unknown, by what they are applied to.
    pub(super) unknown_traits: FxHashSet<(ShapeId, ShapeId)>,
    /// Shapes with `for`, their resources, and where the resource is written.
    pub(super) for_resources: Vec<(ShapeId, ShapeId, Span)>,
    /// Files of version 1.0 that were reported for a trait of version 2.0.
    pub(super) old_files: FxHashSet<usize>,
    pub(super) mixed_in: usize,
    pub(super) mixed_in_reported: bool,
    built: Vec<Option<Shape>>,
}

/// Builds the model of all files, given in order and each with whether it is bundled.
pub(super) fn merge(files: &[(&Declarations, bool)], options: &Options) -> (Model, Diagnostics) {
    let index = Index::new(files.iter().copied());
    let plan = mixins::plan(&index);
    let mut merger = Merger::new(&index, options, &plan);
    merger.built = std::iter::repeat_with(|| None)
        .take(index.shapes.len())
        .collect();
    let mut model = Model::default();
    merger.applies();
    merger.report_cycles(&plan);
    for at in parts::build_apart(&mut merger, &mut model) {
        let shape = merger.shape(at, &mut model);
        merger.keep(at, shape);
    }
    for (at, (declarations, _)) in files.iter().enumerate() {
        merger.metadata(at, declarations, &mut model);
    }
    model.shapes.reserve(merger.built.len());
    for shape in std::mem::take(&mut merger.built).into_iter().flatten() {
        model.shapes.insert(shape.id, shape);
    }
    merger.finish(&model);
    let mut diagnostics = merger.diagnostics;
    diagnostics.absorb(merger.unresolved.into_reports());
    (model, diagnostics)
}

impl<'a> Merger<'a> {
    pub(super) fn new(index: &'a Index<'a>, options: &'a Options, plan: &'a Plan) -> Self {
        Self {
            index,
            options,
            plan,
            diagnostics: Diagnostics::new(),
            unresolved: Unresolved::default(),
            applied: Arc::default(),
            shared_traits: FxHashMap::default(),
            shared_members: FxHashSet::default(),
            incomplete: FxHashSet::default(),
            failed: FxHashSet::default(),
            known_traits: FxHashMap::default(),
            doubtful: Vec::new(),
            unknown_traits: FxHashSet::default(),
            for_resources: Vec::new(),
            old_files: FxHashSet::default(),
            mixed_in: 0,
            mixed_in_reported: false,
            built: Vec::new(),
        }
    }

    fn applies(&mut self) {
        for file in 0..self.index.files.len() {
            let Some(scope) = self.index.scope(file) else {
                continue;
            };
            for apply in &scope.declarations.applies {
                self.apply_statement(file, apply);
            }
        }
    }

    fn apply_statement(&mut self, file: usize, apply: &'a ApplyDeclaration) {
        let found = self.index.resolve(file, apply.target.value);
        let from_prelude = self.index.scope(file).is_some_and(|scope| scope.bundled);
        match found.state {
            State::Known(_) if found.id.namespace == known::PRELUDE && !from_prelude => {
                let json = self
                    .index
                    .scope(file)
                    .is_some_and(|it| it.declarations.json);
                for (at, declaration) in apply.traits.iter().enumerate() {
                    let mut report = APPLY_TO_PRELUDE
                        .at(
                            apply.target.span,
                            format!(
                                "`{}` belongs to the prelude, which cannot be changed",
                                found.id.name
                            ),
                        )
                        .here("a shape of the prelude")
                        .event_at(declaration.value_span())
                        .help("declare a shape of your own with this trait, and target that")
                        .shape(found.id);
                    if json {
                        // In JSON AST the reference takes it for an unknown shape.
                        report.shape = None;
                    }
                    self.diagnostics
                        .push(if at == 0 { report } else { report.echo() });
                    self.apply(found.id, self.pending(file, apply, declaration));
                }
            }
            State::Known(_) => {
                let pending: Vec<_> = apply
                    .traits
                    .iter()
                    .map(|declaration| self.pending(file, apply, declaration))
                    .collect();
                let applied = Arc::make_mut(&mut self.applied);
                applied.entry(found.id).or_default().extend(pending);
            }
            State::Broken => {}
            State::Unknown => {
                for (at, declaration) in apply.traits.iter().enumerate() {
                    let place = Place {
                        file,
                        name: apply.target,
                        wanted: Wanted::Apply,
                        shape: None,
                        event: Some(declaration.value_span()),
                    };
                    if at == 0 {
                        self.unresolved.report(self.index, place, found.id, false);
                    } else {
                        let message = format!(
                            "cannot apply `@{}` to `{}`",
                            declaration.name.value, apply.target.value
                        );
                        self.unresolved.echo(place, found.id, Some(message));
                    }
                    self.apply(found.id, self.pending(file, apply, declaration));
                }
            }
        }
    }

    fn pending(
        &self,
        file: usize,
        apply: &'a ApplyDeclaration,
        declaration: &'a TraitDeclaration,
    ) -> Pending<'a> {
        Pending {
            file,
            declaration,
            source: TraitSource::Applied,
            subject: Some(apply.target.span),
        }
    }

    /// Builds a shape from all its declarations; its mixins are built.
    pub(super) fn shape(&mut self, at: usize, model: &mut Model) -> Option<Shape> {
        let index = self.index;
        let (id, entry) = index.shapes.get_index(at)?;
        let mut built: Option<Shape> = None;
        for site in entry.sites() {
            if site.shape.broken {
                model.broken.insert(*id, Some(site.shape.shape_type));
                continue;
            }
            let shape = self.build(site, at);
            match &built {
                None => built = Some(shape),
                Some(first) => self.diagnostics.extend(conflicts::repeated(first, &shape)),
            }
        }
        if built.is_some() {
            model.broken.shift_remove(id);
        }
        built
    }

    /// A reference to a shape; reports a name that means nothing, and gives `known::BROKEN` for it.
    /// The event is about `shape`, and points at `event`.
    pub(super) fn reference(
        &mut self,
        file: usize,
        name: Name,
        wanted: Wanted,
        shape: Option<ShapeId>,
        event: Option<Span>,
    ) -> Reference {
        let found = self.index.resolve(file, name.value);
        let id = match found.state {
            State::Known(_) => found.id,
            State::Broken => known::BROKEN,
            State::Unknown => {
                let place = Place {
                    file,
                    name,
                    wanted,
                    shape,
                    event,
                };
                self.unresolved.report(self.index, place, found.id, false);
                known::BROKEN
            }
        };
        Reference {
            id,
            span: name.span,
        }
    }

    /// Reports what keeps the reference from building a shape. It has one event of the kind for a
    /// shape, so further reports are for people only.
    pub(super) fn fail(&mut self, shape: ShapeId, mut report: Diagnostic) {
        report.beyond |= !self.failed.insert(shape);
        self.diagnostics.push(report);
    }

    /// As [`Self::fail`], for a name that means nothing.
    pub(super) fn fail_unresolved(&mut self, shape: ShapeId, place: Place, id: ShapeId) {
        let before = self.unresolved.len();
        self.unresolved.report(self.index, place, id, false);
        if !self.failed.insert(shape) {
            self.unresolved.beyond_from(before);
        }
    }

    /// Takes a built shape out, so that it can be read while the state changes.
    pub(super) fn take(&mut self, at: usize) -> Option<Shape> {
        self.built.get_mut(at)?.take()
    }

    /// Keeps a shape that was built, or puts one back that was taken out.
    pub(super) fn keep(&mut self, at: usize, shape: Option<Shape>) {
        if let Some(slot) = self.built.get_mut(at) {
            *slot = shape;
        }
    }

    /// Whether a shape is declared by a bundled package.
    pub(super) fn is_bundled(&self, id: ShapeId) -> bool {
        self.index
            .shapes
            .get(&id.root())
            .and_then(|entry| self.index.scope(entry.first.file))
            .is_some_and(|scope| scope.bundled)
    }

    /// The checks that need the whole model.
    fn finish(&mut self, model: &Model) {
        self.report_doubtful(|id| {
            model
                .shape(id)
                .is_none_or(|shape| shape.has_trait(known::TRAIT))
        });
        self.unclaimed(model);
        self.imports();
        self.private_resources(model);
    }

    /// Reports what is applied to members that no shape has.
    fn unclaimed(&mut self, model: &Model) {
        for (target, applied) in std::mem::take(&mut self.applied).iter() {
            let target = *target;
            let root = target.root();
            // What a missing mixin would have brought is no mistake of its own.
            let incomplete = self.incomplete.contains(&root);
            let missing = target.is_member()
                && model.member(target).is_none()
                && (!incomplete || self.failed.contains(&root));
            let Some(shape) = model.shape(root).filter(|_| missing) else {
                continue;
            };
            for (at, pending) in applied.iter().enumerate() {
                let subject = pending.subject.unwrap_or(pending.declaration.span);
                let mut report = APPLY_MEMBER
                    .at(
                        subject,
                        format!("`{}` has no member `{}`", root.name, target.member),
                    )
                    .here(format!("no member `{}`", target.member))
                    .event_at(pending.declaration.value_span())
                    .label(shape.name_span, format!("the {}", shape.shape_type));
                let names = shape.members.keys().map(|name| name.as_str());
                let length = target.member.as_str().len();
                let end = subject.end as usize;
                let place = Span::new(subject.file, end.saturating_sub(length), end);
                for near in nearest(target.member.as_str(), names) {
                    let title = format!("did you mean `{}${near}`?", root.name);
                    report = report.fix(Fix::replace(title, place, near));
                }
                let first = at == 0 && !incomplete;
                self.diagnostics
                    .push(if first { report } else { report.echo() });
            }
        }
    }

    /// Reports imports of shapes that do not exist. Where the name is used, that has the report.
    fn imports(&mut self) {
        for file in 0..self.index.files.len() {
            let Some(scope) = self.index.scope(file) else {
                continue;
            };
            for import in &scope.declarations.imports {
                let found = self.index.found(import.id);
                if found.state == State::Unknown {
                    self.unresolved.import(self.index, file, *import);
                }
            }
        }
    }

    /// `for` leaves no relationship in the model, so the privacy of its resource is checked here.
    fn private_resources(&mut self, model: &Model) {
        for (shape, resource, span) in std::mem::take(&mut self.for_resources) {
            let private = model
                .shape(resource)
                .is_some_and(|resource| resource.has_trait(known::PRIVATE));
            if private && resource.namespace != shape.namespace {
                let report = PRIVATE_RESOURCE
                    .at(
                        span,
                        format!("`{}` is private to `{}`", resource.name, resource.namespace),
                    )
                    .here("used from another namespace")
                    .help(format!(
                        "write the targets out, or drop `@private` from `{}`",
                        resource.name
                    ))
                    .shape(shape);
                self.diagnostics.push(report);
            }
        }
    }
}
