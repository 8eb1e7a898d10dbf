//! What the selectors of `@idRef` yield, each evaluated once for the whole model.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::Graph;
use crate::name::ShapeId;
use crate::selector::{Evaluation, Selector};

/// The shapes that a selector yields; `None` where that cannot be found out.
type Selected = Arc<OnceLock<Option<FxHashSet<ShapeId>>>>;

/// Sets of shapes by the selector that yields them. Shared by all validators.
#[derive(Default, Debug)]
pub struct Selections {
    selected: RwLock<FxHashMap<Box<str>, Selected>>,
}

impl Selections {
    /// Whether a selector yields a shape or member; `None` where that is not known. The first call
    /// for a selector evaluates it over the whole model, later ones are a look-up.
    pub fn yields(&self, graph: &Graph<'_>, selector: &str, id: ShapeId) -> Option<bool> {
        if selector.trim() == "*" {
            return Some(true);
        }
        let ids = self.selected(selector);
        let ids = ids.get_or_init(|| {
            let parsed = Selector::parse(selector).ok()?;
            let found = Evaluation::new(graph).select(&parsed)?;
            Some(found.into_iter().collect())
        });
        ids.as_ref().map(|ids| ids.contains(&id))
    }

    fn selected(&self, selector: &str) -> Selected {
        let known = self
            .selected
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(selector)
            .map(Arc::clone);
        known.unwrap_or_else(|| {
            let mut all = self
                .selected
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(selector.into()).or_default())
        })
    }
}
