$version: "2"

namespace example.bank

use aws.protocols#awsQuery
use aws.protocols#awsQueryError

@awsQuery
@xmlNamespace(uri: "https://bank.example")
service Bank {
    version: "1"
    operations: [Pay]
}

operation Pay {
    errors: [Refused, Closed]
}

@error("client")
@awsQueryError(code: "Refused", httpResponseCode: 400)
structure Closed {}

@error("client")
structure Refused {}
