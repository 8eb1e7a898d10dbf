//! The validators of `smithy.contracts`.

pub(super) mod conditions;
