$version: "2.0"

namespace example.vault

use aws.auth#sigv4
use aws.protocols#httpChecksum
use aws.protocols#restXml

/// Takes things in as Amazon S3 does.
@restXml
@sigv4(name: "s3")
service Vault {
    version: "2026-01-01"
    operations: [
        PutThing
        TakeThing
    ]
}

enum Algorithm {
    CRC32
    CRC32C
    CRC64NVME
    SHA1
    SHA256
}

@streaming
blob Thing

@httpChecksum(requestAlgorithmMember: "algorithm", requestChecksumRequired: false)
@idempotent
@http(method: "PUT", uri: "/{name+}")
operation PutThing {
    input := {
        @required
        @httpLabel
        name: String

        @httpHeader("x-amz-sdk-checksum-algorithm")
        algorithm: Algorithm

        @httpHeader("Content-Encoding")
        contentEncoding: String

        @httpPayload
        thing: Thing = ""
    }
}

@readonly
@http(method: "GET", uri: "/{name+}")
operation TakeThing {
    input := {
        @required
        @httpLabel
        name: String

        @httpHeader("x-amz-checksum-mode")
        mode: String
    }

    output := {
        @httpPayload
        thing: Thing = ""
    }
}
