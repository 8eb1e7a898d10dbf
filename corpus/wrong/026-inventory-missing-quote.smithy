// 1 mistake: line 6
$version: "2.0"

namespace com.acme.inventory

@documentation("Counts what is on the shelf.)
structure Count {
    sku: String
    pieces: Integer
}

structure Shelf {
    name: String
}
