// 1 mistake: line 6
$version: "2.0"

namespace com.acme.bank

@waitable(
    TransferDone: {
        acceptors: [
            { state: "success", matcher: { success: true } }
        ]
    }
)
@readonly
operation GetTransfer {}
