$version: "2.0"

namespace example.weather

@documentation("""A city.""")
string City
