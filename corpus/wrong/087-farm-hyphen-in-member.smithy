// 1 mistake: line 7
$version: "2.0"

namespace com.acme.farm

structure Cow {
    ear-tag: String
    name: String
}
