$version: "2.0"

use aws.protocols#restJson1

namespace example.weather

string Name
