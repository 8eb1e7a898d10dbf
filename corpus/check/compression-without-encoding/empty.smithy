$version: "2"

namespace example.weather

@requestCompression(encodings: [])
operation Upload {
    input := {}
}
