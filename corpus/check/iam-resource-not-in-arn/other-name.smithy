$version: "2"

namespace example.bank

use aws.api#arn
use aws.api#service
use aws.iam#iamResource

@service(sdkId: "Bank")
service Bank {
    version: "1"
    operations: [Pay]
    resources: [Account]
}

operation Pay {
    input := {
        note: String
    }
}

@arn(template: "account/{id}")
@iamResource(name: "ledger")
resource Account {
    identifiers: { id: String }
}
