$version: "2"

namespace example.bank

use aws.api#arn
use aws.api#service

@service(sdkId: "Bank")
service Bank {
    version: "1"
    resources: [Account]
}

@arn(template: "account/{id}/{idd}")
resource Account {
    identifiers: { id: String }
}
