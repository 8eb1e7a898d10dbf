$version: "2"

namespace example.weather

@idempotent
@http(method: "PUT", uri: "/picture")
operation PutPicture {
    input := {
        @httpPayload
        data: Blob

        name: String
    }
}
