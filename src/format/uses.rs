//! `use` statements: sorted, and only those that are used.
//!
//! The comments above a `use` statement and the one on its line belong to it. They move with it,
//! and where it is removed they go with it.

use rustc_hash::FxHashMap;

use super::pieces::Pieces;

/// A `use` statement.
pub(super) struct Import<'t> {
    /// The shape id.
    pub(super) id: &'t str,
    /// The name that it brings in.
    name: &'t str,
    /// The comments above it.
    pub(super) leading: Vec<usize>,
    /// The comment on its line.
    pub(super) behind: Option<usize>,
    /// Whether it is the last of all.
    pub(super) last: bool,
}

/// The `use` statements from a piece on.
pub(super) fn find<'t>(pieces: &Pieces<'t>, first: usize) -> Vec<Import<'t>> {
    let mut imports = Vec::new();
    let mut at = first;
    while pieces.is_word(at, "use") {
        let on_line = |piece: usize, comment: usize| {
            let line = pieces.get(piece).end_line;
            pieces.comment(comment).is_some_and(|it| it.line == line)
        };
        let id = pieces.text(at + 1);
        imports.push(Import {
            id,
            name: id.rsplit('#').next().unwrap_or(id),
            leading: pieces
                .before(at)
                .filter(|comment| at == 0 || !on_line(at - 1, *comment))
                .chain(pieces.before(at + 1))
                .collect(),
            behind: pieces
                .before(at + 2)
                .find(|comment| on_line(at + 1, *comment)),
            last: false,
        });
        at += 2;
    }
    imports
}

/// The names that they bring in, none of them used yet.
pub(super) fn names<'t>(imports: &[Import<'t>]) -> FxHashMap<&'t str, bool> {
    imports.iter().map(|import| (import.name, false)).collect()
}

/// Those that stay, in the order of their ids. Of several that bring in one name, only the last
/// is ever taken for unused.
pub(super) fn kept<'t>(
    mut imports: Vec<Import<'t>>,
    names: &FxHashMap<&'t str, bool>,
) -> Vec<Import<'t>> {
    imports.sort_by_key(|import| import.id);
    if let Some(last) = imports.last_mut() {
        last.last = true;
    }
    let mut unused = FxHashMap::default();
    for (number, import) in imports.iter().enumerate() {
        if names.get(import.name) == Some(&false) {
            unused.insert(import.name, number);
        }
    }
    let numbered = imports.into_iter().enumerate();
    numbered
        .filter(|(number, import)| unused.get(import.name) != Some(number))
        .map(|(_, import)| import)
        .collect()
}
