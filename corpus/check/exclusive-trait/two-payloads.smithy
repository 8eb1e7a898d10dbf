$version: "2"

namespace example.weather

structure Picture {
    @httpPayload
    data: Blob

    @httpPayload
    thumbnail: Blob
}
