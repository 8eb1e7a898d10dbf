$version: "2.0"

namespace com.example.kitchen

@idempotent
@http(method: "PUT", uri: "/everything")
operation PutEverything {
    input := {
        value: Everything
    }

    output := {
        @required
        value: Everything
    }
}

/// The shape of many members.
structure Everything {
    /// Never absent.
    @required
    name: String

    @clientOptional
    @required
    nickname: String

    flag: Boolean

    tiny: Byte

    small: Short

    size: Integer = 7

    long: Long

    ratio: Float

    exactly: Double

    huge: BigInteger

    precise: BigDecimal

    raw: Blob

    free: Document

    @timestampFormat("date-time")
    at: Timestamp

    @timestampFormat("http-date")
    on: Timestamp

    @required
    since: Timestamp

    color: Color

    level: Level

    tags: Tags

    holes: Holes

    scores: Scores

    gaps: Gaps

    shape: Drawing

    child: Everything

    children: Children

    /// The word for it on the wire is another one.
    @jsonName("kind-of")
    kindOf: String = "plain"

    defaults: Tags = []

    secret: Secret

    @deprecated(message: "Use name", since: "2.0")
    oldName: String

    moments: Moments

    ratios: Ratios

    byColor: ByColor

    matrix: Matrix

    nested: Nested

    documents: Documents

    blobs: Blobs

    hugeOnes: HugeOnes
}

enum Color {
    /// As a tomato.
    RED = "red"

    LIGHT_BLUE = "light-blue"
}

intEnum Level {
    LOW = 1
    HIGH = 2
}

list Tags {
    member: String
}

@sparse
list Holes {
    member: String
}

map Scores {
    key: String
    value: Integer
}

@sparse
map Gaps {
    key: String
    value: Integer
}

list Children {
    member: Everything
}

list Moments {
    member: Timestamp
}

list Ratios {
    member: Double
}

map ByColor {
    key: Color
    value: Drawing
}

list Integers {
    member: Integer
}

list Booleans {
    member: Boolean
}

list Matrix {
    member: Ratios
}

/// Holds itself.
map Nested {
    key: String
    value: Nested2
}

structure Nested2 {
    inner: Nested
}

list Documents {
    member: Document
}

list Blobs {
    member: Blob
}

list HugeOnes {
    member: BigInteger
}

/// Something drawn.
union Drawing {
    /// A dot.
    dot: Unit

    circle: Circle

    text: String

    group: Drawings

    picture: Blob
}

list Drawings {
    member: Drawing
}

structure Circle {
    @required
    radius: Double
}

@idempotent
@http(method: "PUT", uri: "/defaults")
operation PutDefaults {
    input := {
        /// A default of an input.
        size: Integer = 3

        value: Defaults
    }

    output := {
        size: Integer = 3

        @required
        value: Defaults
    }
}

/// A default of every kind.
structure Defaults {
    text: String = "it's \"so\""

    empty: String = ""

    flag: Boolean = true

    off: Boolean = false

    tiny: Byte = 1

    small: Short = -2

    size: Integer = 0

    long: Long = 4000000000

    ratio: Float = 1.5

    exactly: Double = -2.5e-7

    huge: BigInteger = 12

    precise: BigDecimal = 1.25

    raw: Blob = "c3BhbQ=="

    at: Timestamp = 1709209815

    on: Timestamp = "2024-02-29T12:30:15Z"

    color: Color = "light-blue"

    level: Level = 2

    tags: Tags = []

    scores: Scores = {}

    free: Document = "free"

    freeList: Document = []

    freeMap: Document = {}

    freeTrue: Document = true

    freeNumber: Document = 2

    /// It has a default that clients must not rely on.
    @clientOptional
    loose: Integer = 9

    @required
    both: String = "both"
}

@idempotent
@http(method: "PUT", uri: "/moments")
operation PutMoments {
    input := {
        value: Clock
    }

    output := {
        @required
        value: Clock
    }
}

/// Timestamps in every format.
structure Clock {
    plain: Timestamp

    @timestampFormat("epoch-seconds")
    epoch: Timestamp

    @timestampFormat("date-time")
    dateTime: Timestamp

    @timestampFormat("http-date")
    httpDate: Timestamp

    day: Day

    @timestampFormat("epoch-seconds")
    dayAsEpoch: Day

    days: Days
}

@timestampFormat("date-time")
timestamp Day

list Days {
    member: Day
}

@http(method: "POST", uri: "/secrets")
operation PutSecrets {
    input := {
        secret: Secret

        secrets: Secrets

        wallet: Wallet

        mask: Mask

        open: String
    }

    output := {
        secret: Secret
        wallet: Wallet
        mask: Mask
    }
}

@sensitive
string Secret

list Secrets {
    member: Secret
}

@sensitive
structure Wallet {
    coins: Integer
}

union Mask {
    secret: Secret
    open: String
}

/// The input is a shape of its own, whose defaults hold for those who call.
@http(method: "POST", uri: "/send-defaults")
operation SendDefaults {
    input: Defaults
    output: Defaults
}
