$version: "2"

namespace example.weather

@requestCompression(encodings: ["gzip"])
operation Upload {}
