// 1 mistake: line 10
$version: "2.0"

namespace com.acme.notes

structure Note {
    text: String
}

apply Note$txt @documentation("What is written.")
