// 1 mistake: line 8
$version: "2.0"

namespace com.acme.fleet

structure Vehicle {
    @required
    /// As written on the plate.
    plate: String
}
