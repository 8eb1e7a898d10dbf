// 1 mistake: line 8
$version: "2.0"

namespace com.acme.inventory

service Inventory {
    version: "1"
    operations: [CountShelf, MoveItems]
}

operation CountShelf {}

operation MoveItem {}
