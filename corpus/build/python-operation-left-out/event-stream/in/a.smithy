$version: "2"

namespace example

use aws.protocols#restJson1

@restJson1
service Library {
    operations: [WatchLoans]
}

@readonly
@http(method: "GET", uri: "/loans")
operation WatchLoans {
    output := {
        @httpPayload
        events: LoanEvents
    }
}

@streaming
union LoanEvents {
    lent: Loan
}

structure Loan {
    book: String
}
