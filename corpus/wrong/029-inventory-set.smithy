// 1 mistake: line 6
$version: "2.0"

namespace com.acme.inventory

set ShelfNames {
    member: String
}
