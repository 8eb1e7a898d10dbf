$version: "2"

namespace example.weather

@metadata(key: "suppressions")
list OwnSuppressions {
    member: String
}
