//! `ShapeRecursion`: of every shape there can be a value of finite size.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::model::Shape;
use crate::name::{ShapeId, ShapeType, known};

const LISTS: Code = Code::error("endless-list", "ShapeRecursion");
const STRUCTURES: Code = Code::error("endless-structure", "ShapeRecursion");
const UNIONS: Code = Code::error("endless-union", "ShapeRecursion");

/// Up to how many shapes a cycle may hold to be spelt out in a note.
const SPELT_OUT: usize = 32;

/// How many ways from a shape back to itself are told apart for machines.
const WAYS: usize = 64;

/// How many steps are taken to tell them apart; there can be exponentially many.
const STEPS: usize = 10_000;

type Edges = FxHashMap<ShapeId, Vec<ShapeId>>;

pub(super) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    let collections = edges(context, |shape| {
        matches!(
            shape.shape_type,
            ShapeType::List | ShapeType::Set | ShapeType::Map
        )
    });
    for cycle in cycles(context, &collections) {
        let id = cycle.id;
        report(
            context,
            LISTS,
            &cycle,
            format!("`{}` is a list or map that holds only itself", id.name),
            "a list or map may only hold itself by way of a structure or union",
            out,
        );
    }
    let structures = edges(context, |shape| shape.shape_type == ShapeType::Structure);
    for cycle in cycles(context, &structures) {
        let id = cycle.id;
        report(
            context,
            STRUCTURES,
            &cycle,
            format!("`{}` requires itself, so no value of it can exist", id.name),
            "every value would have to hold another one, without end",
            out,
        );
    }
    unions(context, out);
}

/// From each shape of a family to the shapes of the family that its members must hold.
fn edges(context: &Context<'_>, family: impl Fn(&Shape) -> bool) -> Edges {
    let mut edges = Edges::default();
    for shape in context.shapes().filter(|shape| family(shape)) {
        let targets = shape
            .members
            .values()
            .filter(|member| {
                shape.shape_type != ShapeType::Structure || member.has_trait(known::REQUIRED)
            })
            .filter(|member| context.model.target(member).is_some_and(&family))
            .map(|member| member.target.id);
        edges.insert(shape.id, targets.collect());
    }
    edges
}

/// A shape that holds itself.
struct Cycle {
    id: ShapeId,
    /// The shortest way back to it; empty where it is not spelt out.
    path: Vec<ShapeId>,
    /// How many ways there are.
    ways: usize,
}

/// Every shape on a cycle, with the way from it back to itself. Linear but for the ways, which are
/// only sought in small cycles.
fn cycles(context: &Context<'_>, edges: &Edges) -> Vec<Cycle> {
    let component = components(context, edges);
    let mut sizes: FxHashMap<usize, usize> = FxHashMap::default();
    for number in component.values() {
        *sizes.entry(*number).or_default() += 1;
    }
    let mut found = Vec::new();
    for shape in context.shapes() {
        let id = shape.id;
        let Some(number) = component.get(&id) else {
            continue;
        };
        let size = sizes.get(number).copied().unwrap_or(0);
        let next = edges.get(&id).map_or(&[][..], Vec::as_slice);
        if size < 2 && !next.contains(&id) {
            continue;
        }
        let inside = |other: ShapeId| component.get(&other) == Some(number);
        let (path, ways) = if size <= SPELT_OUT {
            (way_back(id, edges, inside), ways_back(id, edges, inside))
        } else {
            (Vec::new(), 1)
        };
        found.push(Cycle { id, path, ways });
    }
    found
}

fn way_back(start: ShapeId, edges: &Edges, inside: impl Fn(ShapeId) -> bool) -> Vec<ShapeId> {
    let mut before: FxHashMap<ShapeId, ShapeId> = FxHashMap::default();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(id) = queue.pop_front() {
        for next in edges.get(&id).into_iter().flatten() {
            if *next == start {
                let mut path = vec![start, id];
                let mut at = id;
                while let Some(earlier) = before.get(&at) {
                    path.push(*earlier);
                    at = *earlier;
                }
                if id == start {
                    path.pop();
                }
                path.reverse();
                if path.first() != Some(&start) {
                    path.insert(0, start);
                }
                return path;
            }
            if inside(*next) && *next != id && !before.contains_key(next) {
                before.insert(*next, id);
                queue.push_back(*next);
            }
        }
    }
    Vec::new()
}

/// How many ways lead from a shape back to itself without passing another one twice, as far as
/// [`WAYS`] and [`STEPS`] let it be counted.
fn ways_back(start: ShapeId, edges: &Edges, inside: impl Fn(ShapeId) -> bool) -> usize {
    let mut ways = 0;
    let mut path = vec![(start, 0_usize)];
    for _ in 0..STEPS {
        let Some((id, next)) = path.last_mut() else {
            break;
        };
        let Some(target) = edges.get(id).and_then(|all| all.get(*next)).copied() else {
            path.pop();
            continue;
        };
        *next += 1;
        if target == start {
            ways += 1;
            if ways == WAYS {
                break;
            }
        } else if inside(target) && path.iter().all(|(id, _)| *id != target) {
            path.push((target, 0));
        }
    }
    ways.max(1)
}

