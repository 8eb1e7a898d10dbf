// 1 mistake: line 7
$version: "2.0"

namespace com.acme.farm

structure Cow {
    legs: Integer = 4.5
}
