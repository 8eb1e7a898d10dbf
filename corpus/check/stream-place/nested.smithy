$version: "2"

namespace example.weather

structure Request {
    picture: Framed
}

structure Framed {
    @required
    data: Picture
}

@streaming
blob Picture
