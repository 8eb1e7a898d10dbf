$version: "2"

namespace example.bank

use aws.api#service

@service(sdkId: "Amazon bank Service")
service Bank {
    version: "1"
}

@service(sdkId: "bank_2")
service SecondBank {
    version: "1"
}
