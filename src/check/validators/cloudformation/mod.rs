//! The validators of `aws.cloudformation`.

pub(super) mod mutability;
pub(super) mod properties;
