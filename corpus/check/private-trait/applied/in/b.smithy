$version: "2"

namespace example.places

@private
@trait
structure coastal {}
