// 1 mistake: line 7
$version: "2.0"

namespace com.acme.booking

structure Trip {
    stops: String[]
    title: String
}
