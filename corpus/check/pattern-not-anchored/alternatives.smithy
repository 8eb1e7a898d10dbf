$version: "2"

namespace example.weather

@pattern("north|south")
string Direction
