$version: "2"

namespace example

use aws.protocols#awsQuery

@awsQuery
@xmlNamespace(uri: "https://example.com/library")
service Library {
    version: "2026-01-01"
    operations: [ReadAloud]
}

operation ReadAloud {
    input := {
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
