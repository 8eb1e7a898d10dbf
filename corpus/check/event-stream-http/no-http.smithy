$version: "2"

namespace example.weather

use smithy.protocols#rpcv2Json

@rpcv2Json(eventStreamHttp: ["h2"])
service Weather {}
