$version: "2"

namespace com.example.talks

use aws.protocols#awsJson1_1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor

/// Talks, in every protocol that differs in how events are written.
@rpcv2Cbor
@restXml
@awsJson1_1
@title("Talks")
service Talks {
    version: "2026-01-01"
    operations: [Say, Hear, Converse]
}

/// Says things to a room.
@http(method: "POST", uri: "/say")
operation Say {
    input := {
        @httpHeader("X-Room")
        room: String

        @required
        @httpPayload
        said: Things
    }
    output := {
        @httpHeader("X-Count")
        count: Integer
    }
    errors: [NoRoom]
}

/// Hears what is said in a room.
@http(method: "POST", uri: "/hear")
operation Hear {
    input := {
        @httpHeader("X-Room")
        room: String
    }
    output := {
        @required
        @httpHeader("X-Topic")
        topic: String

        @httpHeader("X-Lifetime")
        lifetime: Integer

        @httpPayload
        heard: Things
    }
}

/// Says and hears.
@http(method: "POST", uri: "/converse")
operation Converse {
    input := {
        @httpPayload
        said: Things
    }
    output := {
        @httpPayload
        heard: Things
    }
}

/// What can be said.
@streaming
union Things {
    word: Word
    note: Note
    picture: Picture
    person: Someone
    pause: Unit
    sorry: Sorry
}

structure Word {
    @eventHeader
    @required
    at: Short

    @eventHeader
    when: Timestamp

    @required
    text: String

    sum: BigDecimal
}

structure Note {
    @eventPayload
    text: String
}

structure Picture {
    @eventPayload
    pixels: Png
}

@mediaType("image/png")
blob Png

structure Someone {
    @eventPayload
    who: Person
}

structure Person {
    name: String
    born: Timestamp
}

@error("client")
structure Sorry {
    message: String
}

@error("client")
@httpError(404)
structure NoRoom {
    message: String
}
