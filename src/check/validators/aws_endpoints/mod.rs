//! Validators of the traits of `aws.endpoints`, and of what AWS asks of rule sets.

pub(super) mod built_in;
pub(super) mod reading;
pub(super) mod special_case;

use crate::model::AppliedTrait;
use crate::node::{Node, Object};

/// The special cases under a key of a trait: `{"aws": [{…}, …]}`.
fn special_cases<'m>(applied: &'m AppliedTrait, key: &str) -> impl Iterator<Item = &'m Node> {
    applied
        .value
        .get(key)
        .and_then(Node::as_object)
        .into_iter()
        .flat_map(Object::iter)
        .filter_map(|entry| entry.value.as_array())
        .flatten()
}
