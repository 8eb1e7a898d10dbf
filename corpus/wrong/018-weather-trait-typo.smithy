// 1 mistake: line 7
$version: "2.0"

namespace com.acme.weather

structure Report {
    @reqired
    station: String

    celsius: Float
}
