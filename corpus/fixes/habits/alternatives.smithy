// by hand: the union needs names that a person chooses
$version: "2.0"

namespace com.example.orders

structure Payment {
    amount: Integer | String
}
