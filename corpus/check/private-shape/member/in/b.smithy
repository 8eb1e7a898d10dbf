$version: "2"

namespace example.places

@private
structure City {}
