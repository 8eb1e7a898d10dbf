// 1 mistake: line 6
$version: "2.0"

namespace com.acme.payments

@http(method: "GET", uri: "/payments")
operation ListPayments {
    output := {
        ids: PaymentIds
    }
}

list PaymentIds {
    member: String
}
