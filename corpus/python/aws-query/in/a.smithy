$version: "2"
namespace example

use aws.protocols#awsQuery
use aws.protocols#awsQueryError

@awsQuery
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

        @xmlName("remark")
        note: String

        earlier: Loans

        @xmlFlattened
        places: Places
    }

    output := {
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

@awsQueryError(code: "Book.NotHere", httpResponseCode: 404)
@error("client")
@httpError(404)
structure NotHere {
    message: String
    isbn: String
}
