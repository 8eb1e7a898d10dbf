$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#iamResource

@service(sdkId: "Bank")
service Bank {
    version: "1"
    operations: [Pay]
    resources: [Account, Ledger]
}

operation Pay {
    input := {
        note: String
    }
}

resource Account {
    identifiers: { id: String }
}

@iamResource(name: "Account")
resource Ledger {
    identifiers: { id: String }
}
