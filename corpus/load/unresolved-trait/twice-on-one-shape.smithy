$version: "2"

namespace example.weather

@nope
string City

apply City @nope
