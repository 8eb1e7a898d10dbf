//! What is special about single AWS services: things that their models do not say and every client
//! does all the same. A row of [`SPECIAL`] names a service by its `sdkId`, and modules of the
//! runtime that know the rest.

use crate::name::known;

use super::super::plan::{Operation, Plan};

/// What is special about one service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Special {
    sdk_id: &'static str,
    /// The module of the runtime, such as `._runtime.aws_s3`.
    pub module: &'static str,
    /// The class that settings derive from, if they are special.
    pub config: Option<&'static str>,
    /// The operations whose requests are adjusted; none stands for all.
    operations: &'static [&'static str],
    /// A label that has a value of its own where it is empty, and that value.
    label: Option<(&'static str, &'static str)>,
}

/// The function of every such module that adjusts a request.
pub const ADJUST: &str = "adjust";

const SPECIAL: [Special; 3] = [
    Special {
        sdk_id: "Glacier",
        module: "._runtime.aws_glacier",
        config: None,
        operations: &[],
        label: Some(("accountId", "-")),
    },
    Special {
        sdk_id: "Machine Learning",
        module: "._runtime.aws_machine_learning",
        config: None,
        operations: &["Predict"],
        label: None,
    },
    Special {
        sdk_id: "S3",
        module: "._runtime.aws_s3",
        config: Some("BucketConfig"),
        operations: &[],
        label: None,
    },
];

impl Special {
    /// What is special about the service of a plan.
    pub fn of(plan: &Plan<'_>) -> Option<&'static Self> {
        let sdk_id = plan
            .service
            .trait_value(known::AWS_SERVICE)
            .and_then(|value| value.get_str("sdkId"))?;
        SPECIAL.iter().find(|special| special.sdk_id == sdk_id)
    }

    /// Whether the requests of an operation are adjusted.
    pub fn adjusts(&self, operation: &Operation<'_>) -> bool {
        self.operations.is_empty() || self.operations.contains(&operation.wire)
    }

    /// What a label is where it is empty.
    pub fn empty_label(&self, member: &str) -> Option<&'static str> {
        self.label
            .filter(|(name, _)| *name == member)
            .map(|(_, value)| value)
    }
}
