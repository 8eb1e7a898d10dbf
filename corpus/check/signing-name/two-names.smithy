$version: "2"

namespace example.bank

use aws.api#service
use aws.auth#sigv4

@service(sdkId: "Bank", arnNamespace: "bank")
@sigv4(name: "money")
service Bank {
    version: "1"
}
