// 1 mistake: line 6
$version: "2.0"

namespace com.acme.alerts

@error
structure AlertNotFound {
    message: String
}
