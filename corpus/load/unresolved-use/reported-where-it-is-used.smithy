$version: "2"

namespace example.weather

use aws.protocols#restJson

@restJson
service Weather {
    version: "1"
}
