//! The validators of `smithy.mqtt`.

pub(super) mod conflicts;
pub(super) mod labels;
pub(super) mod topic;
