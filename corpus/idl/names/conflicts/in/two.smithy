$version: "2.0"

namespace example.two

string Colour

string Size
