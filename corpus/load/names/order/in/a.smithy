$version: "2"

namespace example.weather

use example.other#City
use example.other#marked

structure Place {
    used: City
    own: Integer
    prelude: String
    full: example.weather#Blob
    other: smithy.api#Integer
}

@marked
integer Integer

blob Blob
