// 1 mistake: line 7
$version: "2.0"

namespace com.acme.fleet

structure Vehicle {
    plate: String /// As written on the plate.
    seats: Integer
}
