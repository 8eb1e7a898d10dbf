$version: "2"

namespace example.weather

use City

string Town
