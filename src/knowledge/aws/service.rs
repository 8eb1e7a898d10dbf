//! `aws.api#service` with its defaults.

use std::borrow::Cow;

use crate::model::{AppliedTrait, Shape};
use crate::name::known;

/// The names that `aws.api#service` gives to a service.
#[derive(Clone, Debug)]
pub struct AwsService<'m> {
    /// The application of the trait.
    pub applied: &'m AppliedTrait,
    /// The name that SDKs use; empty where it is missing.
    pub sdk_id: &'m str,
    /// The service's part of ARNs: as written, or else the shape's name in lower case.
    pub arn_namespace: Cow<'m, str>,
    /// The source of its events in CloudTrail, if one is written.
    pub cloud_trail_event_source: Option<&'m str>,
    /// The namespace of its metrics in CloudWatch, if one is written.
    pub cloud_watch_namespace: Option<&'m str>,
}

impl<'m> AwsService<'m> {
    /// Reads the trait of a service; `None` where it is not there.
    pub fn of(service: &'m Shape) -> Option<Self> {
        let applied = service.traits.get(known::AWS_SERVICE)?;
        let value = &applied.value;
        Some(Self {
            applied,
            sdk_id: value.get_str("sdkId").unwrap_or_default(),
            arn_namespace: value
                .get_str("arnNamespace")
                .map_or_else(|| service.id.name.as_str().to_lowercase().into(), Cow::from),
            cloud_trail_event_source: value.get_str("cloudTrailEventSource"),
            cloud_watch_namespace: value.get_str("cloudWatchNamespace"),
        })
    }
}
