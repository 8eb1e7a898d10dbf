$version: "2.0"

namespace example.one

string Colour

string String

@trait
string shade
