$version: "2"
namespace example

use aws.protocols#restXml

@restXml
@xmlNamespace(uri: "http://example.com/library")
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

        @xmlName("remark")
        note: String

        @xmlAttribute
        shelf: Integer

        condition: Condition

        earlier: Loans
    }

    output := {
        @httpHeader("X-Loan")
        loan: Integer

        @required
        since: Timestamp

        @xmlFlattened
        earlier: Loans

        places: Places
    }
}

list Names {
    member: String
}

list Loans {
    @xmlName("loan")
    member: Loan
}

map Places {
    key: String
    value: Double
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
