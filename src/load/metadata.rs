//! Metadata of all files → the metadata of the model.
//!
//! Lists under one key are joined in the order of the files, equal values are one, anything else
//! conflicts. (Specification: "Merging metadata".)

use indexmap::map::Entry;

use crate::diag::Code;
use crate::model::{Metadata, Model};
use crate::node::Value;

use super::declarations::Declarations;
use super::merge::Merger;
use super::unresolved::Wanted;

const METADATA_CONFLICT: Code = Code::error("metadata-conflict", "Model");

impl<'a> Merger<'a> {
    /// Adds the metadata of one file to the model. Linear in the values.
    pub fn metadata(&mut self, file: usize, declarations: &'a Declarations, model: &mut Model) {
        for declared in &declarations.metadata {
            let value = self.absolute(file, &declared.value, Wanted::IdInMetadata);
            let mut occupied = match model.metadata.entry(declared.key.value.clone()) {
                Entry::Vacant(vacant) => {
                    vacant.insert(Metadata {
                        key_span: declared.key.span,
                        value,
                    });
                    continue;
                }
                Entry::Occupied(occupied) => occupied,
            };
            let existing = occupied.get_mut();
            match (&mut existing.value.value, value.value) {
                (Value::Array(first), Value::Array(second)) => first.extend(second),
                (_, second) => {
                    let second = crate::node::Node::new(second, value.span);
                    if !existing.value.same_value(&second) {
                        let report = METADATA_CONFLICT
                            .at(
                                second.span,
                                format!(
                                    "the metadata `{}` has two different values",
                                    declared.key.value
                                ),
                            )
                            .here("another value here")
                            .label(existing.value.span, "first value here")
                            .note("only lists are joined; other values must be equal everywhere");
                        self.diagnostics.push(report);
                    }
                }
            }
        }
    }
}
