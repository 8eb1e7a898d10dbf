$version: "2"

namespace example.bank

use aws.api#service

@service(sdkId: "Bank", arnNamespace: "bank", cloudTrailEventSource: "money.amazonaws.com")
service Bank {
    version: "1"
}
