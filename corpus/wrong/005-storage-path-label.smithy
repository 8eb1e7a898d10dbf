// 1 mistake: line 15
$version: "2.0"

namespace com.acme.storage

use aws.protocols#restJson1

@restJson1
service Storage {
    version: "1"
    operations: [ReadObject]
}

@readonly
@http(method: "GET", uri: "/buckets/{bucket}/objects/{objectKey+}")
operation ReadObject {
    input := {
        @required
        @httpLabel
        bucket: String

        @required
        @httpLabel
        key: String
    }

    output := {
        @httpPayload
        body: Blob
    }
}
