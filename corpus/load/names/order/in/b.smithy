$version: "2"

namespace example.other

string City

@trait
structure marked {}
