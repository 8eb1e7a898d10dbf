//! The validators, and the order in which they run.
//!
//! A new validator is one file and one line in [`VALIDATORS`].

mod api_gateway;
mod auth;
mod aws;
mod aws_endpoints;
mod cloudformation;
mod constraint_traits;
mod contracts;
mod cors;
mod default_in_update;
mod default_trait;
mod deprecated_trait;
mod enum_shape;
mod enum_trait;
mod event_payload;
mod examples;
mod exclusive_members;
mod host_label;
mod http_bindings_missing;
mod http_header;
mod http_ignored;
mod http_label;
mod http_method;
mod http_payload;
mod http_prefix_headers;
mod http_query;
mod http_response_code;
mod http_uri;
mod iam;
mod idempotency_token;
mod idempotent_trait;
mod inline_documents;
mod json_name;
pub(super) mod linters;
mod media_type;
mod member_should_reference_resource;
mod metadata_trait;
mod mqtt;
mod operation_names;
mod operation_shapes;
mod paginated;
mod private_access;
mod protocol_tests;
mod protocols;
mod references;
mod request_compression;
mod resource_cycle;
mod resource_identifier;
mod resource_identifier_binding;
mod resource_lifecycle;
mod resource_properties;
pub(super) mod rules;
mod server_sent_events;
mod service;
mod service_bound_operation;
mod set_shape;
mod shape_closures;
mod shape_id_conflict;
mod shape_recursion;
mod single_binding;
mod smoke_tests;
mod streaming;
mod synthetic_shape;
mod target;
mod trait_breaking_changes;
mod trait_conflict;
mod trait_reading;
mod trait_target;
mod trait_validators;
pub(super) mod trait_value;
mod union;
mod unit_type;
mod unstable_trait;
mod waiters;
mod xml;

use super::context::Run;

/// When a validator runs. The next phase only begins when the last one found no error.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Phase {
    /// Traits of known packages can be read; what the reference does while loading.
    Reading,
    /// Every reference leads to a shape of the right kind.
    Correctness,
    /// What most other validators rely on.
    Critical,
    /// All others.
    Rest,
}

impl Phase {
    pub const ALL: [Self; 4] = [Self::Reading, Self::Correctness, Self::Critical, Self::Rest];
    pub const LAST: Self = Self::Rest;
}

/// One validator.
pub(super) struct Validator {
    /// Its function, as the registry writes it.
    pub name: &'static str,
    pub phase: Phase,
    pub run: Run,
}

const fn validator(name: &'static str, phase: Phase, run: Run) -> Validator {
    Validator { name, phase, run }
}

/// Gives each validator the name that it has in the list.
macro_rules! registry {
    ($(validator($phase:expr, $run:path)),* $(,)?) => {
        &[$(validator(stringify!($run), $phase, $run)),*]
    };
}

