//! Mixins: in which order shapes must be built, and what a shape takes from its mixins.
//!
//! A shape is built after its mixins, so that what they bring is already flat. The walk keeps its
//! own stack: chains are as long as a model makes them. (Specification: "Mixins".)

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::diag::{Code, Fix};
use crate::model::{AppliedTrait, Detail, Member, Reference, Service, Shape, TraitSource, Traits};
use crate::name::{ShapeId, known};
use crate::node::Node;
use crate::text::{Span, Symbol};

use super::declarations::{MemberDeclaration, Target};
use super::members::ForResource;
use super::merge::Merger;
use super::names::{Index, Site, State};
use super::unresolved::{Place, Wanted};

const MIXIN_CYCLE: Code = Code::error("mixin-cycle", "Model");
const NOT_A_MIXIN: Code = Code::error("not-a-mixin", "Target");
const MIXIN_TYPE: Code = Code::error("mixin-type", "Model");
const MIXIN_MEMBER_CONFLICT: Code = Code::error("mixin-member-conflict", "Model");
const MIXIN_PROPERTIES: Code = Code::error("mixin-properties", "Model");
const TOO_MANY_MIXED_IN: Code = Code::error("too-many-mixed-in", "Model");

/// How many members and traits mixins may hand on in one model. A chain of mixins multiplies what
/// its links declare, so a small file could ask for more than any machine has; the largest real
/// models stay below a thousandth of this.
const MIXED_IN_LIMIT: usize = 1_000_000;

/// The order in which to build, as positions in [`Index::shapes`], and the mixins that are part
/// of a cycle, as pairs of positions.
pub(super) struct Plan {
    /// Every position once, mixins before what uses them.
    pub order: Vec<usize>,
    /// The uses that would close a cycle.
    pub cut: FxHashSet<(usize, usize)>,
    /// The cycles, each from a shape along its mixins.
    pub cycles: Vec<Vec<usize>>,
    /// The shapes that are part of a cycle.
    cyclic: FxHashSet<usize>,
}

