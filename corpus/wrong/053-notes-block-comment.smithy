// 1 mistake: line 6
$version: "2.0"

namespace com.acme.notes

/*
 * A note that somebody took.
 */
structure Note {
    text: String
}
