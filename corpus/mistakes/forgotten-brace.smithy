$version: "2.0"

namespace com.example.shop

structure Basket {
    items: ItemList

structure Item {
    name: String
}

list ItemList {
    member: Item
}
