$version: "2.1"

namespace example.albums

structure Album {
    songs: [Song]
    years: {String: [Integer]} = {}
    deepest: [[[String]]]
}

string Song

string Empty
