$version: "2"

namespace example.weather

service Weather {
    version: "1"
    rename: {
        "City": "Town"
    }
}

string City
