//! `aws.protocols#restJson1` and `alloy#simpleRestJson`: HTTP bindings, and JSON in bodies. They
//! differ in the header that names an error, in payloads, which are JSON of every kind in the
//! second, and in the traits of `alloy` that the second knows.

use crate::name::{ShapeId, known};

use super::super::plan::Plan;
use super::tree::{Dialect, TreeCodec, TreeSettings};
use super::{Bodies, Codec, Payloads, Protocol, Style, Wire};

/// One of the two.
pub struct RestJson {
    id: ShapeId,
    wire: &'static str,
    alloy: bool,
}

impl RestJson {
    /// `restJson1`.
    pub const AWS: Self = Self {
        id: known::REST_JSON_1,
        wire: "REST_JSON",
        alloy: false,
    };
    /// `simpleRestJson`.
    pub const ALLOY: Self = Self {
        id: known::SIMPLE_REST_JSON,
        wire: "SIMPLE_REST_JSON",
        alloy: true,
    };
}

impl Protocol for RestJson {
    fn id(&self) -> ShapeId {
        self.id
    }

    fn style(&self) -> Style {
        Style::Bindings(if self.alloy {
            Payloads::Documents
        } else {
            Payloads::Raw
        })
    }

    fn writes_json(&self) -> bool {
        true
    }

    fn wire(&self, _plan: &Plan<'_>) -> Wire {
        Wire {
            module: "._runtime.wire_json",
            name: self.wire,
        }
    }

    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec> {
        let settings = TreeSettings {
            json_names: true,
            dialect: Dialect::Json,
            alloy: self.alloy,
        };
        Box::new(TreeCodec::new(plan, settings, bodies))
    }
}
