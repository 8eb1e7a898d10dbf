$version: "2.0"

namespace example.library

use aws.protocols#restJson1

@restJson1
@title("Library")
service Library {
    version: "2026-01-01"
    resources: [Book]
    operations: [Ping]
    errors: [Busy]
    rename: {
        "example.other#Page": "OtherPage"
    }
}

resource Book {
    properties: {title: String, page: example.other#Page}
    identifiers: {shelf: String, bookId: String}
    read: ReadBook
    operations: [Borrow]
}

@readonly
@http(method: "GET", uri: "/shelves/{shelf}/books/{bookId}")
operation ReadBook {
    input := for Book {
        @httpLabel
        @required
        $shelf

        @httpLabel
        @required
        $bookId
    }

    output := for Book {
        $title
        $page
    }
}

@http(method: "POST", uri: "/shelves/{shelf}/books/{bookId}/loan")
operation Borrow {
    input := for Book {
        @httpLabel
        @required
        $shelf

        @httpLabel
        @required
        $bookId
    }
}

@http(method: "POST", uri: "/ping")
operation Ping {
    output := {
        page: example.other#Page
        own: Page
    }
}

@error("server")
structure Busy {}

structure Page {}
