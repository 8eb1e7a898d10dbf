$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#iamAction

@service(sdkId: "Bank")
service Bank {
    version: "1"
    operations: [Pay]
}

@iamAction(
    resources: {
        required: { account: {} }
        optional: { account: {} }
    }
)
operation Pay {
    input := {
        note: String
    }
}
