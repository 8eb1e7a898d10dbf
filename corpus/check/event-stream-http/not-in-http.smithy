$version: "2"

namespace example.weather

use smithy.protocols#rpcv2Cbor

@rpcv2Cbor(http: ["http/1.1"], eventStreamHttp: ["http/1.1", "h2"])
service Weather {}
