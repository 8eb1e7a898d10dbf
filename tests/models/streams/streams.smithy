$version: "2.0"

namespace com.example.streams

use aws.protocols#restJson1

/// Rooms in which things are said.
@restJson1
@title("Rooms")
service Rooms {
    version: "2026-01-01"
    resources: [Room]
    operations: [Tick, Speak]
}

/// A place to listen to.
resource Room {
    identifiers: { room: String }
    operations: [Watch]
}

/// Listens to a room. Messages come as they are said.
@readonly
@http(method: "GET", uri: "/rooms/{room}/events")
operation Watch {
    input := for Room {
        @required
        @httpLabel
        $room

        @httpQuery("since")
        since: Timestamp
    }
    output := {
        @required
        @httpHeader("X-Topic")
        topic: String

        @httpHeader("X-Lifetime")
        lifetime: Integer

        @httpPayload
        events: RoomEvents
    }
    errors: [NoSuchRoom]
}

/// Hears a clock. Nothing comes but events.
@deprecated(message: "Look out of the window", since: "1.1")
@http(method: "POST", uri: "/tick")
operation Tick {
    input := {
        every: Integer
    }
    output := {
        @httpPayload
        events: Ticks
    }
}

/// Speaks and listens.
@http(method: "POST", uri: "/speak")
operation Speak {
    input := {
        @httpPayload
        said: Ticks
    }
    output := {
        @httpPayload
        heard: Ticks
    }
}

/// What happens in a room.
@streaming
union RoomEvents {
    /// Somebody said something.
    message: Message

    note: Note
    picture: Picture
    joined: Joined
    mood: MoodChange
    facts: Facts
    stamped: Stamped
    pause: Unit

    kicked: Kicked
    roomFailed: RoomFailed
}

@streaming
union Ticks {
    tick: Tock
}

structure Tock {
    @required
    count: Long

    exactly: BigDecimal
}

structure Message {
    @required
    who: String

    @jsonName("said")
    text: String

    at: Timestamp
    reactions: Reactions
}

list Reactions {
    member: String
}

structure Note {
    @eventHeader
    author: String

    @eventPayload
    text: String
}

structure Picture {
    @eventPayload
    pixels: Blob
}

structure Joined {
    @eventPayload
    who: Person
}

structure Person {
    name: String
}

structure MoodChange {
    @eventPayload
    mood: Mood
}

union Mood {
    happy: Boolean
    grumpy: String
}

/// Nothing but headers, of every kind.
structure Facts {
    @eventHeader
    yes: Boolean

    @eventHeader
    tiny: Byte

    @eventHeader
    small: Short

    @eventHeader
    @required
    plain: Integer

    @eventHeader
    large: Long

    @eventHeader
    bytes: Blob

    @eventHeader
    string: String

    @eventHeader
    @jsonName("ignored")
    when: Timestamp
}

structure Stamped {
    @eventHeader
    stamp: Integer = 7

    body: String
}

/// You are out.
@error("client")
@httpError(403)
structure Kicked {
    message: String

    @httpHeader("X-Minutes")
    minutes: Integer
}

@error("server")
structure RoomFailed {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchRoom {
    message: String
    room: String
}
