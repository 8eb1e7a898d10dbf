$version: "2.0"

namespace com.example.orders

structureOrder {
    id: String
}
