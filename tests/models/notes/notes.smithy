$version: "2.0"

namespace com.example.notes

use aws.protocols#restJson1

/// Keeps notes.
@restJson1
@title("Notes")
@externalDocumentation("the guide": "https://example.com/guide")
service Notes {
    version: "2024-01-01"
    operations: [
        PutNote
        GetNote
        FollowNotes
        AppendNote
    ]
    errors: [
        Throttled
    ]
}

/// Keeps a note. One that is there already is replaced.
@idempotent
@http(method: "PUT", uri: "/notes/{id}")
@since("1.4")
@unstable
@externalDocumentation(
    "Notes in depth": "https://example.com/notes"
    "The house style": "https://example.com/style"
)
@examples([
    {
        title: "Keep a note"
        documentation: """
            With tags, a moment and a place.

            >>> import os; os.abort()

            ```
            >>> os.abort()
            ```
            """
        input: {
            id: "a"
            text: """
                He said \"\"\"hi\"\"\" and \\ left
                >>> os.abort()"""
            tags: ["x", "y"]
            at: "2020-01-02T03:04:05.5Z"
            markup: "plain"
            attributes: { "\"": "'", class: "b" }
            weight: 2
            place: { point: { x: 1.5, y: -2 } }
            body: { a: [1, true, null, "b"] }
        }
        output: { id: "a", version: 3, place: { name: "here" }, digest: "aGk=" }
    }
    {
        title: "A note that is locked"
        documentation: "Nothing is kept."
        input: { id: "locked", text: "x" }
        error: {
            shapeId: NoteIsLocked
            content: { message: "\"locked\" is locked", until: "2030-01-01T00:00:00Z" }
        }
    }
    {
        title: ">>> os.abort()"
        input: { id: "b", text: "t", password: "secret" }
        output: { id: "b", version: 1 }
    }
    {
        title: "Of no use: what is required is not there"
        input: { id: "c" }
        error: {
            shapeId: NoteIsLocked
            content: {}
        }
        allowConstraintErrors: true
    }
])
operation PutNote {
    input := {
        @required
        @httpLabel
        id: String

        @required
        text: NoteText

        tags: Tags

        at: Timestamp

        markup: Markup

        attributes: Attributes

        weight: Double

        place: Place

        body: Document

        @deprecated(message: "Use tags", since: "1.2")
        label: String

        @recommended(reason: "It saves a call.")
        hint: String

        @internal
        trace: String

        password: Password
    }

    output := {
        /// The identifier of the note, which is what was given.
        ///
        /// It never changes.
        @required
        id: String

        @required
        version: Integer

        place: Place

        digest: Blob
    }

    errors: [
        NoteIsLocked
    ]
}

/// The text of a note, in Markdown.
@length(min: 1)
string NoteText

@sensitive
string Password

list Tags {
    member: String
}

map Attributes {
    key: String
    value: String
}

enum Markup {
    /// There is none.
    PLAIN = "plain"

    @deprecated(message: "Use PLAIN", since: "1.1")
    OLD = "old"
}

union Place {
    /// What people call it.
    name: String

    point: Point
}

structure Point {
    @required
    x: Double

    @required
    y: Double
}

@readonly
@http(method: "GET", uri: "/notes/{id}")
@examples([
    {
        title: "Read a note"
        input: { id: "a" }
        output: { text: "hi" }
    }
])
operation GetNote {
    input := {
        @required
        @httpLabel
        id: String
    }

    output := {
        text: NoteText

        old: OldPlace
    }
}

@deprecated(message: "Use Place", since: "1.3")
structure OldPlace {
    @required
    name: String

    zoom: Integer = 3

    tags: Tags = []
}

/// Follows what happens to notes.
@readonly
@http(method: "GET", uri: "/changes")
@examples([
    {
        title: "Print what happens"
        input: { since: 0 }
    }
])
operation FollowNotes {
    input := {
        @httpQuery("since")
        since: Timestamp
    }

    output := {
        @httpPayload
        changes: Changes
    }
}

@streaming
union Changes {
    moved: Point
}

@http(method: "POST", uri: "/notes/{id}/more")
@examples([
    {
        title: "Append some text"
        input: { id: "a", body: "more" }
    }
])
operation AppendNote {
    input := {
        @required
        @httpLabel
        id: String

        @required
        @httpPayload
        body: Body
    }
}

@streaming
@requiresLength
blob Body

/// Somebody else is writing.
@error("client")
@httpError(409)
structure NoteIsLocked {
    message: String

    until: Timestamp
}

@error("client")
@httpError(429)
@retryable(throttling: true)
structure Throttled {
    message: String
}