/// The strongly connected component of each shape (Tarjan's algorithm, without recursion).
fn components(context: &Context<'_>, edges: &Edges) -> FxHashMap<ShapeId, usize> {
    let mut index: FxHashMap<ShapeId, usize> = FxHashMap::default();
    let mut low: FxHashMap<ShapeId, usize> = FxHashMap::default();
    let mut component = FxHashMap::default();
    let mut open: Vec<ShapeId> = Vec::new();
    let mut number = 0;
    for shape in context.shapes() {
        if !edges.contains_key(&shape.id) || index.contains_key(&shape.id) {
            continue;
        }
        let mut calls = vec![(shape.id, 0_usize)];
        while let Some((id, next)) = calls.last_mut() {
            let id = *id;
            if *next == 0 {
                let order = index.len();
                index.insert(id, order);
                low.insert(id, order);
                open.push(id);
            }
            let target = edges.get(&id).and_then(|all| all.get(*next)).copied();
            *next += 1;
            match target {
                Some(target) if !index.contains_key(&target) => calls.push((target, 0)),
                Some(target) => {
                    if !component.contains_key(&target) {
                        let lowest = low.get(&id).min(index.get(&target)).copied();
                        low.insert(id, lowest.unwrap_or(0));
                    }
                }
                None => {
                    if low.get(&id) == index.get(&id) {
                        while let Some(member) = open.pop() {
                            component.insert(member, number);
                            if member == id {
                                break;
                            }
                        }
                        number += 1;
                    }
                    calls.pop();
                    if let Some((parent, _)) = calls.last() {
                        let lowest = low.get(parent).min(low.get(&id)).copied();
                        low.insert(*parent, lowest.unwrap_or(0));
                    }
                }
            }
        }
    }
    component
}

fn report(
    context: &Context<'_>,
    code: Code,
    cycle: &Cycle,
    message: String,
    why: &str,
    out: &mut Diagnostics,
) {
    let Cycle { id, path, ways } = cycle;
    let id = *id;
    let Some(shape) = context.model.shape(id) else {
        return;
    };
    // Each way is an event of its own.
    for way in 2..=*ways {
        let again = format!("{message}, in {ways} ways; this is way {way}");
        out.push(code.at(shape.name_span, again).shape(id).echo());
    }
    let mut report = code
        .at(shape.name_span, message)
        .shape(id)
        .here("holds itself")
        .note(why);
    if path.len() > 2 {
        let names: Vec<String> = path.iter().map(|id| format!("`{}`", id.name)).collect();
        report = report.note(format!("by way of {}", names.join(" → ")));
    }
    let next = path.get(1).copied().unwrap_or(id);
    let through = shape
        .members
        .values()
        .find(|member| member.target.id == next);
    if let Some(member) = through {
        report = report.label(
            member.name_span,
            if next == id {
                "by this member".to_owned()
            } else {
                format!("by way of `{}`", next.name)
            },
        );
    }
    if code.slug == STRUCTURES.slug {
        report = report.help("remove `@required` from one of the members");
    }
    out.push(report);
}

/// A union of which every member leads back to it has no value. What has one is found from the
/// bottom up: each shape once, by way of what targets it.
fn unions(context: &Context<'_>, out: &mut Diagnostics) {
    let undecided = |shape: &Shape| match shape.shape_type {
        ShapeType::Union => !shape.members.is_empty(),
        ShapeType::Structure => {
            !shape.members.is_empty()
                && shape
                    .members
                    .values()
                    .all(|member| member.has_trait(known::REQUIRED))
        }
        _ => false,
    };
    let mut holders: FxHashMap<ShapeId, Vec<ShapeId>> = FxHashMap::default();
    let mut possible: FxHashSet<ShapeId> = FxHashSet::default();
    let mut waiting: Vec<ShapeId> = Vec::new();
    for shape in context.model.shapes.values().filter(|one| undecided(one)) {
        for member in shape.members.values() {
            match context.model.target(member) {
                Some(target) if undecided(target) => {
                    holders.entry(target.id).or_default().push(shape.id);
                }
                _ => waiting.push(shape.id),
            }
        }
    }
    while let Some(id) = waiting.pop() {
        if possible.insert(id) {
            waiting.extend(holders.get(&id).into_iter().flatten());
        }
    }
    for union in context.of_type(ShapeType::Union) {
        if undecided(union) && !possible.contains(&union.id) {
            out.push(
                UNIONS
                    .at(
                        union.name_span,
                        format!("no value of the union `{}` can exist", union.id.name),
                    )
                    .shape(union.id)
                    .here("every member leads back to it")
                    .help("add a member that does not"),
            );
        }
    }
}
