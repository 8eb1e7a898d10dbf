$version: "2.1"

namespace com.example

structure Album {
    songs: [String]
    tags: {String: String}
    ratings: {String: [Integer]}

    @length(min: 1)
    labels: [String]
}

union Choice {
    one: [Album]
}
