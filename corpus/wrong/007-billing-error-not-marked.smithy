// 1 mistake: line 17
$version: "2.0"

namespace com.acme.billing

service Billing {
    version: "2026-01-01"
    operations: [PayInvoice]
}

operation PayInvoice {
    input := {
        @required
        invoiceId: String
    }

    errors: [InvoiceNotFound, CardDeclined]
}

@error("client")
structure InvoiceNotFound {
    message: String
}

structure CardDeclined {
    message: String
}
