$version: "2"

namespace example.weather

use aws.auth#sigv4
use aws.auth#unsignedPayload

@sigv4(name: "weather")
service Weather {
    version: "1"
}

@unsignedPayload
operation PutForecast {}
