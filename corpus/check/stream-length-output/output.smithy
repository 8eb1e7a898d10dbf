$version: "2"

namespace example.weather

operation GetPicture {
    output := {
        @required
        data: Picture
    }
}

@streaming
@requiresLength
blob Picture
