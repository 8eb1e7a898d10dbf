$version: "2"

namespace example.weather

operation GetForecast {
    input := {
        place: Place
    }
}

structure Place {
    @httpQuery("city")
    city: String
}
