//! `aws.protocols#restXml`: HTTP bindings, and XML in bodies.

use crate::name::{ShapeId, known};

use super::super::plan::Plan;
use super::xml::{Requests, XmlCodec};
use super::{Bodies, Codec, Payloads, Protocol, Style, Wire};

/// The protocol.
pub struct RestXml;

impl Protocol for RestXml {
    fn id(&self) -> ShapeId {
        known::REST_XML
    }

    fn style(&self) -> Style {
        Style::Bindings(Payloads::Raw)
    }

    fn wire(&self, _plan: &Plan<'_>) -> Wire {
        Wire {
            module: "._runtime.wire_xml",
            name: "REST_XML",
        }
    }

    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec> {
        Box::new(XmlCodec::new(plan, Requests::Xml, bodies))
    }
}
