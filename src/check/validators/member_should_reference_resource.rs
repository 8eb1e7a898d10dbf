//! `MemberShouldReferenceResource`: a member that is named and typed like the identifier of a
//! resource probably refers to it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Context;
use crate::check::context::ticked;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::{Index, Number, Subject};
use crate::model::Traits;
use crate::name::{ShapeId, ShapeType, known};
use crate::node::Node;
use crate::text::Symbol;

const SHOULD: Code = Code::warning("unmarked-reference", "MemberShouldReferenceResource");

/// How many resources are followed at once: the bits of a word.
const AT_ONCE: usize = 64;

/// How many of the resources are named that a member may refer to.
const NAMED: usize = 3;

/// The name and the target of an identifier.
type Identifier = (Symbol, ShapeId);

/// A member that is named and typed like an identifier.
struct Candidate<'m> {
    subject: Subject<'m>,
    number: Number,
    /// The resources that it or its structure is marked to refer to.
    marked: FxHashSet<ShapeId>,
    /// The first resources that it seems to refer to.
    named: Vec<ShapeId>,
    /// Whether there are more.
    more: bool,
}

/// A resource with identifiers.
struct Identified {
    id: ShapeId,
    identifiers: Vec<Identifier>,
}

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut resources: Vec<Identified> = Vec::new();
    let mut parents: FxHashMap<ShapeId, Vec<ShapeId>> = FxHashMap::default();
    for shape in context.model.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        let identifiers = resource.identifiers.iter();
        let identifiers: Vec<_> = identifiers.map(|one| (one.name, one.target.id)).collect();
        if !identifiers.is_empty() {
            resources.push(Identified {
                id: shape.id,
                identifiers,
            });
        }
        for child in &resource.resources {
            parents.entry(child.id).or_default().push(shape.id);
        }
    }
    let index = context.graph.index();
    let mut candidates = candidates(context, index, &resources);
    if candidates.is_empty() {
        return;
    }
    resources.sort_unstable_by_key(|one| one.id);
    // A resource from which a member is reached knows it, and so do the children of such a
    // resource. So each resource and its parents are followed downwards, many at a time.
    for chunk in resources.chunks(AT_ONCE) {
        let reached = reach(index, chunk, &parents);
        let mut having: FxHashMap<Identifier, u64> = FxHashMap::default();
        for (at, resource) in chunk.iter().enumerate() {
            for identifier in &resource.identifiers {
                *having.entry(*identifier).or_default() |= 1 << at;
            }
        }
        for candidate in &mut candidates {
            let Subject::Member(_, member) = candidate.subject else {
                continue;
            };
            let of = |bits: Option<&u64>| bits.copied().unwrap_or_default();
            let like = of(having.get(&(member.id.member, member.target.id)));
            let left = like & !of(reached.get(candidate.number as usize));
            for (at, resource) in chunk.iter().enumerate() {
                if left & (1 << at) == 0 || candidate.marked.contains(&resource.id) {
                    continue;
                }
                if candidate.named.len() == NAMED {
                    candidate.more = true;
                    break;
                }
                candidate.named.push(resource.id);
            }
        }
    }
    for candidate in candidates.iter().filter(|one| !one.named.is_empty()) {
        report(context, candidate, out);
    }
}

fn candidates<'m>(
    context: &Context<'m>,
    index: &Index<'m>,
    resources: &[Identified],
) -> Vec<Candidate<'m>> {
    let identifiers: FxHashSet<Identifier> = resources
        .iter()
        .flat_map(|resource| resource.identifiers.iter().copied())
        .collect();
    if identifiers.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for subject in context.subjects() {
        let Subject::Member(container, member) = subject else {
            continue;
        };
        if !identifiers.contains(&(member.id.member, member.target.id)) {
            continue;
        }
        let is_string = context
            .model
            .target(member)
            .is_some_and(|target| matches!(target.shape_type, ShapeType::String | ShapeType::Enum));
        let Some(number) = index.number(member.id).filter(|_| is_string) else {
            continue;
        };
        let mut marked = FxHashSet::default();
        referenced(&member.traits, &mut marked);
        referenced(&container.traits, &mut marked);
        found.push(Candidate {
            subject,
            number,
            marked,
            named: Vec::new(),
            more: false,
        });
    }
    found
}

fn referenced(traits: &Traits, marked: &mut FxHashSet<ShapeId>) {
    let references = traits.value(known::REFERENCES).and_then(Node::as_array);
    for reference in references.unwrap_or(&[]) {
        marked.extend(reference.get_str("resource").and_then(ShapeId::parse));
    }
}

/// For each shape and member, a bit for each of at most [`AT_ONCE`] resources from which, or from
/// a parent of which, it is reached.
fn reach(
    index: &Index<'_>,
    resources: &[Identified],
    parents: &FxHashMap<ShapeId, Vec<ShapeId>>,
) -> Vec<u64> {
    let mut reached = vec![0u64; index.len()];
    let mut waiting = Vec::new();
    for (at, resource) in resources.iter().enumerate() {
        let above = parents.get(&resource.id).into_iter().flatten();
        for id in above.chain([&resource.id]) {
            if let Some(number) = index.number(*id)
                && let Some(bits) = reached.get_mut(number as usize)
            {
                *bits |= 1 << at;
                waiting.push(number);
            }
        }
    }
    while let Some(number) = waiting.pop() {
        let from = reached.get(number as usize).copied().unwrap_or_default();
        for edge in index.forward(number) {
            let Some(bits) = reached.get_mut(edge.other as usize) else {
                continue;
            };
            if *bits | from != *bits {
                *bits |= from;
                waiting.push(edge.other);
            }
        }
    }
    reached
}

fn report(context: &Context<'_>, candidate: &Candidate<'_>, out: &mut Diagnostics) {
    let subject = candidate.subject;
    let names = ticked(candidate.named.iter().map(|id| id.relative()));
    let more = if candidate.more { " and others" } else { "" };
    let mut report = SHOULD
        .at(
            subject.name_span(),
            format!(
                "`{}` looks like an identifier of {names}{more}, but is not marked as a reference",
                subject.id().relative()
            ),
        )
        .shape(subject.id())
        .here("named and typed like an identifier");
    let first = candidate.named.first();
    if let Some(resource) = first.and_then(|id| context.model.shape(*id)) {
        report = context.label(report, resource.name_span, "the resource");
        report = report.help(format!(
            "say so where it is one: `@references([{{ resource: {} }}])` on the structure",
            resource.id.name
        ));
    }
    out.push(report);
}
