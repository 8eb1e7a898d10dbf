//! What is special about Amazon S3: a bucket may stand in the host, and settings say where. The
//! runtime knows the rest.

use super::super::plan::Plan;
use super::super::write::settings::{Setting, Type};
use super::operations::is_service;

/// The module of the runtime.
pub const BUCKETS: &str = "._runtime.buckets";
/// The class in it that settings derive from.
pub const CONFIG: &str = "BucketConfig";
/// The function in it that adjusts a request.
pub const ADJUST: &str = "adjust";

/// Whether the operations of a service name buckets.
pub fn has_buckets(plan: &Plan<'_>) -> bool {
    is_service(plan, "S3")
}

/// The settings that only such clients have.
pub fn bucket_settings(plan: &Plan<'_>) -> &'static [Setting] {
    if has_buckets(plan) { &SETTINGS } else { &[] }
}

const SETTINGS: [Setting; 2] = [
    Setting {
        name: "addressing_style",
        kind: Type::Local(BUCKETS, "AddressingStyle"),
        docs: "Where a bucket stands in a URL: in the host (`virtual`), in the path (`path`), or in \
               the host where that can work (`auto`), which is the default.",
    },
    Setting {
        name: "use_accelerate_endpoint",
        kind: Type::Builtin("bool"),
        docs: "Whether to call the hosts of S3 Transfer Acceleration.",
    },
];
