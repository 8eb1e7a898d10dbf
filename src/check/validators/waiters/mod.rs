//! The validators of `smithy.waiters`.

pub(super) mod names;
pub(super) mod waitable;
