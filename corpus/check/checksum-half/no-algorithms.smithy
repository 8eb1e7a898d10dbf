$version: "2"

namespace example.bank

use aws.protocols#httpChecksum

@httpChecksum(requestValidationModeMember: "mode")
operation Pay {
    input := {
        mode: Mode
    }
}

enum Algorithm {
    CRC32
}

enum Mode {
    ENABLED
}
