$version: "2"

namespace example.bank

use aws.api#service

@service(sdkId: "Bank", cloudTrailEventSource: "REPLACE_ME")
service Bank {
    version: "1"
}
