$version: "2"

namespace example.bank

use aws.api#service

@service(sdkId: "Bank", cloudWatchNamespace: "bank")
service Bank {
    version: "1"
}
