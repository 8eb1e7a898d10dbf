// 1 mistake: line 7
$version: "2.0"

namespace com.acme.maps

structure Place {
    required name: String
    label: String
}
