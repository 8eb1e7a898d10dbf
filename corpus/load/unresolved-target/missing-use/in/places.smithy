$version: "2"

namespace example.places

string City
