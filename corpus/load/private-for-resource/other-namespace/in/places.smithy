$version: "2"

namespace example.places

@private
resource City {
    identifiers: {
        cityId: String
    }
}
