$version: "2"

namespace example.weather

structure Picture {
    data: Blob = "not base64!"
}
