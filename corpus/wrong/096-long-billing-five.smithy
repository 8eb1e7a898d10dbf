// 5 mistakes: lines 16, 47, 51, 62, 171
$version: "2.0"

metadata owner = "billing-team"

namespace com.acme.billing

use aws.protocols#restJson1

/// Keeps every invoice that customers own.
@restJson1
@title("Billing")
service Billing {
    version: "2026-04-01"
    resources: [Invoice]
    operations: [GetUsages]
    errors: [Throttled]
}

resource Invoice {
    identifiers: { invoiceId: InvoiceId }
    create: CreateInvoice
    read: GetInvoice
    update: UpdateInvoice
    delete: DeleteInvoice
    list: ListInvoices
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string InvoiceId

@mixin
structure InvoiceFields {
    /// What people call it.
    @required
    name: Name

    state: InvoiceState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

strng Name

enum InvoiceState {
    ACTIVE = "active"
    ARCHIVED: "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String
}

@http(method: "POST", uri: "/invoices")
operation CreateInvoice {
    input := with [InvoiceField] {
        @idempotencyToken
        clientToken: String
    }

    output := for Invoice {
        @required
        $invoiceId
    }

    errors: [Invalid]
}

@readonly
@http(method: "GET", uri: "/invoices/{invoiceId}")
operation GetInvoice {
    input := for Invoice {
        @required
        @httpLabel
        $invoiceId
    }

    output := for Invoice with [InvoiceFields] {
        @required
        $invoiceId
    }

    errors: [InvoiceNotFound]
}

@idempotent
@http(method: "PUT", uri: "/invoices/{invoiceId}")
operation UpdateInvoice {
    input := for Invoice with [InvoiceFields] {
        @required
        @httpLabel
        $invoiceId
    }

    errors: [InvoiceNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/invoices/{invoiceId}")
operation DeleteInvoice {
    input := for Invoice {
        @required
        @httpLabel
        $invoiceId
    }

    errors: [InvoiceNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "invoices")
@http(method: "GET", uri: "/invoices")
operation ListInvoices {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        invoices: InvoiceSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

list InvoiceSummaries {
    member: InvoiceSummary
}

@references([{ resource: Invoice }])
structure InvoiceSummary {
    @required
    invoiceId: InvoiceId

    name: Name
}

@readonly
@http(method: "GET", uri: "/usage")
operation GetUsage {
    output := {
        used: Long = 0
        limit: Long = 1000
        unit: UsageUnit
    }
}

intEnum UsageUnit {
    PIECES = 1
    BYTES = 2
}

union InvoiceEvent {
    created: InvoiceSummary
    removed: InvoiceId
    note: String

list InvoiceEvents {
    member: InvoiceEvent
}

/// What has happened lately.
structure InvoiceHistory {
    events: InvoiceEvents
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure InvoiceNotFound {
    @required
    message: String
}

@error("client")
@httpError(400)
structure Invalid {
    @required
    message: String

    field: String
}

@error("server")
@retryable(throttling: true)
@httpError(503)
structure Throttled {
    message: String
}
