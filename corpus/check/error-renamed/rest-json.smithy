$version: "2"

namespace example.bank

use aws.protocols#restJson1

@restJson1
service Bank {
    version: "1"
    operations: [Pay]
    rename: { "example.bank#Refused": "PaymentRefused" }
}

@http(method: "POST", uri: "/pay")
operation Pay {
    errors: [Refused]
}

@error("client")
structure Refused {}
