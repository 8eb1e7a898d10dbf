//! The validators of `smithy-aws-iam-traits`: one file a validator, as in the folder above.

pub(super) mod condition_keys;
pub(super) mod iam_action;
pub(super) mod iam_resource;
