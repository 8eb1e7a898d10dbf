$version: "2"

namespace example.weather

@requestCompression(encodings: ["gzip", "brotli"])
operation Upload {
    input := {}
}

@requestCompression(encodings: ["GZIP"])
operation Send {
    input := {}
}
