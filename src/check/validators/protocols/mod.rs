//! The validators of `smithy.protocols`.

pub(super) mod rpc_v2;
