$version: "2.0"

namespace com.example.orders

intenum Priority {
    LOW = 1
}
