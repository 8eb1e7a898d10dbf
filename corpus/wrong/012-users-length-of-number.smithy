// 1 mistake: line 9
$version: "2.0"

namespace com.acme.users

structure User {
    name: String

    @length(min: 18)
    age: Integer
}
