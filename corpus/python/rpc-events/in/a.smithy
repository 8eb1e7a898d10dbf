$version: "2"
namespace example

use aws.protocols#awsJson1_1

@awsJson1_1
service Library {
    operations: [FollowLoans]
}

operation FollowLoans {
    input := {
        @required
        reader: String
    }

    output := {
        @required
        books: Integer

        loans: Loans
    }
}

@streaming
union Loans {
    lent: Lent
    closed: Closed
}

structure Lent {
    isbn: String
}

@error("server")
structure Closed {
    message: String
}
