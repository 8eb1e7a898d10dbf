$version: "2"

namespace example.weather

use aws.auth#sigv4

@sigv4(name: "weather")
service Weather {
    version: "1"
}
