$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestChecksumRequired: false)
operation Pay {
    input := {
        algorithm: Algorithm
    }
}

enum Algorithm {
    CRC32
}
