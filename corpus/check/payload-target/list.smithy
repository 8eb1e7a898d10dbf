$version: "2"

namespace example.bank

use aws.protocols#restJson1

@restJson1
service Bank {
    version: "1"
    operations: [Pay]
}

@http(method: "POST", uri: "/pay")
operation Pay {
    input := {
        @httpPayload
        amounts: Amounts
    }
}

list Amounts {
    member: Integer
}
