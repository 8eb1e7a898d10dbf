$version: "2"
namespace example

use alloy#simpleRestJson

@simpleRestJson
service Library {
    operations: [LendBook]
    errors: [NotHere]
}

@http(method: "POST", uri: "/books/{isbn}/loans?kind=loan", code: 201)
operation LendBook {
    input := {
        @required
        @httpLabel
        isbn: String

        @httpQuery("to")
        readers: Names

        @httpHeader("X-Until")
        until: Timestamp

        @jsonName("remark")
        note: String

        condition: Condition
    }

    output := {
        @httpHeader("X-Loan")
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
@httpError(404)
structure NotHere {
    message: String
    isbn: String
}
