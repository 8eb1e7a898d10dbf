// 1 mistake: line 7
$version: "2.0"

namespace com.acme.payments

@error("client")
@httpError(4020)
structure CardRefused {
    message: String
}
