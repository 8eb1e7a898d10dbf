// 1 mistake: line 8
$version: "2.0"

namespace com.acme.booking

structure Seat {
    row: Integer
    letter: String;
}
