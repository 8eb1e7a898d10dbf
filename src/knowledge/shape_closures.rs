//! Shape closures: named sets of shapes that the metadata `shapeClosures` declares.
//!
//! (Specification: "Shape closures".) Which shapes a selector yields is the caller's to find out;
//! selectors know more than this floor does.

use crate::model::Reference;
use crate::model::{Model, Rename};
use crate::name::ShapeId;
use crate::node::{Node, Object};
use crate::text::{Span, Spanned};

use super::{Index, Number};

/// The key of the metadata.
pub const METADATA_KEY: &str = "shapeClosures";

/// One closure as it is declared.
#[derive(Clone, Debug)]
pub struct ShapeClosure {
    /// Its id, which looks like that of a shape.
    pub id: Spanned<Box<str>>,
    /// The whole declaration.
    pub span: Span,
    /// The namespaces whose shapes are in it.
    pub namespaces: Vec<Spanned<Box<str>>>,
    /// The selector whose shapes are in it.
    pub selector: Option<Spanned<Box<str>>>,
    /// Shapes that have another name inside of it.
    pub rename: Vec<Rename>,
}

impl ShapeClosure {
    /// The closures that a model declares, in order. Entries that cannot be read are left out: the
    /// type of the metadata says what is wrong with them. Linear in the metadata.
    pub fn all(model: &Model) -> Vec<Self> {
        model
            .metadata
            .get(METADATA_KEY)
            .and_then(|metadata| metadata.value.as_array())
            .unwrap_or(&[])
            .iter()
            .filter_map(Self::read)
            .collect()
    }

    fn read(node: &Node) -> Option<Self> {
        let object = node.as_object()?;
        let namespaces = match object.get("includeNamespaces") {
            Some(list) => list.as_array()?.iter().map(text).collect::<Option<_>>()?,
            None => Vec::new(),
        };
        let selector = match object.get("includeBySelector") {
            Some(selector) => Some(text(selector)?),
            None => None,
        };
        let rename = match object.get("rename") {
            Some(renames) => read_renames(renames.as_object()?)?,
            None => Vec::new(),
        };
        Some(Self {
            id: text(object.get("id")?)?,
            span: node.span,
            namespaces,
            selector,
            rename,
        })
    }

    /// The shapes and members that the closure begins with: those of its namespaces and `selected`,
    /// what its selector yields. Sorted by number.
    pub fn roots(&self, index: &Index<'_>, selected: &[ShapeId]) -> Vec<Number> {
        let named: rustc_hash::FxHashSet<&str> =
            self.namespaces.iter().map(|one| &*one.value).collect();
        let mut roots: Vec<Number> = selected.iter().filter_map(|id| index.number(*id)).collect();
        if !named.is_empty() {
            roots.extend(index.numbers().filter(|number| {
                let id = index.id(*number);
                id.is_some_and(|id| named.contains(id.namespace.as_str()))
            }));
        }
        roots.sort_unstable();
        roots.dedup();
        roots
    }
}

/// The shapes and members that `roots` lead to, themselves included, sorted by id. Linear in what
/// is reached, but for the sorting.
pub fn expand(index: &Index<'_>, roots: &[Number]) -> Vec<ShapeId> {
    let mut reached = vec![false; index.len()];
    let mut waiting = roots.to_vec();
    let mut found = Vec::new();
    while let Some(number) = waiting.pop() {
        match reached.get_mut(number as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        found.extend(index.id(number));
        waiting.extend(index.forward(number).iter().map(|edge| edge.other));
    }
    found.sort_unstable();
    found
}

fn text(node: &Node) -> Option<Spanned<Box<str>>> {
    Some(Spanned::new(node.as_str()?.into(), node.span))
}

fn read_renames(object: &Object) -> Option<Vec<Rename>> {
    object
        .iter()
        .map(|entry| {
            Some(Rename {
                shape: Reference {
                    id: ShapeId::parse(&entry.key)?,
                    span: entry.key_span,
                },
                name: text(&entry.value)?,
            })
        })
        .collect()
}
