$version: "2"

namespace example.weather

structure Place {
    @required
    @resourceIdentifier("cityId")
    town: String

    cityId: String
}
