// 1 mistake: line 10
$version: "2.0"

namespace com.acme.booking

structure Dated {
    date: Timestamp
}

structure Flight with [Dated] {
    number: String
}
