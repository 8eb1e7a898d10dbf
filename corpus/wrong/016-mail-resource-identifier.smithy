// 1 mistake: line 15
$version: "2.0"

namespace com.acme.mail

resource Mailbox {
    identifiers: { mailboxId: String }
    read: GetMailbox
}

@readonly
operation GetMailbox {
    input := for Mailbox {
        @required
        $mailBoxId
    }

    output := {
        address: String
    }
}
