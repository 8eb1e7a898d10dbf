// 1 mistake: line 6
$version: "2.0"

namespace com.acme.storage

@restJson1
service Storage {
    version: "1"
    operations: [ListBuckets]
}

@readonly
@http(method: "GET", uri: "/buckets")
operation ListBuckets {
    output := {
        buckets: BucketNames
    }
}

list BucketNames {
    member: String
}
