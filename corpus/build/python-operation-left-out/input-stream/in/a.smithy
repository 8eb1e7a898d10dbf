$version: "2"

namespace example

use aws.protocols#restJson1

@restJson1
service Library {
    operations: [ReadAloud]
}

@http(method: "POST", uri: "/read-aloud")
operation ReadAloud {
    input := {
        @httpPayload
        pages: Pages
    }
}

@streaming
union Pages {
    page: Page
}

structure Page {
    text: String
}
