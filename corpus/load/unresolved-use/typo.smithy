$version: "2"

namespace example.weather

use aws.protocols#restJson

structure Forecast {}
