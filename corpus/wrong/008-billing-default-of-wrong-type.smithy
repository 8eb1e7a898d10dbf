// 1 mistake: line 11
$version: "2.0"

namespace com.acme.billing

structure Invoice {
    @required
    id: String

    currency: String = "EUR"
    reminders: Integer = "0"
    paid: Boolean = false
}
