$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestChecksumRequired: true)
@http(method: "POST", uri: "/pay")
operation Pay {
    input := {
        @httpHeader("x-amz-checksum-crc32")
        checksum: String
    }
}

enum Algorithm {
    CRC32
}
