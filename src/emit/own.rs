//! What of a model is the user's own: the shapes and metadata that did not come with the compiler,
//! and what a shape says itself rather than its mixins. Both serialized forms hold just that.

use crate::model::{Metadata, Model, Reference, Service, Shape};
use crate::name::ShapeId;
use crate::node::{Node, Value};
use crate::text::{SourceMap, Span};

/// The value of a metadata key, as far as it is the user's.
pub(super) enum OwnMetadata<'m> {
    /// All of it.
    Whole(&'m Node),
    /// Some elements of an array: those of one key are joined across files, and bundled packages
    /// have a share in some.
    Elements(Vec<&'m Node>),
}

/// The user's metadata, sorted by key.
pub(super) fn metadata<'m>(
    model: &'m Model,
    sources: &SourceMap,
) -> Vec<(&'m str, OwnMetadata<'m>)> {
    let own = |metadata: &'m Metadata| match &metadata.value.value {
        Value::Array(elements) if !elements.is_empty() => {
            let own: Vec<&Node> = elements
                .iter()
                .filter(|element| !sources.is_bundled(element.span))
                .collect();
            (!own.is_empty()).then_some(OwnMetadata::Elements(own))
        }
        _ => {
            (!sources.is_bundled(metadata.key_span)).then_some(OwnMetadata::Whole(&metadata.value))
        }
    };
    let entries = model.metadata.iter();
    let mut found: Vec<(&str, OwnMetadata<'_>)> = entries
        .filter_map(|(key, metadata)| Some((&**key, own(metadata)?)))
        .collect();
    found.sort_by_key(|(key, _)| *key);
    found
}

/// Whether something stands in the shape's own declaration, and not in that of a mixin.
pub(super) fn is_own(shape: &Shape, span: Span) -> bool {
    let own = shape.span;
    shape.mixins.is_empty()
        || (span.file == own.file && span.start >= own.start && span.end <= own.end)
}

/// The version that a service states itself.
pub(super) fn version<'m>(shape: &Shape, service: &'m Service) -> Option<&'m str> {
    let version = service.version.as_ref()?;
    (!version.value.is_empty() && is_own(shape, version.span)).then_some(&*version.value)
}

/// The references of a list that the shape has of its own, each once and sorted.
pub(super) fn references(shape: &Shape, references: &[Reference]) -> Vec<ShapeId> {
    sorted(
        references
            .iter()
            .filter(|reference| is_own(shape, reference.span)),
    )
}

/// The shapes of references, each once and sorted.
pub(super) fn sorted<'m>(references: impl Iterator<Item = &'m Reference>) -> Vec<ShapeId> {
    let mut ids: Vec<ShapeId> = references.map(|reference| reference.id).collect();
    ids.sort_by_cached_key(|id| collation(*id));
    ids.dedup();
    ids
}

/// By what shape ids are sorted in written models: without regard to case first.
pub(super) fn collation(id: ShapeId) -> (String, String) {
    let exact = id.to_string();
    (exact.to_ascii_lowercase(), exact)
}
