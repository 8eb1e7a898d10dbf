$version: "2.0"

namespace com.example.kitchen

@readonly
@http(method: "GET", uri: "/fail")
operation Fail {
    input := {
        @required
        @httpQuery("how")
        how: String
    }

    errors: [
        Teapot
        NotFoundError
        TimeoutError
        Throttled
        Leak
    ]
}

/// It is a teapot.
@error("client")
@httpError(418)
structure Teapot {
    message: String

    @httpHeader("X-Spout")
    spout: Integer

    brewing: Tags

    code: String

    lid: Circle
}

/// The service is broken.
@error("server")
structure Broken {
    Message: String
}

/// Named as one of the errors that every package has.
@error("client")
@httpError(404)
structure NotFoundError {
    @required
    message: String

    resource: String
}

/// Named as a builtin of Python.
@error("server")
@httpError(504)
structure TimeoutError {
    message: String
    after: Double
}

/// Asks for patience.
@error("client")
@httpError(429)
@retryable(throttling: true)
structure Throttled {
    message: String
}

/// Is busy for a moment.
@error("client")
@httpError(423)
@retryable
structure Busy {
    message: String
}

/// Is asked too often, and says so in its own way.
@error("client")
@httpError(420)
@retryable(throttling: true)
structure Flooded {
    message: String
}

/// Has something to hide.
@error("client")
@httpError(403)
structure Leak {
    message: String
    secret: Secret
    args: Tags
}

/// Does an old thing.
@deprecated(message: "Use PutEmpty", since: "2.0")
@http(method: "POST", uri: "/old")
operation OldThing {
    input: OldInput
    output: OldOutput
}

@deprecated
structure OldInput {
    @required
    name: String
}

@deprecated(message: "Use PutEmptyOutput", since: "2.0")
structure OldOutput {
    name: String
}

/// Explains itself in <b>CommonMark</b>. The second sentence follows.
///
/// # A heading
///
/// It has *emphasis*, `code`, a [link](https://example.com/page) and an entity: &amp;.
///
/// - first item
/// - second item
///
/// ```
/// some code
/// ```
@http(method: "POST", uri: "/explain")
operation Explain {
    input := {
        /// <p>Explains itself in <i>HTML</i>.</p> <p>See <a href="https://example.com/page">the
        /// page</a>.</p><ul><li><p>one</p></li><li><p>two &lt;3</p></li></ul>
        html: String

        /// A word that is far too long for one line is still a word, and a line that is far too long for one line is wrapped at a hundred columns, whatever it says.
        long: String

        /// Args: this is not a section.
        args: String
    }

    output := {
        text: String
    }
}
