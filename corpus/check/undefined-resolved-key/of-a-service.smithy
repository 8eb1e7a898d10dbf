$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#defineConditionKeys
use aws.iam#serviceResolvedConditionKeys

@service(sdkId: "Bank")
@defineConditionKeys(currency: { type: "String", documentation: "The currency." })
@serviceResolvedConditionKeys(["branch"])
service Bank {
    version: "1"
    operations: [Pay]
}

operation Pay {
    input := {
        note: String
    }
}
