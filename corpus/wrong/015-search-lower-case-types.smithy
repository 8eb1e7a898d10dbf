// 1 mistake: line 7
$version: "2.0"

namespace com.acme.search

structure Hit {
    title: string
    score: Double
}
