$version: "2.0"

namespace com.example.records

use aws.protocols#restJson1
use smithy.protocols#rpcv2Cbor

/// Keeps records of people.
@restJson1
@rpcv2Cbor
service Records {
    version: "2026-01-01"
    operations: [ListReadings, ListRecords, PutRecords]
}

/// Lists what there is.
@readonly
@http(method: "GET", uri: "/records")
operation ListRecords {
    output := {
        records: RecordList
        nextToken: String
    }
}

/// Lists what was measured.
@readonly
@http(method: "GET", uri: "/readings")
operation ListReadings {
    output := {
        readings: ReadingList
        nextToken: String
    }
}

/// Adds many at once.
@http(method: "POST", uri: "/records")
operation PutRecords {
    input := {
        @required
        records: RecordList
    }
    output := {}
}

list ReadingList {
    member: Readings
}

map Readings {
    key: String
    value: Reading
}

/// What was measured at one place.
union Reading {
    word: String
    count: Long
    inner: Readings
    series: ReadingSeries
    none: Unit
}

list ReadingSeries {
    member: Reading
}

list RecordList {
    member: Record
}

/// What is known of one person.
structure Record {
    @required
    id: String

    @required
    name: String

    email: String
    status: Status
    active: Boolean
    age: Integer
    visits: Long
    score: Double
    createdAt: Timestamp
    notes: String
    tags: TagList
    address: Address
    labels: LabelMap
}

enum Status {
    NEW
    ACTIVE
    CLOSED
}

list TagList {
    member: String
}

map LabelMap {
    key: String
    value: String
}

structure Address {
    street: String
    city: String
    postalCode: String
    country: String
    latitude: Double
    longitude: Double
}
