$version: "2.0"

namespace com.example.orders

@documentation("""
    What a customer wants.
    )
structure Order {}