/// All validators, in the order in which they run.
pub(super) static VALIDATORS: &[Validator] = registry![
    validator(Phase::Reading, trait_value::unreadable),
    validator(Phase::Reading, trait_reading::run),
    validator(Phase::Reading, contracts::conditions::unreadable),
    validator(Phase::Reading, mqtt::topic::run),
    validator(Phase::Reading, aws::arn::unreadable),
    validator(Phase::Reading, aws_endpoints::reading::run),
    validator(Phase::Reading, rules::reading::run),
    validator(Phase::Correctness, target::run),
    validator(Phase::Correctness, resource_cycle::run),
    validator(Phase::Critical, enum_shape::run),
    validator(Phase::Critical, exclusive_members::run),
    validator(Phase::Critical, trait_target::run),
    validator(Phase::Critical, trait_value::run),
    validator(Phase::Critical, trait_conflict::run),
    validator(Phase::Critical, default_trait::run),
    validator(Phase::Critical, shape_id_conflict::run),
    validator(Phase::Critical, single_binding::run),
    validator(Phase::Rest, api_gateway::authorizers::run),
    validator(Phase::Rest, api_gateway::endpoints::run),
    validator(Phase::Rest, api_gateway::responses::run),
    validator(Phase::Critical, synthetic_shape::run),
    validator(Phase::Rest, auth::run),
    validator(Phase::Rest, cloudformation::mutability::run),
    validator(Phase::Rest, cloudformation::properties::run),
    validator(Phase::Rest, constraint_traits::run),
    validator(Phase::Rest, aws::arn::templates),
    validator(Phase::Rest, aws::arn::delimiters),
    validator(Phase::Rest, aws::client_endpoint_discovery::run),
    validator(Phase::Rest, aws::error_rename::run),
    validator(Phase::Rest, aws::http_checksum::run),
    validator(Phase::Rest, aws::protocol_http::payloads),
    validator(Phase::Rest, aws::protocol_http::versions),
    validator(Phase::Rest, aws::query_error_code::run),
    validator(Phase::Rest, aws::service_names::run),
    validator(Phase::Rest, aws::sigv4::run),
    validator(Phase::Rest, aws::tagging::run),
    validator(Phase::Rest, aws_endpoints::built_in::run),
    validator(Phase::Rest, aws_endpoints::special_case::run),
    validator(Phase::Rest, contracts::conditions::run),
    validator(Phase::Rest, cors::run),
    validator(Phase::Rest, default_in_update::run),
    validator(Phase::Rest, deprecated_trait::run),
    validator(Phase::Rest, enum_trait::run),
    validator(Phase::Rest, event_payload::run),
    validator(Phase::Rest, examples::run),
    validator(Phase::Rest, host_label::run),
    validator(Phase::Rest, http_bindings_missing::run),
    validator(Phase::Rest, http_header::run),
    validator(Phase::Rest, http_ignored::run),
    validator(Phase::Rest, http_label::run),
    validator(Phase::Rest, http_method::run),
    validator(Phase::Rest, http_payload::run),
    validator(Phase::Rest, http_prefix_headers::run),
    validator(Phase::Rest, http_query::run),
    validator(Phase::Rest, http_response_code::run),
    validator(Phase::Rest, http_uri::run),
    validator(Phase::Rest, iam::condition_keys::run),
    validator(Phase::Rest, iam::iam_action::run),
    validator(Phase::Rest, iam::iam_resource::arns),
    validator(Phase::Rest, iam::iam_resource::names),
    validator(Phase::Rest, idempotency_token::run),
    validator(Phase::Rest, idempotent_trait::run),
    validator(Phase::Rest, inline_documents::run),
    validator(Phase::Rest, json_name::run),
    validator(Phase::Rest, media_type::run),
    validator(Phase::Rest, member_should_reference_resource::run),
    validator(Phase::Rest, mqtt::conflicts::run),
    validator(Phase::Rest, mqtt::labels::run),
    validator(Phase::Rest, metadata_trait::run),
    validator(Phase::Rest, operation_names::run),
    validator(Phase::Rest, operation_shapes::run),
    validator(Phase::Rest, paginated::run),
    validator(Phase::Rest, private_access::run),
    validator(Phase::Rest, protocol_tests::events::run),
    validator(Phase::Rest, protocol_tests::http::run),
    validator(Phase::Rest, protocol_tests::ids::run),
    validator(Phase::Rest, protocol_tests::malformed::run),
    validator(Phase::Rest, protocols::rpc_v2::run),
    validator(Phase::Rest, references::run),
    validator(Phase::Rest, request_compression::run),
    validator(Phase::Rest, resource_identifier::run),
    validator(Phase::Rest, resource_identifier_binding::run),
    validator(Phase::Rest, resource_lifecycle::run),
    validator(Phase::Rest, resource_properties::run),
    validator(Phase::Rest, rules::auth_schemes::run),
    validator(Phase::Rest, rules::bdd::run),
    validator(Phase::Rest, rules::built_in::run),
    validator(Phase::Rest, rules::endpoint_tests::run),
    validator(Phase::Rest, rules::missing_docs::run),
    validator(Phase::Rest, rules::operation_params::run),
    validator(Phase::Rest, rules::parameter::run),
    validator(Phase::Rest, rules::rule_set::run),
    validator(Phase::Rest, rules::static_params::run),
    validator(Phase::Rest, rules::test_case::run),
    validator(Phase::Rest, rules::uri::run),
    validator(Phase::Rest, rules::version::run),
    validator(Phase::Rest, service::run),
    validator(Phase::Rest, service_bound_operation::run),
    validator(Phase::Rest, shape_closures::run),
    validator(Phase::Rest, set_shape::run),
    validator(Phase::Rest, shape_recursion::run),
    validator(Phase::Rest, smoke_tests::cases::run),
    validator(Phase::Rest, smoke_tests::ids::run),
    validator(Phase::Rest, streaming::run),
    validator(Phase::Rest, server_sent_events::run),
    validator(Phase::Rest, trait_breaking_changes::run),
    validator(Phase::Rest, trait_validators::run),
    validator(Phase::Rest, union::run),
    validator(Phase::Rest, unit_type::run),
    validator(Phase::Rest, unstable_trait::run),
    validator(Phase::Rest, waiters::names::run),
    validator(Phase::Rest, waiters::waitable::run),
    validator(Phase::Rest, xml::run),
];
