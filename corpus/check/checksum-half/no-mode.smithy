$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(responseAlgorithms: ["CRC32"])
operation Pay {
    input := {
        algorithm: Algorithm
    }
}

enum Algorithm {
    CRC32
}
