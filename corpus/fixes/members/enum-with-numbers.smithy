$version: "2.0"

namespace com.example.orders

enum Rating {
    ONE = 1
}
