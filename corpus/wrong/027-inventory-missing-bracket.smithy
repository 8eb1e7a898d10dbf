// 1 mistake: line 11
$version: "2.0"

namespace com.acme.inventory

service Inventory {
    version: "1"
    operations: [
        CountShelf
        MoveItem
}

operation CountShelf {}

operation MoveItem {}
