// by hand: the values are for a person to choose
$version: "2.0"

namespace com.example.orders

enum Status {}