/// Plans the building. Linear in shapes and mixins.
pub(super) fn plan(index: &Index<'_>) -> Plan {
    let mut plan = Plan {
        order: Vec::with_capacity(index.shapes.len()),
        cut: FxHashSet::default(),
        cycles: Vec::new(),
        cyclic: FxHashSet::default(),
    };
    let mut state = vec![Mark::New; index.shapes.len()];
    let mut stack: Vec<(usize, Vec<usize>)> = Vec::new();
    for start in 0..index.shapes.len() {
        if state.get(start) != Some(&Mark::New) {
            continue;
        }
        set(&mut state, start, Mark::Open);
        stack.push((start, mixin_positions(index, start)));
        while let Some((at, rest)) = stack.last_mut() {
            let at = *at;
            let Some(next) = rest.pop() else {
                set(&mut state, at, Mark::Done);
                plan.order.push(at);
                stack.pop();
                continue;
            };
            match state.get(next) {
                Some(Mark::New) => {
                    set(&mut state, next, Mark::Open);
                    stack.push((next, mixin_positions(index, next)));
                }
                Some(Mark::Open) => {
                    if plan.cut.insert((at, next)) {
                        let from = stack.iter().position(|(open, _)| *open == next);
                        let cycle = stack.iter().skip(from.unwrap_or(0));
                        let cycle: Vec<usize> = cycle.map(|(open, _)| *open).collect();
                        plan.cyclic.extend(&cycle);
                        plan.cycles.push(cycle);
                    }
                }
                Some(Mark::Done) | None => {}
            }
        }
    }
    plan
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

fn set(state: &mut [Mark], at: usize, mark: Mark) {
    if let Some(slot) = state.get_mut(at) {
        *slot = mark;
    }
}

/// The positions of the mixins of a shape, last first.
fn mixin_positions(index: &Index<'_>, at: usize) -> Vec<usize> {
    let Some((_, entry)) = index.shapes.get_index(at) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for site in entry.sites() {
        for mixin in &site.shape.mixins {
            let found = index.resolve(site.file, mixin.value);
            out.extend(index.shapes.get_index_of(&found.id));
        }
    }
    out.reverse();
    out
}

/// What a shape takes from its mixins.
#[derive(Default)]
pub(super) struct Inherited {
    /// The mixins.
    pub mixins: Vec<Reference>,
    /// The traits.
    pub traits: Traits,
    /// The members, in the order of the mixins.
    pub members: IndexMap<Symbol, Member, FxBuildHasher>,
    /// What services and operations have.
    pub detail: Detail,
    /// Whether a mixin is missing, so that what it would have brought is missing too.
    pub incomplete: bool,
    /// The members that the shape declares itself, where there are several mixins.
    redeclared: FxHashSet<Symbol>,
    /// The members of later mixins, and their targets, that differ from an earlier mixin's, of
    /// members that the shape declares itself.
    pub differing: FxHashMap<Symbol, Vec<(ShapeId, ShapeId)>>,
}

impl Merger<'_> {
    /// Reports the cycles of a plan.
    pub fn report_cycles(&mut self, plan: &Plan) {
        for cycle in &plan.cycles {
            let shapes: Vec<_> = cycle
                .iter()
                .filter_map(|at| Some(self.index.shapes.get_index(*at)?.1.first.shape))
                .collect();
            let Some(first) = shapes.first() else {
                continue;
            };
            let mut path: Vec<String> = shapes
                .iter()
                .map(|shape| format!("`{}`", shape.id.name))
                .collect();
            path.push(format!("`{}`", first.id.name));
            let message = if shapes.len() == 1 {
                format!("`{}` is a mixin of itself", first.id.name)
            } else {
                format!("these mixins go round in a circle: {}", path.join(" → "))
            };
            let place = |shape: &super::declarations::ShapeDeclaration| {
                shape
                    .mixins
                    .first()
                    .map_or(shape.name_span, |name| name.span)
            };
            let mut report = MIXIN_CYCLE
                .at(place(first), message.clone())
                .here("mixed in here")
                .event_at(first.span)
                .shape(first.id)
                .note("a shape takes the members of its mixins, so it cannot be one of their own")
                .help(if shapes.len() == 1 {
                    "remove it from its own mixins"
                } else {
                    "remove one of these mixins"
                });
            for shape in shapes.iter().skip(1).take(8) {
                report = report.label(place(shape), "and here");
            }
            self.diagnostics.push(report);
            for shape in shapes.iter().skip(1) {
                let echo = MIXIN_CYCLE
                    .at(place(shape), message.clone())
                    .event_at(shape.span)
                    .shape(shape.id);
                self.diagnostics.push(echo.echo());
            }
        }
    }

    /// Gathers what a declaration takes from its mixins, which are built already. Linear in what
    /// is taken.
    pub fn inherit(&mut self, site: Site<'_>, at: usize, resource: ForResource) -> Inherited {
        let mut out = Inherited::default();
        if site.shape.mixins.len() > 1 {
            let names = site.shape.members.iter().map(|member| member.name.value);
            out.redeclared = names.collect();
        }
        for mixin in &site.shape.mixins {
            let found = self.index.resolve(site.file, mixin.value);
            let reference = Reference {
                id: found.id,
                span: mixin.span,
            };
            match found.state {
                State::Known(_) => {}
                State::Broken => {
                    out.incomplete = true;
                    continue;
                }
                State::Unknown => {
                    let place = Place {
                        file: site.file,
                        name: *mixin,
                        wanted: Wanted::Mixin,
                        shape: Some(site.shape.id),
                        event: Some(self.notices_a_missing_mixin(site, resource, &out)),
                    };
                    self.fail_unresolved(site.shape.id, place, found.id);
                    out.incomplete = true;
                    continue;
                }
            }
            let position = self.index.shapes.get_index_of(&found.id);
            let cut = position.is_some_and(|position| self.plan.cut.contains(&(at, position)));
            let Some(shape) = position
                .filter(|_| !cut)
                .and_then(|position| self.take(position))
            else {
                out.incomplete = true;
                continue;
            };
            let cyclic = self.plan.cyclic.contains(&at);
            if self.failed.contains(&found.id) {
                // What the mixin lacks, its users lack without a mistake of their own.
                let place = Place {
                    file: site.file,
                    name: *mixin,
                    wanted: Wanted::Mixin,
                    shape: Some(site.shape.id),
                    event: Some(self.notices_a_missing_mixin(site, resource, &out)),
                };
                let message = format!("the mixin `{}` is incomplete", found.id.name);
                if self.failed.insert(site.shape.id) {
                    self.unresolved.echo(place, found.id, Some(message));
                }
                out.incomplete = true;
            }
            if self.judge(site, reference, &shape, cyclic) {
                out.mixins.push(reference);
                self.hand_on(site, &shape, &mut out);
            } else {
                self.failed.insert(site.shape.id);
                out.incomplete = true;
            }
            if let Some(position) = position {
                self.keep(position, Some(shape));
            }
        }
        out
    }

    /// Where the reference notices that a mixin is missing: the first member without a target that
    /// neither the resource nor an earlier mixin gives, else the shape.
    fn notices_a_missing_mixin(
        &self,
        site: Site<'_>,
        resource: ForResource,
        before: &Inherited,
    ) -> Span {
        elided(site)
            .find(|member| {
                let name = member.name.value;
                let given = match resource {
                    ForResource::Resource(id) => self.index.resource_member(id, name),
                    _ => None,
                };
                given.is_none() && !before.members.contains_key(&name)
            })
            .map_or(site.shape.span, |member| member.span)
    }

    /// Whether a shape can be mixed in, and reports why not.
    fn judge(&mut self, site: Site<'_>, reference: Reference, mixin: &Shape, cyclic: bool) -> bool {
        let shape = site.shape;
        let mixin_type = super::members::shape_type(mixin.shape_type);
        if mixin_type != super::members::shape_type(shape.shape_type) {
            let report = MIXIN_TYPE
                .at(
                    reference.span,
                    format!(
                        "`{}` is {}, so it cannot be mixed into the {} `{}`",
                        mixin.id.name,
                        mixin.shape_type.with_article(),
                        shape.shape_type,
                        shape.id.name
                    ),
                )
                .here(mixin.shape_type.with_article())
                .event_at(shape.span)
                .label(mixin.name_span, "declared here")
                .note("a mixin must have the type of the shape that uses it")
                .help(format!(
                    "make `{}` {}, or remove it here",
                    mixin.id.name,
                    shape.shape_type.with_article()
                ))
                .shape(shape.id);
            self.fail(shape.id, report);
            return false;
        }
        if !mixin.has_trait(known::MIXIN) && !cyclic {
            let ours = self.is_bundled(mixin.id);
            let mut report = NOT_A_MIXIN
                .at(
                    reference.span,
                    format!("`{}` is not a mixin", mixin.id.name),
                )
                .here("mixed in here")
                .event_at(shape.span)
                .label(mixin.name_span, "declared without `@mixin`")
                .shape(shape.id);
            if !ours {
                report = report.fix(Fix::replace(
                    format!("add `@mixin` to `{}`", mixin.id.name),
                    mixin.span.start_point(),
                    "@mixin\n",
                ));
            }
            self.diagnostics.push(report);
        }
        true
    }

    fn hand_on(&mut self, site: Site<'_>, mixin: &Shape, out: &mut Inherited) {
        let size = mixin.members.len() + mixin.traits.len() + detail_size(&mixin.detail);
        self.mixed_in = self.mixed_in.saturating_add(size);
        if self.mixed_in > MIXED_IN_LIMIT {
            if !self.mixed_in_reported {
                self.mixed_in_reported = true;
                let report = TOO_MANY_MIXED_IN
                    .at(
                        site.shape.name_span,
                        "the mixins of this model bring too many members",
                    )
                    .here("past the limit here")
                    .note(format!(
                        "mixins may hand on {MIXED_IN_LIMIT} members and traits in a model"
                    ))
                    .shape(site.shape.id);
                self.diagnostics.push(report);
            }
            out.incomplete = true;
            return;
        }
        for applied in inherited_traits(mixin) {
            out.traits.set(applied);
        }
        for member in mixin.members.values() {
            match out.members.get_mut(&member.id.member) {
                None => {
                    let mut taken = member.clone();
                    taken.id = site.shape.id.with_member(member.id.member);
                    taken.mixins = vec![member.id];
                    taken.local = false;
                    taken.traits = Traits::default();
                    for applied in &member.traits {
                        taken.traits.push(handed_on(applied));
                    }
                    out.members.insert(member.id.member, taken);
                }
                Some(existing) => {
                    existing.mixins.push(member.id);
                    // Where nothing else is said about a member of several mixins, the reference
                    // counts what the later ones say as said of the member itself.
                    let own = out.redeclared.contains(&member.id.member)
                        || self.applied.contains_key(&existing.id);
                    for applied in &member.traits {
                        let mut applied = handed_on(applied);
                        if !own {
                            applied.source = TraitSource::Synthetic;
                        }
                        existing.traits.set(applied);
                    }
                    let differs = existing.target.id != member.target.id
                        && existing.target.id != known::BROKEN
                        && member.target.id != known::BROKEN;
                    if differs && out.redeclared.contains(&member.id.member) {
                        let differing = out.differing.entry(member.id.member).or_default();
                        differing.push((member.id, member.target.id));
                    } else if differs {
                        let report = MIXIN_MEMBER_CONFLICT
                            .at(
                                site.shape.name_span,
                                format!(
                                    "the mixins of `{}` disagree about the member `{}`",
                                    site.shape.id.name, member.id.member
                                ),
                            )
                            .here("mixes both in")
                            .label(
                                existing.span,
                                format!("here it targets `{}`", existing.target.id.name),
                            )
                            .label(
                                member.span,
                                format!("here it targets `{}`", member.target.id.name),
                            )
                            .help("rename the member in one of them, or mix in only one");
                        if self.applied.contains_key(&existing.id) {
                            // What `apply` says makes it a member of the shape's own.
                            let report = report.event_at(existing.span).shape(existing.id);
                            self.diagnostics.push(report);
                        } else {
                            let report = report.event_at(member.span).shape(site.shape.id);
                            self.fail(site.shape.id, report);
                        }
                    }
                }
            }
        }
        match (&mixin.detail, &mut out.detail) {
            (Detail::Service(mixin), Detail::Service(taken)) => join_services(taken, mixin),
            (Detail::Operation(mixin), Detail::Operation(taken)) => {
                join(&mut taken.errors, &mixin.errors);
            }
            (detail, taken @ Detail::None) => *taken = detail.clone(),
            _ => {}
        }
    }

    /// Reports a member that is redeclared with another target than its mixin's.
    pub fn redeclared(&mut self, member: &Member, mixin: ShapeId, target: ShapeId) {
        let report = MIXIN_MEMBER_CONFLICT
            .at(
                member.target.span,
                format!(
                    "`{}` targets `{}`, but its mixin `{}` says `{}`",
                    member.id.member, member.target.id.name, mixin.name, target.name
                ),
            )
            .here(format!("differs from `{}`", target.name))
            .note("a member that comes from a mixin can get traits, but no other target")
            .help(format!(
                "write `${}`, or rename the member",
                member.id.member
            ))
            .shape(member.id);
        self.diagnostics.push(report);
    }

    /// Reports the properties that mixins may not have: resources none, operations no input and
    /// output.
    pub fn check_mixin_properties(&mut self, shape: &Shape) {
        if !shape.has_trait(known::MIXIN) {
            return;
        }
        let wrong = match &shape.detail {
            Detail::Resource(resource) => {
                !resource.identifiers.is_empty()
                    || !resource.properties.is_empty()
                    || !resource.resources.is_empty()
                    || resource.all_operations().next().is_some()
            }
            Detail::Operation(operation) => {
                operation.input.id != known::UNIT || operation.output.id != known::UNIT
            }
            _ => false,
        };
        if !wrong {
            return;
        }
        let (what, why, fix) = if shape.resource().is_some() {
            (
                "cannot have properties",
                "the properties of a resource belong to its identifiers, so they cannot be shared",
                "leave its braces empty; a mixin can still hand on traits",
            )
        } else {
            (
                "cannot have an input or output",
                "every operation has an input and output of its own, so they cannot be shared",
                "declare input and output in the operations; a mixin can hand on errors and traits",
            )
        };
        let report = MIXIN_PROPERTIES
            .at(
                shape.name_span,
                format!("the mixin `{}` {what}", shape.id.name),
            )
            .here(format!("a mixin for {}s", shape.shape_type))
            .note(why)
            .help(fix)
            .shape(shape.id);
        self.fail(shape.id, report);
    }
}

