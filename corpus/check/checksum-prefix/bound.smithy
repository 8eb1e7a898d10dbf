$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestChecksumRequired: true)
@http(method: "POST", uri: "/pay")
operation Pay {
    input := {
        @httpPrefixHeaders("x-amz-")
        more: Headers
    }
}

enum Algorithm {
    CRC32
}

map Headers {
    key: String
    value: String
}
