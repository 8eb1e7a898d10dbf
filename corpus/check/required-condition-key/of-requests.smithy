$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#defineConditionKeys

@service(sdkId: "Bank")
@defineConditionKeys(currency: { type: "String", documentation: "The currency.", required: true })
service Bank {
    version: "1"
    operations: [Pay]
}

operation Pay {
    input := {
        note: String
    }
}
