//! `aws.protocols#restJson1`: HTTP bindings, and JSON in bodies.

use crate::knowledge::http::TimestampFormat;
use crate::name::{ShapeId, known};

use super::super::plan::Plan;
use super::super::write::assemble;
use super::Protocol;
use super::http::{Bodies, HttpWriter};
use super::json::{JsonCodec, JsonSettings};

const SETTINGS: JsonSettings = JsonSettings {
    json_names: true,
    timestamps: TimestampFormat::EpochSeconds,
};

/// The protocol.
pub struct RestJson1;

impl RestJson1 {
    fn codec(plan: &Plan<'_>) -> JsonCodec {
        let bodies = Bodies::of(plan);
        JsonCodec::new(
            plan,
            SETTINGS,
            &bodies.requests,
            &bodies.responses,
            &bodies.sent,
            &bodies.received,
        )
    }
}

impl Protocol for RestJson1 {
    fn id(&self) -> ShapeId {
        known::REST_JSON_1
    }

    fn uses_http_bindings(&self) -> bool {
        true
    }

    fn codecs(&self, plan: &Plan<'_>) -> String {
        let (imports, body) = Self::codec(plan).write(plan);
        let docstring = format!(
            "Serializers and deserializers of the shapes of {}.",
            plan.service_name
        );
        assemble(plan, &[docstring], &imports, "", &body)
    }

    fn operations(&self, plan: &Plan<'_>) -> String {
        let codec = Self::codec(plan);
        let mut writer = HttpWriter::new(plan, &codec, "application/json", SETTINGS.timestamps);
        writer.write();
        let docstring = format!(
            "The operations of {}: how inputs become requests, and responses outputs.",
            plan.service_name
        );
        assemble(
            plan,
            &[docstring],
            &writer.imports,
            "",
            &writer.out.finish(),
        )
    }
}
