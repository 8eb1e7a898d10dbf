$version: "2"

namespace example.weather

structure Request {
    data: Picture
}

@streaming
blob Picture
