//! What the traits of AWS say of services and resources: names with their defaults, the operations
//! that manage tags, and the condition keys of policies.
//!
//! (Specification: "AWS core specification"; "AWS tagging traits"; "AWS IAM traits".)

mod condition_keys;
mod service;
mod tagging;

pub use condition_keys::{ConditionKeys, full_condition_key, resource_name};
pub use service::AwsService;
pub use tagging::{TagApi, Tagging, input_has_tags, is_tags_name, is_tags_shape, taggable};
