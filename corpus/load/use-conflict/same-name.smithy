$version: "2"

namespace example.weather

use aws.protocols#httpChecksum
use example.other#httpChecksum

string City
