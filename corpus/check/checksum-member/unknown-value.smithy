$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestAlgorithmMember: "algorithm")
operation Pay {
    input := {
        algorithm: Algorithm
    }
}

enum Algorithm {
    CRC33
}
