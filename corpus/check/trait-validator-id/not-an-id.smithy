$version: "2"

namespace example.weather

@trait
@traitValidators("no streams": { selector: ":test(~> blob)" })
structure strict {}
