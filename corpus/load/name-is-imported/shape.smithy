$version: "2"

namespace example.weather

use aws.protocols#restJson1

string restJson1
