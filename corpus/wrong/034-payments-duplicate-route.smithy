// 1 mistake: line 15
$version: "2.0"

namespace com.acme.payments

use aws.protocols#restJson1

@restJson1
service Payments {
    version: "1"
    operations: [ListPayments, SearchPayments]
}

@readonly
@http(method: "GET", uri: "/payments")
operation ListPayments {}

@readonly
@http(method: "GET", uri: "/payments")
operation SearchPayments {}
