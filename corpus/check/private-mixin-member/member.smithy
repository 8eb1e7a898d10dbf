$version: "2"

namespace example.weather

@mixin
structure Place {
    @private
    secret: String
}
