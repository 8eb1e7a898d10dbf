$version: "2.0"

namespace com.example.orders

intEnum Priority {
    LOW = "1"
}
