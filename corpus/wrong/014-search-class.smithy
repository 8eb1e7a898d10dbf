// 1 mistake: line 6
$version: "2.0"

namespace com.acme.search

class Hit {
    title: String
    score: Double
}

list HitList {
    member: Hit
}
