$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#actionName
use aws.iam#iamAction

@service(sdkId: "Bank")
service Bank {
    version: "1"
    operations: [Pay]
}

@actionName("pay")
@iamAction(name: "Pay")
operation Pay {
    input := {
        note: String
    }
}
