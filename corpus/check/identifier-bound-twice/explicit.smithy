$version: "2"

namespace example.weather

structure Place {
    @required
    @resourceIdentifier("cityId")
    city: String

    @required
    @resourceIdentifier("cityId")
    town: String
}
