//! The validators of `smithy-aws-traits`: one file a validator, as in the folder above.

pub(super) mod arn;
pub(super) mod client_endpoint_discovery;
pub(super) mod error_rename;
pub(super) mod http_checksum;
pub(super) mod protocol_http;
pub(super) mod query_error_code;
pub(super) mod service_names;
pub(super) mod sigv4;
pub(super) mod tagging;
