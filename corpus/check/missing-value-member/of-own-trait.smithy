$version: "2"

namespace example.weather

@trait
structure season {
    @required
    from: String

    to: String
}

@season(form: "May")
string Forecast
