$version: "2"

namespace example.weather

string City

string CITY
