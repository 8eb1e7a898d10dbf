//! `aws.protocols#awsQuery` and `ec2Query`: all operations go to `/` as the text of a form, and
//! answers are XML.

use crate::knowledge::contextual_name;
use crate::model::Shape;
use crate::name::{ShapeId, known};

use super::super::literals::py_string;
use super::super::plan::Plan;
use super::xml::{Requests, XmlCodec, action};
use super::{Bodies, Codec, Protocol, Rpc, Style, Wire};

/// One of the two, which differ in the names of keys and in what is around an answer.
pub struct Query {
    id: ShapeId,
    wire: &'static str,
    requests: Requests,
}

impl Query {
    /// `awsQuery`.
    pub const AWS: Self = Self {
        id: known::AWS_QUERY,
        wire: "AWS_QUERY",
        requests: Requests::AwsQuery,
    };
    /// `ec2Query`.
    pub const EC2: Self = Self {
        id: known::EC2_QUERY,
        wire: "EC2_QUERY",
        requests: Requests::Ec2Query,
    };
}

impl Protocol for Query {
    fn id(&self) -> ShapeId {
        self.id
    }

    fn sends_events(&self) -> bool {
        false
    }

    fn style(&self) -> Style {
        Style::Rpc(Rpc {
            path: |_, _| "/".to_owned(),
            headers: |_, _| Vec::new(),
            empty: |plan, operation| {
                let [action, version] = action(plan, operation);
                Some(py_string(&format!("Action={action}&Version={version}")))
            },
        })
    }

    fn wire(&self, _plan: &Plan<'_>) -> Wire {
        Wire {
            module: "._runtime.wire_xml",
            name: self.wire,
        }
    }

    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec> {
        Box::new(XmlCodec::new(plan, self.requests, bodies))
    }

    fn answers(&self, plan: &Plan<'_>, bodies: &Bodies) -> Option<Box<dyn Codec>> {
        Some(Box::new(XmlCodec::new(plan, Requests::Xml, bodies)))
    }

    fn error_code(&self, plan: &Plan<'_>, error: &Shape) -> String {
        let own = error
            .trait_value(known::AWS_QUERY_ERROR)
            .filter(|_| self.requests == Requests::AwsQuery)
            .and_then(|value| value.get_str("code"));
        own.map_or_else(
            || contextual_name(plan.service, error.id).to_owned(),
            str::to_owned,
        )
    }
}
