$version: "2.0"

namespace example.weather

use aws.protocols.restJson1

@restJson1
service Weather {
    version: "1"
}
