$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestAlgorithmMember: "note")
operation Pay {
    input := {
        note: String
    }
}

enum Algorithm {
    CRC32
}