/// The traits of a mixin that its users take: all but `@mixin` and those it keeps local.
fn inherited_traits(mixin: &Shape) -> impl Iterator<Item = AppliedTrait> + '_ {
    let local: FxHashSet<&str> = mixin
        .trait_value(known::MIXIN)
        .and_then(|value| value.get("localTraits"))
        .and_then(Node::as_array)
        .into_iter()
        .flatten()
        .filter_map(Node::as_str)
        .collect();
    mixin
        .traits
        .iter()
        .filter(move |applied| {
            applied.id != known::MIXIN
                && (local.is_empty() || !local.contains(applied.id.to_string().as_str()))
        })
        .map(handed_on)
}

fn handed_on(applied: &AppliedTrait) -> AppliedTrait {
    AppliedTrait {
        source: TraitSource::Mixin,
        ..applied.clone()
    }
}

/// The members of a declaration that leave their target out.
pub(super) fn elided<'a>(site: Site<'a>) -> impl Iterator<Item = &'a MemberDeclaration> {
    let members = site.shape.members.iter();
    members.filter(|member| matches!(member.target, Target::Elided))
}

/// Adds the references that are not there yet.
pub(super) fn join(into: &mut Vec<Reference>, from: &[Reference]) {
    let mut seen: FxHashSet<ShapeId> = into.iter().map(|reference| reference.id).collect();
    for reference in from {
        if reference.id == known::BROKEN || seen.insert(reference.id) {
            into.push(*reference);
        }
    }
}

/// Adds what a later service says to what an earlier one said.
pub(super) fn join_services(into: &mut Service, from: &Service) {
    if from.version.is_some() {
        into.version.clone_from(&from.version);
    }
    join(&mut into.operations, &from.operations);
    join(&mut into.resources, &from.resources);
    join(&mut into.errors, &from.errors);
    let mut places: FxHashMap<ShapeId, usize> = FxHashMap::default();
    for (at, rename) in into.rename.iter().enumerate() {
        places.insert(rename.shape.id, at);
    }
    for rename in &from.rename {
        let existing = places.get(&rename.shape.id);
        match existing.and_then(|at| into.rename.get_mut(*at)) {
            Some(existing) => *existing = rename.clone(),
            None => {
                places.insert(rename.shape.id, into.rename.len());
                into.rename.push(rename.clone());
            }
        }
    }
}

/// How much a mixin hands on besides members and traits.
fn detail_size(detail: &Detail) -> usize {
    match detail {
        Detail::Service(service) => {
            service.operations.len()
                + service.resources.len()
                + service.errors.len()
                + service.rename.len()
        }
        Detail::Operation(operation) => operation.errors.len(),
        _ => 0,
    }
}
