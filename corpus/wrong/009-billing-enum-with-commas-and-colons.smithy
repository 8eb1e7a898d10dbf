// 1 mistake: line 7
$version: "2.0"

namespace com.acme.billing

enum InvoiceState {
    DRAFT: "draft"
    SENT = "sent"
    PAID = "paid"
}

structure Invoice {
    state: InvoiceState
}
