$version: "2.0"

namespace example.weather

@documentation("\ud83c alone")
string Half
