namespace com.example.orders

structure Order {
    quantity: Integer = 1
}
