$version: "2"
namespace example

use aws.protocols#ec2Query
use aws.protocols#ec2QueryName

@ec2Query
@xmlNamespace(uri: "http://example.com/library")
service Library {
    version: "2026-01-01"
    operations: [LendBook]
    errors: [NotHere]
}

operation LendBook {
    input := {
        @required
        isbn: String

        readers: Names

        until: Timestamp

        @ec2QueryName("Remark")
        note: String

        earlier: Loans
    }

    output := {
        loan: Integer

        @required
        since: Timestamp

        @xmlName("earlierSet")
        earlier: Loans
    }
}

list Names {
    member: String
}

list Loans {
    @xmlName("item")
    member: Loan
}

structure Loan {
    reader: String = ""
    fine: Double
}

@error("client")
structure NotHere {
    message: String
    isbn: String
}
