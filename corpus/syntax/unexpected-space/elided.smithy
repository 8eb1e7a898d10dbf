$version: "2.0"

namespace com.example

resource Room {
    identifiers: { id: String }
}

structure RoomKey for Room {
    $ id
}
