//! Files → model.
//!
//! `lower` reads one file alone, from the IDL's tree or from JSON AST, into [`Declarations`] with
//! every name as written; `merge` borrows those of all files and builds the [`Model`]: it
//! resolves names, applies traits, mixes in, joins what may be joined and reports what may not.
//! The bundled packages come in where a model mentions their namespace. Nothing here judges
//! whether a model makes sense, and nothing here touches the file system.

pub mod declarations;
pub mod packages;

mod collections;
mod conflicts;
mod details;
mod head;
mod inline;
mod json_parts;
mod lower;
mod lower_json;
mod members;
mod merge;
mod metadata;
mod mixins;
mod names;
mod parts;
mod properties;
mod traits;
mod unresolved;
mod upgrade;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::json;
use crate::model::Model;
use crate::name::ShapeId;
use crate::syntax;
use crate::text::{FileId, Origin, SourceMap, Span, Symbol};

use declarations::Declarations;

/// From how many bytes on several files are read on several threads; below, starting threads
/// takes longer than reading.
const PARALLEL_FROM: usize = 64 * 1024;

/// How far from a syntax error its line is looked for; a text without line breaks and with many
/// errors would take quadratic time otherwise.
const LINE_LIMIT: usize = 1024;

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
    let (model, diagnostics, _) = load_keeping(sources, files, options);
    (model, diagnostics)
}

/// What a model was made of, and is not needed any more. To free it takes a tenth of the time of
/// loading, which a process that ends soon can save.
#[derive(Debug)]
pub struct Remains {
    _declarations: [Vec<Declarations>; 2],
}

/// As [`load`], leaving it to the caller when to free what the model was made of.
pub fn load_keeping(
    sources: &mut SourceMap,
    files: &[FileId],
    options: &Options,
) -> (Model, Diagnostics, Remains) {
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
    let mut diagnostics = Diagnostics::new();
    let mut user = Vec::with_capacity(lowered.len());
    for (declarations, reports) in lowered {
        diagnostics.absorb(reports);
        user.push(declarations);
    }
    let bundled = bundled(sources, &user, &mut diagnostics);
    let all: Vec<(&Declarations, bool)> = bundled
        .iter()
        .map(|declarations| (declarations, true))
        .chain(user.iter().map(|declarations| (declarations, false)))
        .collect();
    let (mut model, mut reports) = merge::merge(&all, options);
    let refused = refused(&user);
    for report in &mut reports {
        let shape = report.shape.map(ShapeId::root);
        report.beyond |= shape.is_some_and(|shape| refused.contains(&shape));
    }
    diagnostics.absorb(reports);
    upgrade::upgrade(&mut model, &all);
    drop(all);
    let remains = Remains {
        _declarations: [bundled, user],
    };
    (model, diagnostics, remains)
}

/// The shapes of which the reference knows nothing but the first thing that is wrong with them.
fn refused(files: &[Declarations]) -> FxHashSet<ShapeId> {
    let mut out = FxHashSet::default();
    for declarations in files {
        out.extend(&declarations.refused);
        if !declarations.unsure.is_empty() {
            let shapes = declarations.shapes.iter();
            let unsure = shapes.filter(|shape| declarations.is_unsure(shape.span));
            out.extend(unsure.map(|shape| shape.id));
        }
    }
    out
}

/// Reads and lowers one file.
pub fn lower_file(sources: &SourceMap, file: FileId) -> (Declarations, Diagnostics) {
    let Some(source) = sources.get(file) else {
        return (Declarations::new(file, false), Diagnostics::new());
    };
    let (declarations, mut diagnostics, more) = if source.name().ends_with(".json") {
        let (document, diagnostics) = json::read(file, source.text(), json::Dialect::Strict);
        let (declarations, more) = match &document {
            Some(document) => lower_json::lower(file, document),
            None => (Declarations::new(file, true), Diagnostics::new()),
        };
        (declarations, diagnostics, more)
    } else {
        let (tree, diagnostics) = syntax::parse(file, source.text());
        let (mut declarations, more) = lower::lower(tree);
        let keys = |report: &&Diagnostic| report.code == lower::DUPLICATE_OBJECT_KEY.slug;
        let doubtful = diagnostics.iter().chain(more.iter().filter(keys));
        declarations.unsure = unsure(source.text(), doubtful);
        (declarations, diagnostics, more)
    };
    diagnostics.absorb(more);
    (declarations, diagnostics)
}

/// The lines of syntax errors, and all between where a bracket opens and where it is missed: what
/// stands there may mean something else once the error is mended. In order and apart.
fn unsure<'a>(text: &str, reports: impl Iterator<Item = &'a Diagnostic>) -> Vec<Span> {
    let bytes = text.as_bytes();
    let line_break = |byte: &u8| *byte == b'\n';
    let mut out: Vec<Span> = reports
        .filter(|report| report.severity == Severity::Error)
        .filter_map(|report| {
            let labels = report.labels.iter().map(|label| label.span);
            labels.fold(report.span, |all, label| all.map(|all| all.to(label)))
        })
        .map(|mut span| {
            let start = span.start as usize;
            let reach = start.saturating_sub(LINE_LIMIT)..start;
            let before = bytes.get(reach).unwrap_or(&[]);
            let from = before.iter().rposition(line_break).map_or(0, |at| at + 1);
            let after = bytes.get(span.end as usize..).unwrap_or(&[]);
            let after = after.get(..LINE_LIMIT).unwrap_or(after);
            let length = after.iter().position(line_break).unwrap_or(after.len());
            span.start -= u32::try_from(before.len() - from).unwrap_or(0);
            span.end += u32::try_from(length).unwrap_or(0);
            span
        })
        .collect();
    out.sort_by_key(|span| span.start);
    out.dedup_by(|next, kept| {
        let joined = next.start <= kept.end;
        if joined {
            kept.end = kept.end.max(next.end);
        }
        joined
    });
    out
}

/// The declarations of the prelude and of every bundled package that the files mention, directly
/// or through another package. A package of which the files declare a shape themselves is theirs
/// altogether, so that the definitions of two versions are never mixed; except the prelude, which
/// nothing works without. Shapes that they add to its namespace replace nothing.
fn bundled(
    sources: &mut SourceMap,
    user: &[Declarations],
    diagnostics: &mut Diagnostics,
) -> Vec<Declarations> {
    let bundled: FxHashSet<Symbol> = packages::all()
        .iter()
        .map(|package| Symbol::intern(package.namespace))
        .collect();
    let own: FxHashSet<ShapeId> = user
        .iter()
        .flat_map(|declarations| &declarations.shapes)
        .map(|shape| shape.id)
        .filter(|id| bundled.contains(&id.namespace))
        .collect();
    let mut wanted: FxHashSet<Symbol> = user
        .iter()
        .flat_map(|declarations| declarations.mentions.iter().copied())
        .chain(own.iter().map(|id| id.namespace))
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
            let (mut declarations, reports) = lower_file(sources, file);
            let is_prelude = package.namespace == crate::name::known::PRELUDE.as_str();
            if !is_prelude && declarations.shapes.iter().any(|it| own.contains(&it.id)) {
                declarations = Declarations::new(file, false);
            }
            diagnostics.absorb(reports);
            wanted.extend(declarations.mentions.iter());
            *slot = Some(declarations);
            found = true;
        }
    }
    loaded.into_iter().flatten().collect()
}
