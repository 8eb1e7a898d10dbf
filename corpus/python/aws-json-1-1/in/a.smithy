$version: "2"
namespace example

use aws.protocols#awsJson1_1

@awsJson1_1
service Library {
    operations: [LendBook]
    errors: [NotHere]
}

operation LendBook {
    input := {
        @required
        isbn: String

        readers: Names

        until: Timestamp

        @jsonName("remark")
        note: String

        condition: Condition
    }

    output := {
        loan: Integer

        @required
        since: Timestamp

        earlier: Loans
    }
}

list Names {
    member: String
}

list Loans {
    member: Loan
}

structure Loan {
    reader: String = ""
    fine: Double
}

union Condition {
    good: Unit
    damaged: Blob
}

@error("client")
structure NotHere {
    message: String
    isbn: String
}
