//! The validators of `aws.apigateway`.

pub(super) mod authorizers;
pub(super) mod endpoints;
pub(super) mod responses;
