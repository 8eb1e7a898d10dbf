$version: "2"

namespace example.weather

use smithy.api#Severity$NOTE

string Town
