//! One declaration → one shape: traits, members and what only some types have.
//!
//! Members of mixins come first and already flat; a member that the shape declares again stays in
//! its mixin's place. (Specification: "Aggregate types", "Mixins", "Target elision".)

use crate::diag::{Code, Diagnostic, Fix, Severity, nearest};
use crate::model::{AppliedTrait, Detail, Member, Reference, Shape, TraitSource, Traits};
use crate::name::{ShapeId, ShapeType, known};
use crate::node::Node;
use crate::text::{Span, Symbol};

use super::declarations::{MemberDeclaration, Properties, Target};
use super::merge::Merger;
use super::mixins::{Inherited, elided};
use super::names::{Site, State};
use super::traits::Pending;
use super::unresolved::{Place, Wanted};

const MISSING_MEMBER: Code = Code::error("missing-member", "Model");
const UNKNOWN_MEMBER: Code = Code::error("unknown-member", "Model");
const EMPTY_ENUM: Code = Code::error("empty-enum", "Model");
const ENUM_MEMBER_TARGET: Code = Code::error("enum-member-target", "Model");
const ELIDED_TARGET: Code = Code::error("elided-target", "Model");
const FOR_NOT_RESOURCE: Code = Code::error("for-not-a-resource", "Model");

type FxIndexMap<K, V> = indexmap::IndexMap<K, V, rustc_hash::FxBuildHasher>;

/// The type as the model holds it: sets are lists.
pub(super) fn shape_type(declared: ShapeType) -> ShapeType {
    match declared {
        ShapeType::Set => ShapeType::List,
        other => other,
    }
}

/// The names of the members that a type prescribes; empty where they are free.
fn prescribed(shape_type: ShapeType) -> &'static [Symbol] {
    match shape_type {
        ShapeType::List | ShapeType::Set => &[known::member::MEMBER],
        ShapeType::Map => &[known::member::KEY, known::member::VALUE],
        _ => &[],
    }
}

impl<'a> Merger<'a> {
    /// Builds a shape out of one declaration; its mixins are built. `at` is its position in the
    /// index.
    pub fn build(&mut self, site: Site<'a>, at: usize) -> Shape {
        let declared = site.shape;
        let resource = self.for_resource(site);
        let Inherited {
            mixins,
            mut traits,
            mut members,
            detail,
            incomplete,
            differing,
            ..
        } = self.inherit(site, at, resource);
        let own = self.shape_traits(declared.id);
        for applied in &own {
            traits.set(applied.clone());
        }
        if declared.shape_type == ShapeType::Set && !traits.contains(known::UNIQUE_ITEMS) {
            traits.push(AppliedTrait {
                id: known::UNIQUE_ITEMS,
                value: std::sync::Arc::new(Node::empty_object(declared.name_span)),
                span: declared.name_span,
                source: TraitSource::Synthetic,
            });
        }
        let mut incomplete = incomplete || matches!(resource, ForResource::Broken);
        let mut wrong_name = false;
        for member in &declared.members {
            let names = prescribed(declared.shape_type);
            if !names.is_empty() && !names.contains(&member.name.value) {
                self.unknown_member(site, member, names);
                wrong_name = true;
                continue;
            }
            let inherited = members.get(&member.name.value);
            let target = self.target(site, member, resource, inherited, incomplete);
            self.check_enum_target(site, member, target);
            let mut built = Member {
                id: declared.id.with_member(member.name.value),
                target,
                span: member.span,
                name_span: member.name.span,
                traits: Traits::default(),
                mixins: Vec::new(),
                local: true,
            };
            if let Some(inherited) = inherited {
                built.mixins.clone_from(&inherited.mixins);
                built.traits = inherited.traits.clone();
                let first = built.mixins.first().copied().unwrap_or(inherited.id);
                let differing = differing.get(&member.name.value).into_iter().flatten();
                let all = std::iter::once((first, inherited.target.id)).chain(differing.copied());
                for (mixin, target) in all {
                    if ![built.target.id, known::BROKEN].contains(&target)
                        && built.target.id != known::BROKEN
                    {
                        self.redeclared(&built, mixin, target);
                    }
                }
            }
            members.insert(member.name.value, built);
        }
        let unsure = |scope: &super::names::Scope<'_>| scope.declarations.is_unsure(declared.span);
        incomplete |= wrong_name || self.index.scope(site.file).is_some_and(unsure);
        self.member_traits(site, &mut members);
        if declared.shape_type == ShapeType::Enum {
            enum_values(&mut members);
        }
        let mut shape = Shape {
            id: declared.id,
            shape_type: shape_type(declared.shape_type),
            span: declared.span,
            name_span: declared.name_span,
            traits,
            members,
            mixins,
            detail: Detail::None,
        };
        shape.detail = self.detail(site, detail);
        if incomplete {
            self.incomplete.insert(shape.id);
        }
        if !incomplete || wrong_name {
            self.check_members(&shape, wrong_name);
        }
        self.check_mixin_properties(&shape);
        shape
    }

