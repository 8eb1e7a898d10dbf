$version: "2"

metadata picture = { bytes: "no base64!" }

namespace example.weather

@metadata(key: "picture")
structure Picture {
    bytes: Blob
}
