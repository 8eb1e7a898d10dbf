$version: "2"

namespace example.weather

structure Reading {
    @eventPayload
    data: Blob

    sensor: String
}
