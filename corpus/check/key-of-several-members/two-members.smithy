$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#conditionKeyValue
use aws.iam#defineConditionKeys

@service(sdkId: "Bank")
@defineConditionKeys(currency: { type: "String", documentation: "The currency." })
service Bank {
    version: "1"
    operations: [Pay]
}

operation Pay {
    input := {
        @conditionKeyValue("currency")
        currency: String

        @conditionKeyValue("currency")
        otherCurrency: String
    }
}
