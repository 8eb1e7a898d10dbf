//! `aws.protocols#restJson1`: HTTP bindings, and JSON in bodies.

use crate::knowledge::http::TimestampFormat;
use crate::name::{ShapeId, known};

use super::super::plan::Plan;
use super::tree::{TreeCodec, TreeSettings};
use super::{Bodies, Codec, Protocol, Style, Wire};

/// The protocol.
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn id(&self) -> ShapeId {
        known::REST_JSON_1
    }

    fn style(&self) -> Style {
        Style::Bindings
    }

    fn wire(&self, _plan: &Plan<'_>) -> Wire {
        Wire {
            module: "._runtime.wire_json",
            name: "REST_JSON",
        }
    }

    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec> {
        let settings = TreeSettings {
            json_names: true,
            timestamps: TimestampFormat::EpochSeconds,
        };
        Box::new(TreeCodec::new(plan, settings, bodies))
    }
}
