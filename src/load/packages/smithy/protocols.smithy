$version: "2.0"

namespace smithy.protocols

/// Smithy RPC v2 with CBOR: every operation is a POST to its own path, and
/// bodies are CBOR.
@trait(selector: "service")
@protocolDefinition(
    traits: [cors, endpoint, hostLabel, httpError, requestCompression]
)
@traitValidators(
    "rpcv2Cbor.NoDocuments": {
        selector: "service ~> member :test(> document)"
        message: "Few uses of this protocol can carry a document."
        severity: "DANGER"
    }
)
structure rpcv2Cbor {
    /// HTTP versions that the service speaks, the preferred one first.
    http: StringList

    /// HTTP versions that event streams need, the preferred one first.
    eventStreamHttp: StringList
}

/// Smithy RPC v2 with JSON: every operation is a POST to its own path, and
/// bodies are JSON.
@trait(selector: "service")
@protocolDefinition(
    traits: [cors, endpoint, hostLabel, httpError, requestCompression]
)
structure rpcv2Json {
    /// HTTP versions that the service speaks, the preferred one first.
    http: StringList

    /// HTTP versions that event streams need, the preferred one first.
    eventStreamHttp: StringList
}

/// Several HTTP versions.
@private
list StringList {
    member: String
}
