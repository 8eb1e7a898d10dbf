//! Files → model.
//!
//! `lower` reads one file alone, from the IDL's tree or from JSON AST, into [`Declarations`] with
//! every name as written; `merge` borrows those of all files and builds the [`Model`]: it
//! resolves names, applies traits, mixes in, joins what may be joined and reports what may not.
//! The bundled packages come in where a model mentions their namespace. Nothing here judges
//! whether a model makes sense, and nothing here touches the file system.

pub mod declarations;
pub mod packages;

mod conflicts;
mod head;
mod inline;
mod lower;
pub mod lower_json;
mod members;
mod merge;
mod metadata;
mod mixins;
mod names;
mod properties;
mod traits;
mod unresolved;
mod upgrade;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diag::Diagnostics;
use crate::model::Model;
use crate::syntax;
use crate::text::{FileId, Origin, SourceMap, Symbol};

use declarations::Declarations;

/// From how many bytes on several files are read on several threads; below, starting threads
/// takes longer than reading.
const PARALLEL_FROM: usize = 64 * 1024;

/// How to load.
#[derive(Clone, Copy, Default, Debug)]
pub struct Options {
    /// Whether a trait that is not declared anywhere is a warning instead of an error.
    pub allow_unknown_traits: bool,
}

/// Reads all files and builds their model; whatever is wrong with them, there is one. Files whose
/// name ends in `.json` are JSON AST, all others IDL. Bundled packages that the files refer to
/// are added to `sources` and come first in the model. Linear in the texts, apart from what
/// mixins hand on.
pub fn load(sources: &mut SourceMap, files: &[FileId], options: &Options) -> (Model, Diagnostics) {
    let total: usize = files
        .iter()
        .filter_map(|file| Some(sources.get(*file)?.text().len()))
        .sum();
    let lowered: Vec<(Declarations, Diagnostics)> = if files.len() > 1 && total > PARALLEL_FROM {
        files
            .par_iter()
            .map(|file| lower_file(sources, *file))
            .collect()
    } else {
        files
            .iter()
            .map(|file| lower_file(sources, *file))
            .collect()
    };
    let mut diagnostics = Vec::new();
    let mut user = Vec::with_capacity(lowered.len());
    for (declarations, reports) in lowered {
        diagnostics.extend(reports);
        user.push(declarations);
    }
    let bundled = bundled(sources, &user, &mut diagnostics);
    let all: Vec<(&Declarations, bool)> = bundled
        .iter()
        .map(|declarations| (declarations, true))
        .chain(user.iter().map(|declarations| (declarations, false)))
        .collect();
    let (mut model, reports) = merge::merge(&all, options);
    diagnostics.extend(reports);
    upgrade::upgrade(&mut model, &all);
    (model, diagnostics)
}

/// Reads and lowers one file.
pub fn lower_file(sources: &SourceMap, file: FileId) -> (Declarations, Diagnostics) {
    let Some(source) = sources.get(file) else {
        return (Declarations::new(file, false), Vec::new());
    };
    let (declarations, mut diagnostics, more) = if source.name().ends_with(".json") {
        (Declarations::new(file, true), Vec::new(), Vec::new())
    } else {
        let (tree, diagnostics) = syntax::parse(file, source.text());
        let (declarations, more) = lower::lower(tree);
        (declarations, diagnostics, more)
    };
    diagnostics.extend(more);
    (declarations, diagnostics)
}

/// The declarations of the prelude and of every bundled package that the files mention, directly
/// or through another package. A namespace that the files declare themselves is theirs, except
/// the prelude's, which nothing works without.
fn bundled(
    sources: &mut SourceMap,
    user: &[Declarations],
    diagnostics: &mut Diagnostics,
) -> Vec<Declarations> {
    let own: FxHashSet<Symbol> = user
        .iter()
        .flat_map(|declarations| &declarations.shapes)
        .map(|shape| shape.id.namespace)
        .collect();
    let mut wanted: FxHashSet<Symbol> = user
        .iter()
        .flat_map(|declarations| declarations.mentions.iter().copied())
        .filter(|namespace| !own.contains(namespace))
        .collect();
    wanted.insert(crate::name::known::PRELUDE);
    let mut loaded: Vec<Option<Declarations>> = packages::all().iter().map(|_| None).collect();
    let mut found = true;
    // Each round but the last loads a package, so there are at most as many as packages.
    while found {
        found = false;
        for (package, slot) in packages::all().iter().zip(&mut loaded) {
            if slot.is_some() || !wanted.contains(&Symbol::intern(package.namespace)) {
                continue;
            }
            let file = sources.add(package.file, package.text, Origin::Bundled);
            let (declarations, reports) = lower_file(sources, file);
            diagnostics.extend(reports);
            wanted.extend(
                declarations
                    .mentions
                    .iter()
                    .filter(|namespace| !own.contains(namespace)),
            );
            *slot = Some(declarations);
            found = true;
        }
    }
    loaded.into_iter().flatten().collect()
}
