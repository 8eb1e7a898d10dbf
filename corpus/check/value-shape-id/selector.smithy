$version: "2"

namespace example.weather

@trait
@idRef(selector: "structure")
string about

@about("example.weather#Name")
string Forecast

string Name
