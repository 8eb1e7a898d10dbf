//! `smithy.protocols#rpcv2Json` and `rpcv2Cbor`: the path names the operation, a header the
//! protocol, and everything is in the document. `@timestampFormat` and `@jsonName` mean nothing here.

use crate::name::{ShapeId, known};

use super::super::plan::{Operation, Plan};
use super::tree::{Dialect, TreeCodec, TreeSettings};
use super::{Bodies, Codec, Protocol, Rpc, Style, Wire};

type Headers = fn(&Plan<'_>, &Operation<'_>) -> Vec<(&'static str, String)>;

/// One of the two.
pub struct RpcV2 {
    id: ShapeId,
    dialect: Dialect,
    wire: Wire,
    compatible: Wire,
    headers: Headers,
}

const JSON: Wire = Wire {
    module: "._runtime.wire_json",
    name: "RPC_V2_JSON",
};

impl RpcV2 {
    /// `rpcv2Json`.
    pub const JSON: Self = Self {
        id: known::RPC_V2_JSON,
        dialect: Dialect::JsonText,
        wire: JSON,
        // The protocol knows no such services.
        compatible: JSON,
        headers: |_, _| vec![("smithy-protocol", "rpc-v2-json".to_owned())],
    };
    /// `rpcv2Cbor`.
    pub const CBOR: Self = Self {
        id: known::RPC_V2_CBOR,
        dialect: Dialect::Cbor,
        wire: Wire {
            module: "._runtime.wire_cbor",
            name: "RPC_V2_CBOR",
        },
        compatible: Wire {
            module: "._runtime.wire_cbor",
            name: "RPC_V2_CBOR_QUERY",
        },
        headers: |plan, _| {
            let mut headers = vec![("smithy-protocol", "rpc-v2-cbor".to_owned())];
            if plan.service.has_trait(known::AWS_QUERY_COMPATIBLE) {
                headers.push(("x-amzn-query-mode", "true".to_owned()));
            }
            headers
        },
    };
}

fn path(plan: &Plan<'_>, operation: &Operation<'_>) -> String {
    let (service, operation) = (plan.service.id.name, operation.shape.id.name);
    format!("/service/{service}/operation/{operation}")
}

impl Protocol for RpcV2 {
    fn id(&self) -> ShapeId {
        self.id
    }

    fn style(&self) -> Style {
        Style::Rpc(Rpc {
            path,
            headers: self.headers,
            empty: |_, _| None,
        })
    }

    fn wire(&self, plan: &Plan<'_>) -> Wire {
        if plan.service.has_trait(known::AWS_QUERY_COMPATIBLE) {
            self.compatible
        } else {
            self.wire
        }
    }

    fn codec(&self, plan: &Plan<'_>, bodies: &Bodies) -> Box<dyn Codec> {
        let settings = TreeSettings {
            json_names: false,
            alloy: false,
            dialect: self.dialect,
        };
        Box::new(TreeCodec::new(plan, settings, bodies))
    }
}
