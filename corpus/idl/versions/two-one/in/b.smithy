$version: "2.0"

namespace example.shelves

use example.albums#_SyntheticListOfSong

// In another namespace, `[Song]` would be another shape.
structure Shelf {
    songs: _SyntheticListOfSong
    more: _SyntheticListOf_SyntheticListOfSong
}

// Only the outer list is of this namespace.
@synthetic
list _SyntheticListOf_SyntheticListOfSong {
    member: _SyntheticListOfSong
}

// Nothing targets this one, so it has no place to stand in.
@synthetic
list _SyntheticListOfBoolean {
    member: Boolean
}

// This one is not named after what it holds.
@synthetic
list _SyntheticListOfThings {
    member: String
}

structure Things {
    things: _SyntheticListOfThings
}
