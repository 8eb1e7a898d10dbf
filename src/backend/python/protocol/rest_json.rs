//! `aws.protocols#restJson1` and `alloy#simpleRestJson`: HTTP bindings, and JSON in bodies. They
//! differ in the header that names an error.

use crate::name::{ShapeId, known};

use super::super::plan::Plan;
use super::tree::{Dialect, TreeCodec, TreeSettings};
use super::{Bodies, Codec, Protocol, Style, Wire};

/// One of the two.
pub struct RestJson {
    id: ShapeId,
    wire: &'static str,
}

impl RestJson {
    /// `restJson1`.
    pub const AWS: Self = Self {
        id: known::REST_JSON_1,
        wire: "REST_JSON",
    };
    /// `simpleRestJson`.
    pub const ALLOY: Self = Self {
        id: known::SIMPLE_REST_JSON,
        wire: "SIMPLE_REST_JSON",
    };
}

impl Protocol for RestJson {
    fn id(&self) -> ShapeId {
        self.id
    }

    fn style(&self) -> Style {
        Style::Bindings
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
        };
        Box::new(TreeCodec::new(plan, settings, bodies))
    }
}
