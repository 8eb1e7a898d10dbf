namespace com.example.orders

enum Status {
    OPEN
    CLOSED
}
