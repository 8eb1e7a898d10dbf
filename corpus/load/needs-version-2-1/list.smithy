$version: "2.0"

namespace com.example

structure Album {
    songs: [String]
    tags: {String: String}
}
