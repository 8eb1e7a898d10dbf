// 1 mistake: line 11
$version: "2.0"

namespace com.acme.payments

@mixin
structure Auditable {
    createdBy: String
}

structure Payment extends Auditable {
    @required
    cents: Long
}
