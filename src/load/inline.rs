//! Inline inputs and outputs of operations.
//!
//! `input := { … }` declares a structure of its own, named after the operation, with `@input`.
//! (Specification: "Inline input / output shapes".)

use std::sync::Arc;

use crate::name::{ShapeId, ShapeType};
use crate::node::Node;
use crate::syntax::tree::{Inline, Name};
use crate::text::{Span, Spanned, Symbol};

use super::declarations::{Link, Properties, ShapeDeclaration, TraitDeclaration};
use super::lower::Lowering;

/// What is appended to an operation's name; set by control statements.
#[derive(Clone, Copy)]
pub(super) struct Suffixes {
    /// `$operationInputSuffix`.
    pub input: Symbol,
    /// `$operationOutputSuffix`.
    pub output: Symbol,
}

impl Default for Suffixes {
    fn default() -> Self {
        Self {
            input: Symbol::intern("Input"),
            output: Symbol::intern("Output"),
        }
    }
}

/// Declares the structure of an inline input or output and returns the link to it. `key` is the
/// word `input` or `output`.
pub(super) fn declare(
    lowering: &mut Lowering,
    operation: ShapeId,
    key: Span,
    is_input: bool,
    inline: Inline,
) -> Link {
    lowering.needs_version_two_for_inline(inline.span, operation);
    let (suffix, marker) = if is_input {
        (lowering.suffixes.input, "smithy.api#input")
    } else {
        (lowering.suffixes.output, "smithy.api#output")
    };
    let name = Symbol::intern(&format!("{}{suffix}", operation.name));
    let id = ShapeId { name, ..operation };
    let mut traits = lowering.traits(inline.traits);
    traits.push(TraitDeclaration {
        name: Spanned::new(Symbol::intern(marker), key),
        value: Some(Arc::new(Node::empty_object(key))),
        has_ids: false,
        span: key,
        synthetic: true,
    });
    let mixins = lowering.mixins(inline.mixins, id);
    let for_resource = lowering.for_resource(inline.for_resource, id);
    let members = lowering.members(inline.members, id);
    lowering.out.shapes.push(ShapeDeclaration {
        id,
        shape_type: ShapeType::Structure,
        span: inline.span,
        name_span: key,
        traits,
        mixins,
        for_resource,
        members,
        properties: Properties::None,
        broken: false,
    });
    Link {
        name: Name::new(Symbol::intern(&id.to_string()), key),
        syntactic: false,
    }
}
