$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestAlgorithmMember: "algoritm")
operation Pay {
    input := {
        algorithm: Algorithm
    }
}

enum Algorithm {
    CRC32
}
