// 1 mistake: line 6
$version: "2.0"

namespace com.acme.payments

@http(method: "POST")
operation CreatePayment {
    input := {
        cents: Long
    }
}
