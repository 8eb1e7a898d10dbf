$version: "2.0"

namespace com.example.alloy

use alloy#discriminated
use alloy#jsonUnknown
use alloy#simpleRestJson
use alloy#untagged

/// Documents as `alloy` has them.
@simpleRestJson
service Shapes {
    version: "1"
    operations: [
        Send
        SendText
        SendBytes
        SendNumbers
        SendLoose
        SendMoment
        Fail
    ]
}

@http(method: "POST", uri: "/send")
operation Send {
    input: Everything
    output: Everything
}

structure Everything {
    drawing: Drawing
    drawings: Drawings
    named: NamedDrawings
    loose: Loose
    looses: Looses
    nested: Nested
    open: Open
    openDrawing: OpenDrawing
    bag: Bag
    scalars: Scalars
    @required
    sure: Loose
}

/// The tag is in the object.
@discriminated("kind")
union Drawing {
    circle: Circle
    @jsonName("sq")
    square: Square
    bag: Bag
}

structure Circle {
    @required
    radius: Double
}

structure Square {
    side: Integer
    note: String
}

list Drawings {
    member: Drawing
}

map NamedDrawings {
    key: String
    value: Drawing
}

/// There is no tag.
@untagged
union Loose {
    text: String
    flag: Boolean
    count: Integer
    numbers: Numbers
    circle: Circle
    square: Square
    tagged: Tagged
}

union Tagged {
    first: String
    second: Integer
}

list Numbers {
    member: Integer
}

@sparse
list Looses {
    member: Loose
}

/// Holds itself, so that trying must not repeat itself on every level.
@untagged
union Nested {
    left: Left
    right: Right
    end: Integer
}

structure Left {
    @required
    next: Nested
    left: String
}

structure Right {
    @required
    next: Nested
    right: String
}

@untagged
union Scalars {
    @timestampFormat("date-time")
    at: Timestamp
    raw: Blob
    amount: Double
    free: Free
}

document Free

union Open {
    known: String
    @jsonUnknown
    other: Free
}

@discriminated("kind")
union OpenDrawing {
    circle: Circle
    @jsonUnknown
    other: Free
}

/// Keeps what nobody knows.
structure Bag {
    known: String
    @jsonName("k2")
    renamed: Integer
    @jsonUnknown
    rest: FreeMap
}

map FreeMap {
    key: String
    value: Free
}

@http(method: "POST", uri: "/text")
operation SendText {
    input := {
        @httpPayload
        text: String
    }
    output := {
        @httpPayload
        text: String
    }
}

@http(method: "POST", uri: "/bytes")
operation SendBytes {
    input := {
        @required
        @httpPayload
        bytes: Blob
        @httpHeader("x-name")
        name: String
    }
    output := {
        @required
        @httpPayload
        bytes: Blob
        @httpHeader("x-name")
        name: String
    }
}

@http(method: "POST", uri: "/numbers")
operation SendNumbers {
    input := {
        @required
        @httpPayload
        numbers: Numbers
    }
    output := {
        @required
        @httpPayload
        numbers: Numbers
    }
}

@http(method: "POST", uri: "/loose")
operation SendLoose {
    input := {
        @required
        @httpPayload
        loose: Loose
    }
    output := {
        @required
        @httpPayload
        loose: Loose
    }
}

@http(method: "POST", uri: "/moment")
operation SendMoment {
    input := {
        @required
        @httpPayload
        at: Timestamp
    }
    output := {
        @required
        @httpPayload
        at: Timestamp
    }
}

@http(method: "POST", uri: "/fail")
operation Fail {
    errors: [
        Teapot
        Gone
    ]
}

@error("client")
@httpError(418)
structure Teapot {
    message: String
    drawing: Drawing
}

@error("client")
@httpError(410)
structure Gone {
    message: String
}
