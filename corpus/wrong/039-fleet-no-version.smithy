// 1 mistake: line 4
namespace com.acme.fleet

enum Fuel {
    PETROL
    DIESEL
    ELECTRIC
}

structure Vehicle {
    fuel: Fuel
    seats: Integer = 5
}