    /// The traits declared on a shape, by any of its declarations, or applied to it.
    fn shape_traits(&mut self, id: ShapeId) -> Traits {
        let index = self.index;
        let Some(entry) = index.shapes.get(&id) else {
            return Traits::default();
        };
        if let Some(traits) = self.shared_traits.get(&id) {
            return traits.clone();
        }
        let declared = entry.sites().flat_map(|site| {
            site.shape.traits.iter().map(move |declaration| Pending {
                file: site.file,
                declaration,
                source: TraitSource::Declared,
                subject: None,
            })
        });
        let traits = self.own_traits(id, declared, None);
        if !entry.more.is_empty() {
            self.shared_traits.insert(id, traits.clone());
        }
        traits
    }

    /// Adds to each member what is declared on it, by any declaration of the shape, or applied.
    fn member_traits(
        &mut self,
        site: Site<'a>,
        members: &mut indexmap::IndexMap<Symbol, Member, rustc_hash::FxBuildHasher>,
    ) {
        let index = self.index;
        let Some(entry) = index.shapes.get(&site.shape.id) else {
            return;
        };
        let repeated = !entry.more.is_empty();
        if repeated && self.shared_members.insert(site.shape.id) {
            self.share_member_traits(entry);
        }
        let local: rustc_hash::FxHashMap<Symbol, &'a MemberDeclaration> = site
            .shape
            .members
            .iter()
            .map(|member| (member.name.value, member))
            .collect();
        for (name, member) in members.iter_mut() {
            let id = member.id;
            let assigned = local
                .get(name)
                .and_then(|member| member.assigned.as_ref())
                .map(|declaration| Pending {
                    file: site.file,
                    declaration,
                    source: TraitSource::Declared,
                    subject: None,
                });
            let own = if repeated {
                let shared = match self.shared_traits.get(&id) {
                    Some(shared) => shared.clone(),
                    None => {
                        let shared = self.own_traits(id, std::iter::empty(), None);
                        self.shared_traits.insert(id, shared.clone());
                        shared
                    }
                };
                let mut own = shared;
                if let Some(assigned) = assigned {
                    let applied = self.apply(id, assigned);
                    if !own.contains(applied.id) {
                        own.push(applied);
                    }
                }
                own
            } else if let Some(member) = local.get(name) {
                self.own_traits(id, pending(site.file, member), assigned)
            } else if self.applied.contains_key(&id) {
                self.own_traits(id, std::iter::empty(), None)
            } else {
                continue;
            };
            for applied in &own {
                member.traits.set(applied.clone());
            }
        }
    }

    /// Gathers what all declarations of a shape together say of each of its members, apart from
    /// what is assigned with `=`, which each says for itself. Once for all declarations.
    fn share_member_traits(&mut self, entry: &super::names::Entry<'a>) {
        let mut declared: FxIndexMap<ShapeId, Vec<Pending<'a>>> = FxIndexMap::default();
        for site in entry.sites() {
            for member in &site.shape.members {
                let id = site.shape.id.with_member(member.name.value);
                let all = declared.entry(id).or_default();
                all.extend(pending(site.file, member));
            }
        }
        for (id, declared) in declared {
            let traits = self.own_traits(id, declared.into_iter(), None);
            self.shared_traits.insert(id, traits);
        }
    }

    /// What the members without a target can take theirs from.
    fn for_resource(&mut self, site: Site<'a>) -> ForResource {
        let Some(name) = site.shape.for_resource else {
            return ForResource::None;
        };
        let found = self.index.resolve(site.file, name.value);
        match found.state {
            State::Known(ShapeType::Resource) => {
                self.for_resources
                    .push((site.shape.id, found.id, name.span));
                ForResource::Resource(found.id)
            }
            State::Known(other) => {
                let report = FOR_NOT_RESOURCE
                    .at(
                        name.span,
                        format!(
                            "`{}` is {}, not a resource",
                            found.id.relative(),
                            other.with_article()
                        ),
                    )
                    .here("`for` takes a resource")
                    .help("name a resource, or drop the `for` and write the targets out")
                    .shape(site.shape.id);
                self.for_other(site, found.id, report)
            }
            State::Broken => ForResource::Broken,
            State::Unknown => {
                let elided = elided(site).next();
                let place = Place {
                    file: site.file,
                    name,
                    wanted: Wanted::ForResource,
                    shape: Some(site.shape.id),
                    event: elided.map(|member| member.span),
                };
                if elided.is_some() {
                    self.fail_unresolved(site.shape.id, place, found.id);
                } else {
                    // The reference does not look for it.
                    let before = self.unresolved.len();
                    self.unresolved.report(self.index, place, found.id, true);
                    self.unresolved.beyond_from(before);
                }
                ForResource::Broken
            }
        }
    }

