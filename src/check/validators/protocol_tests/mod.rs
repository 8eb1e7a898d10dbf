//! The validators of `smithy.test`.

mod body;
pub(super) mod events;
pub(super) mod http;
pub(super) mod ids;
pub(super) mod malformed;
