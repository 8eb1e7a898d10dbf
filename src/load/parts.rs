//! Shapes that take nothing from mixins, built side by side.
//!
//! Each part of them has a [`Merger`] of its own, so nothing is shared but what is only read. What
//! a part finds out is added in the order of the parts. Two things depend on what came before:
//! reports on names that mean nothing, of which there is one a name, and on traits in files that
//! are too old for them. Where there are such, all is built one after the other.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diag::Diagnostics;
use crate::model::{Model, Shape};
use crate::name::ShapeId;
use crate::text::Span;

use super::merge::Merger;
use super::names::Index;
use super::traits::Doubtful;

/// From how many shapes on it is worth it.
const SHARED_FROM: usize = 1024;

/// How many parts there are for each worker: shapes differ in size.
const PARTS: usize = 4;

/// What a part found out.
struct Part {
    shapes: Vec<(usize, Option<Shape>)>,
    model: Model,
    diagnostics: Diagnostics,
    incomplete: FxHashSet<ShapeId>,
    failed: FxHashSet<ShapeId>,
    doubtful: Vec<Doubtful>,
    for_resources: Vec<(ShapeId, ShapeId, Span)>,
    /// Whether something in it depends on other parts.
    depends: bool,
}

/// Builds shapes without mixins, where that is worth it. Returns the positions of those that are
/// left to build, in an order in which they can be built.
pub(super) fn build_apart(merger: &mut Merger<'_>, model: &mut Model) -> Vec<usize> {
    let order = &merger.plan.order;
    if order.len() < SHARED_FROM {
        return order.clone();
    }
    let (alone, rest): (Vec<usize>, Vec<usize>) = order.iter().partition(|at| {
        let entry = merger.index.shapes.get_index(**at);
        entry.is_some_and(|(_, entry)| entry.sites().all(|site| site.shape.mixins.is_empty()))
    });
    let size = alone.len().div_ceil(rayon::current_num_threads() * PARTS);
    let chunks = alone.chunks(size.max(1));
    let forks: Vec<_> = chunks.map(|chunk| (merger.index.fork(), chunk)).collect();
    let (options, plan, applied) = (merger.options, merger.plan, &merger.applied);
    let build = |(index, chunk): (Index<'_>, &[usize])| {
        let mut part = Merger::new(&index, options, plan);
        part.applied = applied.clone();
        let mut model = Model::default();
        let shapes = chunk.iter().map(|at| (*at, part.shape(*at, &mut model)));
        Part {
            shapes: shapes.collect(),
            model,
            depends: part.unresolved.len() > 0 || !part.old_files.is_empty(),
            diagnostics: part.diagnostics,
            incomplete: part.incomplete,
            failed: part.failed,
            doubtful: part.doubtful,
            for_resources: part.for_resources,
        }
    };
    let parts: Vec<Part> = forks.into_par_iter().map(build).collect();
    if parts.iter().any(|part| part.depends) {
        return order.clone();
    }
    for part in parts {
        merger.diagnostics.absorb(part.diagnostics);
        merger.incomplete.extend(part.incomplete);
        merger.failed.extend(part.failed);
        merger.doubtful.extend(part.doubtful);
        merger.for_resources.extend(part.for_resources);
        model.broken.extend(part.model.broken);
        for (at, shape) in part.shapes {
            merger.keep(at, shape);
        }
    }
    rest
}