    /// Reports a `for` with something else than a resource. The reference has an event for each
    /// member that was to take its target from it, and none without such a member; a shape for
    /// itself is a cycle to it.
    fn for_other(&mut self, site: Site<'a>, other: ShapeId, mut report: Diagnostic) -> ForResource {
        if let Some(entry) = self.index.shapes.get(&other.root()) {
            report = report.label(entry.first.shape.name_span, "declared here");
        }
        if other == site.shape.id {
            self.diagnostics.push(report.event_at(site.shape.span));
            return ForResource::Broken;
        }
        let mut events = elided(site).map(|member| {
            let id = site.shape.id.with_member(member.name.value);
            report.clone().shape(id).event_at(member.span)
        });
        let Some(first) = events.next() else {
            // The reference takes it as it is.
            report.beyond = true;
            self.diagnostics.push(report.severity(Severity::Warning));
            return ForResource::Broken;
        };
        self.diagnostics.push(first);
        self.diagnostics.extend(events.map(Diagnostic::echo));
        ForResource::Other
    }

    fn target(
        &mut self,
        site: Site<'a>,
        member: &MemberDeclaration,
        resource: ForResource,
        inherited: Option<&Member>,
        incomplete: bool,
    ) -> Reference {
        let id = site.shape.id.with_member(member.name.value);
        match member.target {
            Target::Name(name) => {
                let event = Some(member.span);
                self.reference(site.file, name, Wanted::Target, Some(id), event)
            }
            Target::Unit => Reference {
                id: known::UNIT,
                span: member.name.span,
            },
            Target::Broken => Reference {
                id: known::BROKEN,
                span: member.name.span,
            },
            Target::Elided => {
                let from_resource = match resource {
                    ForResource::Resource(resource) => {
                        self.index.resource_member(resource, member.name.value)
                    }
                    ForResource::None | ForResource::Other | ForResource::Broken => None,
                };
                let from_mixin = inherited.map(|inherited| inherited.target.id);
                let target = from_resource.or(from_mixin);
                if target.is_none() && !incomplete {
                    self.no_elided_target(site, member, resource);
                    if let (ForResource::Other, Some(last)) =
                        (resource, self.diagnostics.last_mut())
                    {
                        last.echo = true;
                    }
                }
                Reference {
                    id: target.unwrap_or(known::BROKEN),
                    span: member.name.span,
                }
            }
        }
    }

    /// In JSON AST a target is written for members of enums too, and only one is right.
    fn check_enum_target(&mut self, site: Site<'a>, member: &MemberDeclaration, target: Reference) {
        let is_enum = matches!(site.shape.shape_type, ShapeType::Enum | ShapeType::IntEnum);
        if is_enum && ![known::UNIT, known::BROKEN].contains(&target.id) {
            let report = ENUM_MEMBER_TARGET
                .at(
                    target.span,
                    format!(
                        "the enum member `{}` targets `{}`",
                        member.name.value, target.id
                    ),
                )
                .here("members of enums target `smithy.api#Unit`")
                .event_at(site.shape.span)
                .fix(Fix::replace(
                    "write `smithy.api#Unit`",
                    target.span,
                    "smithy.api#Unit",
                ))
                .shape(site.shape.id);
            self.diagnostics.push(report);
        }
    }

    fn no_elided_target(&mut self, site: Site<'a>, member: &MemberDeclaration, from: ForResource) {
        let name = member.name.value;
        let (here, note) = match from {
            ForResource::Resource(resource) if site.shape.mixins.is_empty() => (
                format!(
                    "`{}` has no identifier or property of this name",
                    resource.name
                ),
                None,
            ),
            ForResource::Resource(resource) => (
                format!(
                    "neither `{}` nor a mixin has a member of this name",
                    resource.name
                ),
                None,
            ),
            _ if site.shape.mixins.is_empty() => (
                "nothing to take the target from".to_owned(),
                Some(
                    "a member with `$` takes its target from the resource after `for` or from a mixin after `with`",
                ),
            ),
            _ => ("no mixin has a member of this name".to_owned(), None),
        };
        let mut report = ELIDED_TARGET
            .at(
                member.name.span,
                format!("the member `${name}` has no target to take over"),
            )
            .here(here)
            .shape(site.shape.id.with_member(name));
        if let Some(note) = note {
            report = report.note(note);
        }
        if let ForResource::Resource(resource) = from
            && let Some(entry) = self.index.shapes.get(&resource)
        {
            if let Properties::Resource(declared) = &entry.first.shape.properties {
                let names = declared.identifiers.iter().chain(&declared.properties);
                for near in nearest(name.as_str(), names.map(|(name, _)| name.value.as_str())) {
                    report = report.fix(Fix::replace(
                        format!("did you mean `${near}`?"),
                        member.name.span,
                        near,
                    ));
                }
            }
            report = report.label(entry.first.shape.name_span, "the resource");
        }
        if report.fixes.is_empty() {
            report = report.help(format!("write `{name}: Target`"));
        }
        self.diagnostics.push(report);
    }

