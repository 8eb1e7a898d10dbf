$version: "2"

namespace example.weather

@requestCompression(encodings: ["gzip"])
operation Upload {
    input := {
        @required
        picture: Picture
    }
}

@streaming
@requiresLength
blob Picture
