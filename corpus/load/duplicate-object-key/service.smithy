$version: "2"

namespace example.weather

service Weather {
    version: "1"
    rename: {
        "example.weather#City": "Town"
        "example.weather#City": "Place"
    }
}

string City
