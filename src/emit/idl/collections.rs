//! The lists and maps that are written inside the members that target them, as version 2.1 allows.
//!
//! The loader marks what was written so with `@synthetic` and names it after what it holds. Only
//! what would get the very same id back is written inline, and only in its own namespace. All
//! else that has the mark is a shape like any other.

use rustc_hash::FxHashSet;

use crate::model::{Model, Shape};
use crate::name::{SYNTHETIC_PREFIX, ShapeId, ShapeType, known};

/// How deep inline collections may be nested; the loader allows no more.
pub(super) const LEVELS: usize = 3;

/// What an inline collection holds.
#[derive(Clone, Copy)]
pub(super) enum Collection {
    /// `[member]`.
    List(ShapeId),
    /// `{key: value}`.
    Map(ShapeId, ShapeId),
}

/// The collections of a namespace that are written inline, at least in one place.
#[derive(Default)]
pub(super) struct Collections(FxHashSet<ShapeId>);

impl Collections {
    /// Those of some shapes of one namespace. Linear in their members.
    pub(super) fn find(model: &Model, shapes: &[&Shape]) -> Self {
        let mut found = Self::default();
        for shape in shapes {
            if Collection::of(shape).is_some() {
                continue;
            }
            let own = shape.members.values().filter(|one| one.mixins.is_empty());
            for member in own {
                found.visit(model, shape.id, member.target.id, LEVELS);
            }
        }
        found
    }

    /// Recursion is bounded by the levels that are left.
    fn visit(&mut self, model: &Model, from: ShapeId, id: ShapeId, levels: usize) {
        let Some(levels) = levels.checked_sub(1) else {
            return;
        };
        let near = model.shape(id).filter(|_| id.namespace == from.namespace);
        match near.and_then(Collection::of) {
            None => return,
            Some(Collection::List(member)) => self.visit(model, id, member, levels),
            Some(Collection::Map(key, value)) => {
                self.visit(model, id, key, levels);
                self.visit(model, id, value, levels);
            }
        }
        self.0.insert(id);
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a shape is written inline.
    pub(super) fn contains(&self, id: ShapeId) -> bool {
        self.0.contains(&id)
    }

    /// What a shape that is written inline holds.
    pub(super) fn get(&self, model: &Model, id: ShapeId) -> Option<Collection> {
        let shape = model.shape(id).filter(|_| self.contains(id))?;
        Collection::of(shape)
    }
}

impl Collection {
    /// What a shape holds, where an inline collection would be the same shape.
    fn of(shape: &Shape) -> Option<Self> {
        let name = shape.id.name.as_str().strip_prefix(SYNTHETIC_PREFIX)?;
        let only_marked = shape.traits.len() == 1 && shape.has_trait(known::SYNTHETIC);
        if !only_marked || !shape.mixins.is_empty() {
            return None;
        }
        let target = |member| {
            let member = shape.member(member)?;
            member.traits.is_empty().then_some(member.target.id)
        };
        let (expected, collection) = match shape.shape_type {
            ShapeType::List => {
                let member = target(known::member::MEMBER)?;
                (format!("ListOf{}", member.name), Self::List(member))
            }
            ShapeType::Map => {
                let key = target(known::member::KEY)?;
                let value = target(known::member::VALUE)?;
                let expected = format!("MapOf{}To{}", key.name, value.name);
                (expected, Self::Map(key, value))
            }
            _ => return None,
        };
        (name == expected).then_some(collection)
    }
}
