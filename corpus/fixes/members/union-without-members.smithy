// by hand: the members are for a person to choose
$version: "2.0"

namespace com.example.orders

union Payment {}