    fn unknown_member(&mut self, site: Site<'a>, member: &MemberDeclaration, names: &[Symbol]) {
        let shape = site.shape;
        let list: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let mut report = UNKNOWN_MEMBER
            .at(
                member.name.span,
                format!(
                    "{} has no member `{}`",
                    shape.shape_type.with_article(),
                    member.name.value
                ),
            )
            .here("not a member it can have")
            .note(format!(
                "{} of {} {} {}",
                if names.len() == 1 {
                    "the only member"
                } else {
                    "the members"
                },
                shape.shape_type.with_article(),
                if names.len() == 1 { "is" } else { "are" },
                list.join(" and ")
            ))
            .shape(shape.id);
        let free = names
            .iter()
            .filter(|name| !shape.members.iter().any(|other| other.name.value == **name));
        let bare = names.len() == 2 && shape.members.len() == 1;
        if bare && let Target::Name(_) = member.target {
            let written = format!("key: {}, value", member.name.value);
            report = report.fix(Fix::replace(
                "write the names of the members",
                member.name.span,
                written,
            ));
        } else if let [only] = free.collect::<Vec<_>>().as_slice() {
            report = report.fix(Fix::replace(
                format!("name it `{only}`"),
                member.name.span,
                only.as_str(),
            ));
        }
        self.diagnostics.push(report);
    }

    /// Reports members that a shape of its type must have; where it has one of a wrong name, that
    /// has been said.
    fn check_members(&mut self, shape: &Shape, wrong_name: bool) {
        let missing: Vec<_> = prescribed(shape.shape_type)
            .iter()
            .filter(|name| !shape.members.contains_key(*name))
            .map(|name| format!("`{name}`"))
            .collect();
        if !missing.is_empty() {
            let s = if missing.len() > 1 { "s" } else { "" };
            let report = MISSING_MEMBER
                .at(
                    shape.name_span,
                    format!(
                        "the {} `{}` lacks its member{s} {}",
                        shape.shape_type,
                        shape.id.name,
                        missing.join(" and ")
                    ),
                )
                .here("incomplete")
                .help(format!(
                    "add {} between its braces",
                    missing
                        .iter()
                        .map(|name| format!("{}: Target`", name.trim_end_matches('`')))
                        .collect::<Vec<_>>()
                        .join(" and ")
                ))
                .shape(shape.id);
            let report = if wrong_name { report.echo() } else { report };
            self.fail(shape.id, report);
        }
        let is_enum = matches!(shape.shape_type, ShapeType::Enum | ShapeType::IntEnum);
        if is_enum && shape.members.is_empty() {
            let report = EMPTY_ENUM
                .at(
                    shape.name_span,
                    format!("the {} `{}` has no values", shape.shape_type, shape.id.name),
                )
                .here("empty")
                .help("give it at least one member")
                .shape(shape.id);
            self.fail(shape.id, report);
        }
    }
}

/// The resource after `for`.
#[derive(Clone, Copy)]
pub(super) enum ForResource {
    /// None is written.
    None,
    /// This one.
    Resource(ShapeId),
    /// What is written is none, which has been reported.
    Other,
    /// What is written is not there or cannot be read, which has been reported.
    Broken,
}

fn pending(file: usize, member: &MemberDeclaration) -> impl Iterator<Item = Pending<'_>> {
    member.traits.iter().map(move |declaration| Pending {
        file,
        declaration,
        source: TraitSource::Declared,
        subject: None,
    })
}

/// Gives every enum member without a value its name as the value.
fn enum_values(members: &mut indexmap::IndexMap<Symbol, Member, rustc_hash::FxBuildHasher>) {
    for (name, member) in members {
        if !member.traits.contains(known::ENUM_VALUE) {
            let span: Span = member.name_span;
            member.traits.push(AppliedTrait {
                id: known::ENUM_VALUE,
                value: std::sync::Arc::new(Node::string(name.as_str(), span)),
                span,
                source: TraitSource::Synthetic,
            });
        }
    }
}
