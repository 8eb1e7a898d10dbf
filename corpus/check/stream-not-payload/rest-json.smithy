$version: "2"

namespace example.weather

use aws.protocols#restJson1

@restJson1
service Weather {
    operations: [PutPicture]
}

@idempotent
@http(method: "PUT", uri: "/picture")
operation PutPicture {
    input := {
        @required
        data: Picture
    }
}

@streaming
blob Picture
