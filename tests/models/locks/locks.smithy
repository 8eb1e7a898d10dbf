$version: "2.0"

namespace example.locks

use aws.auth#sigv4
use aws.auth#unsignedPayload
use aws.protocols#restJson1

/// Doors with a lock of every kind; each says who came in.
@restJson1
@httpApiKeyAuth(name: "Authorization", in: "header", scheme: "Key")
@httpBasicAuth
@httpBearerAuth
@httpDigestAuth
@sigv4(name: "locks")
@auth([httpBearerAuth, httpApiKeyAuth, sigv4])
service Locks {
    version: "2026-01-01"
    operations: [
        OpenAny
        OpenBasic
        OpenDigest
        OpenKeyed
        OpenPlain
        OpenPorch
        OpenSigned
        Pour
        Whisper
    ]
}

structure Visitor {
    /// What the lock was opened with.
    @required
    by: String
}

structure Knock {
    note: String
}

/// The service's own order of preference.
@http(method: "POST", uri: "/any")
operation OpenAny {
    input: Knock
    output: Visitor
}

@auth([httpBasicAuth])
@http(method: "POST", uri: "/basic")
operation OpenBasic {
    input: Knock
    output: Visitor
}

@auth([httpDigestAuth])
@http(method: "POST", uri: "/digest")
operation OpenDigest {
    input := {
        note: String

        /// Which floor.
        @httpQuery("floor")
        floor: Integer
    }

    output: Visitor
}

@auth([httpApiKeyAuth])
@http(method: "POST", uri: "/keyed")
operation OpenKeyed {
    input: Knock
    output: Visitor
}

/// Has no lock.
@auth([])
@http(method: "POST", uri: "/plain")
operation OpenPlain {
    input: Knock
    output: Visitor
}

/// Has a lock that nobody has to use.
@auth([httpBearerAuth])
@optionalAuth
@http(method: "POST", uri: "/porch")
operation OpenPorch {
    input: Knock
    output: Visitor
}

@auth([sigv4])
@http(method: "POST", uri: "/signed/{room}/{path+}")
operation OpenSigned {
    input := {
        @required
        @httpLabel
        room: String

        @required
        @httpLabel
        path: String

        @httpQuery("tag")
        tags: Tags

        @httpHeader("x-amz-note")
        header: String

        note: String
    }

    output: Visitor
}

list Tags {
    member: String
}

@streaming
blob Water

@auth([sigv4])
@unsignedPayload
@http(method: "PUT", uri: "/pour")
operation Pour {
    input := {
        @required
        @httpPayload
        water: Water
    }

    output: Visitor
}

@streaming
union Words {
    word: Word
}

structure Word {
    text: String
}

@auth([sigv4])
@http(method: "POST", uri: "/whisper")
operation Whisper {
    input := {
        @required
        @httpPayload
        words: Words
    }

    output: Visitor
}
