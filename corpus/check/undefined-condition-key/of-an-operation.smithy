$version: "2"

namespace example.bank

use aws.api#service
use aws.iam#conditionKeys
use aws.iam#defineConditionKeys

@service(sdkId: "Bank")
@defineConditionKeys(currency: { type: "String", documentation: "The currency." })
service Bank {
    version: "1"
    operations: [Pay]
}

@conditionKeys(["curency", "aws:SourceIp"])
operation Pay {
    input := {
        note: String
    }
}
