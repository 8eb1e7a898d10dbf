$version: "2"

namespace example.weather

@required
string OfTheNamespace

@smithy.api#deprecated
string OfThePrelude

@trait
structure required {}
