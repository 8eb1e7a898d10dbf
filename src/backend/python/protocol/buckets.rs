//! What is special about Amazon S3: a bucket may stand in the host, and settings say where. The
//! runtime knows the rest.

use super::super::plan::Plan;
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
