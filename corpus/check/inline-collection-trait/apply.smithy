$version: "2.1"

namespace com.example

structure Person {
    names: [String]
}

apply _SyntheticListOfString @sparse

apply _SyntheticListOfString$member @length(min: 1)
