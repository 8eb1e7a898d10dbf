$version: "2"

namespace example.weather

@trait
@traitValidators("strict.NoBlobs": { selector: "~> blob [" })
structure strict {}
