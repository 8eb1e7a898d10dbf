$version: "2"

namespace example.weather

structure Pictures {
    @required
    first: Picture

    @required
    second: Picture
}

@streaming
blob Picture
