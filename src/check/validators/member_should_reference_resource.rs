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

/// What a member suggests: the resources that have an identifier of its name and target.
struct Candidate<'m> {
    subject: Subject<'m>,
    number: Number,
    resources: Vec<ShapeId>,
}

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let mut identified: FxHashMap<(Symbol, ShapeId), Vec<ShapeId>> = FxHashMap::default();
    let mut parents: FxHashMap<ShapeId, Vec<ShapeId>> = FxHashMap::default();
    for shape in context.model.of_type(ShapeType::Resource) {
        let Some(resource) = shape.resource() else {
            continue;
        };
        for one in &resource.identifiers {
            let resources = identified.entry((one.name, one.target.id)).or_default();
            resources.push(shape.id);
        }
        for child in &resource.resources {
            parents.entry(child.id).or_default().push(shape.id);
        }
    }
    if identified.is_empty() {
        return;
    }
    let index = context.graph.index();
    let mut candidates = candidates(context, index, &identified);
    // A resource from which the member is reached knows it, and so do the resources beside that
    // one. So each resource is followed downwards, many at a time.
    let mut wanted: Vec<ShapeId> = candidates
        .iter()
        .flat_map(|candidate| &candidate.resources)
        .flat_map(|id| parents.get(id).into_iter().flatten().chain([id]))
        .copied()
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    for resources in wanted.chunks(AT_ONCE) {
        let reached = reach(index, resources);
        let bit = |id: &ShapeId| match resources.binary_search(id) {
            Ok(at) => 1u64 << at,
            Err(_) => 0,
        };
        for candidate in &mut candidates {
            let from = reached
                .get(candidate.number as usize)
                .copied()
                .unwrap_or_default();
            if from == 0 {
                continue;
            }
            candidate.resources.retain(|id| {
                let beside = parents.get(id).into_iter().flatten();
                from & beside.map(bit).fold(bit(id), |all, one| all | one) == 0
            });
        }
    }
    for candidate in candidates {
        if !candidate.resources.is_empty() {
            report(context, &candidate, out);
        }
    }
}

/// The members that are named and typed like identifiers, without those that are marked already.
fn candidates<'m>(
    context: &Context<'m>,
    index: &Index<'m>,
    identified: &FxHashMap<(Symbol, ShapeId), Vec<ShapeId>>,
) -> Vec<Candidate<'m>> {
    let mut found = Vec::new();
    for subject in context.subjects() {
        let Subject::Member(container, member) = subject else {
            continue;
        };
        let Some(resources) = identified.get(&(member.id.member, member.target.id)) else {
            continue;
        };
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
        let resources: Vec<ShapeId> = resources
            .iter()
            .filter(|id| !marked.contains(*id))
            .copied()
            .collect();
        if !resources.is_empty() {
            found.push(Candidate {
                subject,
                number,
                resources,
            });
        }
    }
    found
}

fn referenced(traits: &Traits, marked: &mut FxHashSet<ShapeId>) {
    let references = traits.value(known::REFERENCES).and_then(Node::as_array);
    for reference in references.unwrap_or(&[]) {
        marked.extend(reference.get_str("resource").and_then(ShapeId::parse));
    }
}

/// For each shape and member, from which of at most [`AT_ONCE`] resources it is reached.
fn reach(index: &Index<'_>, resources: &[ShapeId]) -> Vec<u64> {
    let mut reached = vec![0u64; index.len()];
    let mut waiting = Vec::new();
    for (at, id) in resources.iter().enumerate() {
        if let Some(number) = index.number(*id)
            && let Some(bits) = reached.get_mut(number as usize)
        {
            *bits |= 1 << at;
            waiting.push(number);
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
    let names = ticked(candidate.resources.iter().map(|id| id.relative()));
    let mut report = SHOULD
        .at(
            subject.name_span(),
            format!(
                "`{}` looks like an identifier of {names}, but is not marked as a reference",
                subject.id().relative()
            ),
        )
        .shape(subject.id())
        .here("named and typed like an identifier");
    if let Some(resource) = candidate
        .resources
        .first()
        .and_then(|id| context.model.shape(*id))
    {
        report = context.label(report, resource.name_span, "the resource");
        report = report.help(format!(
            "mark it with `@references([{{ resource: {} }}])`",
            resource.id.name
        ));
    }
    out.push(report);
}
