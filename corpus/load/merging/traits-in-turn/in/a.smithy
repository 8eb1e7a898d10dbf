$version: "2"

namespace example.weather

apply City @tags(["applied"])

@tags(["declared"])
string City
