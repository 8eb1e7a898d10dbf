//! `aws.protocols#awsJson1_0` and `awsJson1_1`: all operations go to `/`, a header names the one
//! that is meant, and everything is in a JSON document. `@jsonName` means nothing here.

use crate::name::{ShapeId, known};

use super::super::plan::{Operation, Plan};
use super::tree::{Dialect, TreeCodec, TreeSettings};
use super::{Bodies, Codec, Protocol, Rpc, Style, Wire};

/// One of the two versions, which differ in their media type.
pub struct AwsJson {
    id: ShapeId,
    wire: &'static str,
    compatible: &'static str,
}

impl AwsJson {
    /// `awsJson1_0`.
    pub const V1_0: Self = Self {
        id: known::AWS_JSON_1_0,
        wire: "AWS_JSON_1_0",
        compatible: "AWS_JSON_1_0_QUERY",
    };
    /// `awsJson1_1`.
    pub const V1_1: Self = Self {
        id: known::AWS_JSON_1_1,
        wire: "AWS_JSON_1_1",
        compatible: "AWS_JSON_1_1_QUERY",
    };
}

fn headers(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<(&'static str, String)> {
    let target = format!("{}.{}", plan.service.id.name, operation.shape.id.name);
    let mut headers = vec![("x-amz-target", target)];
    if plan.service.has_trait(known::AWS_QUERY_COMPATIBLE) {
        headers.push(("x-amzn-query-mode", "true".to_owned()));
    }
    headers
}

impl Protocol for AwsJson {
    fn id(&self) -> ShapeId {
        self.id
    }

    fn style(&self) -> Style {
        Style::Rpc(Rpc {
            path: |_, _| "/".to_owned(),
            headers,
            empty: |_, _| Some("{}".to_owned()),
        })
    }

    fn wire(&self, plan: &Plan<'_>) -> Wire {
        Wire {
            module: "._runtime.wire_json",
            name: if plan.service.has_trait(known::AWS_QUERY_COMPATIBLE) {
                self.compatible
            } else {
                self.wire
            },
        }
    }

    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec> {
        let settings = TreeSettings {
            json_names: false,
            alloy: false,
            dialect: Dialect::Json,
        };
        Box::new(TreeCodec::new(plan, settings, bodies))
    }
}
