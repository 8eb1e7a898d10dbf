$version: "2"

namespace example

use smithy.protocols#rpcv2Json
use smithy.waiters#waitable

/// Lends books.
@rpcv2Json
@paginated(inputToken: "from", outputToken: "next.token")
service Library {
    operations: [ListBooks, ListLoans]
}

/// Lists books.
@readonly
@paginated(items: "books")
@waitable(
    AllReturned: {
        minDelay: 5
        acceptors: [
            {
                state: "success"
                matcher: { output: { path: "books[].state", comparator: "allStringEquals", expected: "in" } }
            }
            {
                state: "failure"
                matcher: { output: { path: "books[?age > `10`].state", comparator: "anyStringEquals", expected: "lost" } }
                message: "books[0].state"
            }
            {
                state: "retry"
                matcher: { errorType: "Closed" }
            }
        ]
    }
    AllCounted: {
        acceptors: [
            {
                state: "success"
                matcher: {
                    inputOutput: {
                        path: "length(output.books) == input.count || output.total"
                        comparator: "booleanEquals"
                        expected: "true"
                    }
                }
            }
        ]
    }
)
operation ListBooks {
    input := {
        from: String
        count: Integer
    }
    output := {
        next: Next
        books: Books
        total: Boolean
    }
    errors: [Closed]
}

@error("client")
structure Closed {}

structure Next {
    token: String
}

list Books {
    member: Book
}

structure Book {
    state: String
    age: Integer
}

/// Lists loans by reader.
@readonly
@paginated(outputToken: "token", items: "loans")
operation ListLoans {
    input := {
        from: String
    }
    output := {
        token: String
        loans: Loans
    }
}

map Loans {
    key: String
    value: Books
}
